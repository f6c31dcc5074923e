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
  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--rtc-video-fit, cover);
    transition: opacity 0.3s;
  }
  .tile:not(.seen) video {
    visibility: hidden;
  }
  /* Nothing of what is written on a screen may be cut off. */
  .screen {
    background: #000;
  }
  .screen video {
    object-fit: contain;
  }
  .reconnecting video {
    opacity: 0.45;
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
    display: grid;
    place-items: center;
    inline-size: clamp(2.25rem, 32cqmin, 6rem);
    block-size: clamp(2.25rem, 32cqmin, 6rem);
    border-radius: 50%;
    background: linear-gradient(160deg, #6d8ff2, #3d58c4);
    font-size: clamp(0.875rem, 12cqmin, 2.25rem);
    font-weight: 500;
  }
  .avatar svg {
    inline-size: 50%;
    block-size: 50%;
    stroke-width: 1.4;
  }
  .calling .avatar,
  .ringing .avatar,
  .connecting .avatar {
    animation: wait 1.8s infinite;
  }
  @keyframes wait {
    from {
      box-shadow: 0 0 0 0 #7d9df899;
    }
    to {
      box-shadow: 0 0 0 1rem #7d9df800;
    }
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
  .label bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .label svg {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .off {
    display: inline-flex;
    color: #ffb4ae;
  }

  .ring {
    position: absolute;
    inset: 0;
    z-index: 1;
    border-radius: inherit;
    box-shadow: inset 0 0 0 3px #57d08d;
    opacity: 0;
    pointer-events: none;
    transition: opacity 0.2s;
  }
  .speaking .ring {
    opacity: 1;
  }

  /* Seen when one wants something of this tile; a finger's touch focuses it. Always there for keys and screen readers. */
  .actions {
    position: absolute;
    inset-block-start: 0.25rem;
    inset-inline-end: 0.25rem;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    justify-content: end;
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
    .tile,
    .avatar {
      border: 1px solid;
    }
    .speaking {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }
    .actions button {
      opacity: 1;
    }
  }
`;
