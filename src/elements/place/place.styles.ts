import { css } from 'lit';

/** What the cards of a room and of a broadcast have in common. */
export const placeStyles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 0;
  }
  .card {
    display: grid;
    gap: var(--_gap);
  }
  .title {
    font-size: 1.375em;
    font-weight: 600;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  /* Always there, so that a screen reader knows it; but no gap more where it says nothing. */
  .hint:empty {
    position: absolute;
  }
  .people {
    display: grid;
    max-block-size: 18rem;
    padding: 0;
    overflow: auto;
    list-style: none;
  }
  .people li {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    min-block-size: 3.25rem;
    animation: appear 0.25s ease-out;
  }
  .people li + li {
    border-block-start: 1px solid var(--_border);
  }
  .people button {
    margin-inline-start: auto;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .avatar {
    inline-size: 2.25rem;
    block-size: 2.25rem;
    background: linear-gradient(160deg, #5b7ce6, #3d58c4);
    color: #fff;
    font-size: 0.875em;
  }
  .actions {
    display: grid;
    gap: 0.5rem;
  }
  .actions button {
    min-block-size: 3.25rem;
  }
  .danger {
    background: color-mix(in srgb, var(--_danger) 85%, #000);
  }
`;
