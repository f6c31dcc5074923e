import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    align-content: start;
    min-inline-size: 0;
  }

  figure,
  li {
    position: relative;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_soft);
  }
  img {
    display: block;
    inline-size: 100%;
  }
  figure img {
    max-block-size: 70vh;
    object-fit: contain;
    animation: appear 0.25s ease-out;
  }
  @keyframes appear {
    from {
      opacity: 0;
      scale: 1.02;
    }
  }
  .cross {
    position: absolute;
    inset-block-start: 0.25rem;
    inset-inline-end: 0.25rem;
    inline-size: max(2.75rem, 44px);
    block-size: max(2.75rem, 44px);
    /* Easier to hit than it looks. */
    padding: 0.3125rem;
    background: content-box rgb(20 23 28 / 0.7);
    color: #fff;
  }

  figure,
  .actions {
    max-inline-size: 34rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
  figure + .actions > * {
    flex: 1 1 auto;
  }
  .actions .primary,
  .actions .sent {
    flex-basis: 100%;
    min-inline-size: 0;
  }
  .actions span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  progress {
    flex: 1 1 100%;
    inline-size: 100%;
    block-size: 0.375rem;
    accent-color: var(--_accent);
  }
  figcaption,
  .offer p {
    overflow-wrap: anywhere;
  }
  figcaption {
    padding: 0.5rem 0.875rem;
    color: var(--_muted);
    font-size: 0.875em;
  }

  .offer {
    gap: 0.75rem;
    padding: 0.875rem 1rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .offer bdi {
    font-weight: 600;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    align-items: center;
    justify-content: space-between;
  }
  .head .plain {
    padding-inline: 0.5rem;
  }
  .sent {
    display: inline-flex;
    gap: 0.5em;
    align-items: center;
    justify-content: center;
    min-block-size: 2.75rem;
    color: var(--_go);
    font-weight: 500;
  }
  .kept {
    color: var(--_muted);
    text-align: center;
  }

  section {
    display: grid;
    gap: 0.5rem;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
    gap: 0.5rem;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    border-radius: calc(var(--_radius) * 0.7);
  }
  li img {
    grid-column: 1 / -1;
    aspect-ratio: 4 / 3;
    object-fit: contain;
  }
  li bdi {
    padding-inline: 0.5rem;
    font-size: 0.875em;
  }
  li .button {
    padding: 0;
    background: none;
  }
`;
