import { css } from 'lit';

export const styles = css`
  :host {
    container-type: size;
  }
  .tile {
    position: relative;
    display: grid;
    place-items: center;
    block-size: 100%;
    overflow: hidden;
    border-radius: min(var(--_radius), 1rem);
    background: var(--rtc-tile, #22262f);
    color: #fff;
    color-scheme: dark;
  }
  .tile:focus-visible {
    outline-offset: -3px;
  }
  .screen {
    background: #000;
  }

  .face {
    z-index: 1;
    display: grid;
    gap: min(0.75rem, 4cqb);
    justify-items: center;
    max-inline-size: 100%;
    padding-inline: 0.5rem;
    text-align: center;
  }
  .avatar {
    inline-size: clamp(2.25rem, 32cqmin, 6rem);
    block-size: clamp(2.25rem, 32cqmin, 6rem);
    font-size: clamp(0.875rem, 12cqmin, 2.25rem);
  }
  .calling .avatar,
  .ringing .avatar,
  .connecting .avatar {
    animation: wave 1.8s infinite;
  }
  .status {
    color: #c3c9d4;
    font-size: 0.875em;
    text-wrap: balance;
  }
  .seen .status {
    padding: 0.25rem 0.75rem;
    border-radius: 99rem;
    background: #000000a6;
    color: #fff;
  }

  .label {
    position: absolute;
    inset-block-end: 0.5rem;
    inset-inline-start: 0.5rem;
    z-index: 1;
    display: flex;
    gap: 0.375rem;
    align-items: center;
    max-inline-size: calc(100% - 1rem);
    padding: 0.1875rem 0.625rem;
    border-radius: 99rem;
    background: #000000a6;
    font-size: 0.875em;
    font-weight: 500;
  }
  .label svg {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .off {
    display: inline-flex;
    color: #ffb4ae;
  }
  .badge {
    display: inline-flex;
    flex: none;
    gap: 0.25rem;
    align-items: center;
    font-weight: 400;
  }
  /* The sign has to do where the words would leave no room for the name; a screen reader has them. */
  @container (inline-size < 18rem) {
    .badge span {
      display: none;
    }
  }

  /* Seen when one wants something of this tile; a finger's touch focuses it. Always there for keys and screen readers. */
  .actions {
    position: absolute;
    inset-block-start: 0.25rem;
    inset-inline-end: 0.25rem;
    z-index: 2;
    display: flex;
    /* What goes on with a call is in the corner, off the face, and nothing moves when it comes. */
    flex-flow: row-reverse wrap;
    gap: 0.25rem;
  }
  .actions button {
    opacity: 0;
    transition: opacity 0.15s;
  }
  .tile:hover .actions button,
  .tile:focus-within .actions button,
  .actions .resume {
    opacity: 1;
  }
  .actions .round {
    inline-size: max(2.75rem, 44px);
    block-size: max(2.75rem, 44px);
    background: #000000b3;
  }
  .actions .danger {
    background: var(--_danger);
  }
  .actions .resume {
    background: #fff;
    color: #14161b;
  }
  .danger svg {
    fill: currentColor;
  }

  @container (block-size < 8.5rem) {
    .status {
      display: none;
    }
    .label {
      inset-block-end: 0.25rem;
      inset-inline-start: 0.25rem;
      max-inline-size: calc(100% - 0.5rem);
      padding: 0.125rem 0.5rem;
      font-size: 0.75em;
    }
    .label svg {
      inline-size: 0.875rem;
      block-size: 0.875rem;
    }
    .tile:not(.seen) .avatar {
      margin-block-end: 1rem;
    }
  }
  @media (forced-colors: active) {
    .tile {
      border: 1px solid;
    }
    .actions button {
      opacity: 1;
    }
  }
`;
