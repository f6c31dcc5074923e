import { css } from 'lit';

/** Who calls meanwhile and who waits, on the dark ground of a stage. */
export const otherCallStyles = css`
  .banners {
    position: absolute;
    inset: 0.75rem;
    inset-block-end: auto;
    z-index: 2;
    display: grid;
    gap: 0.5rem;
    justify-items: center;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    gap: 0.625rem 0.75rem;
    align-items: center;
    inline-size: 100%;
    max-inline-size: 44rem;
    padding: 0.75rem;
    border: 1px solid #ffffff24;
    border-radius: calc(var(--_radius) * 0.9);
    background: #23272ff2;
    box-shadow: 0 0.5rem 2rem #0009;
    text-align: start;
    animation: drop 0.25s ease-out;
  }
  @keyframes drop {
    from {
      opacity: 0;
      translate: 0 -0.75rem;
    }
  }
  .caller {
    display: grid;
    flex: 1 1 7rem;
    min-inline-size: 0;
  }
  /* Begins where the text around it does, whichever way it is written itself. */
  .caller bdi {
    justify-self: start;
    font-weight: 600;
  }
  .kind {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .choices {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 0.5rem;
    justify-content: end;
    max-inline-size: 100%;
    margin-inline-start: auto;
  }
  .choices button {
    flex: 0 1 auto;
    padding-inline: 0.875rem;
  }
  /* White words need more contrast than an icon does. */
  .choices .danger {
    background: color-mix(in srgb, var(--_danger) 85%, #000);
  }
  .choices .go {
    background: color-mix(in srgb, var(--_go) 80%, #000);
  }

  .aside {
    display: grid;
    gap: 0.5rem;
    justify-self: center;
    inline-size: 100%;
    max-inline-size: 24rem;
    padding: 0.5rem;
    border-radius: calc(var(--_radius) * 0.9);
    background: #2b2f38e6;
    list-style: none;
    text-align: start;
  }
  /* Beside the face, not on it. */
  .seen .aside {
    justify-self: start;
    max-inline-size: 19rem;
  }
  .aside li {
    display: flex;
    gap: 0.75rem;
    align-items: center;
  }
  .aside li:has(> :only-child) {
    justify-content: center;
  }
  @media (forced-colors: active) {
    .banner,
    .aside {
      border: 1px solid;
    }
  }
  @container (inline-size < 36rem) {
    .choices {
      flex-basis: 100%;
    }
    .choices button {
      flex-grow: 1;
    }
  }
`;
