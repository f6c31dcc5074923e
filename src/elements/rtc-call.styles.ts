import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  :host([state='idle']) {
    container-type: normal;
  }

  /* Faces and pictures stand on dark ground, whatever the page's colours are. */
  .stage {
    --_surface: var(--rtc-stage, #0f1116);
    --_text: #fff;
    --_muted: #c3c9d4;
    --_soft: #ffffff29;

    color-scheme: dark;
    position: relative;
    display: grid;
    grid-template-rows: 1fr;
    gap: var(--_gap);
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 19rem;
    padding: 1.25rem;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    text-align: center;
  }
  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--rtc-video-fit, cover);
    transition: opacity 0.3s;
  }
  .stage:not(.seen) video {
    visibility: hidden;
  }
  /* Nothing of what is written on a screen may be cut off. */
  .screen video {
    object-fit: contain;
  }
  /* Nor lie below the buttons. */
  .seen.screen video {
    block-size: calc(100% - 5.75rem);
  }
  .reconnecting video {
    opacity: 0.45;
  }
  /* Somebody speaks: a ring around the picture, or the face. */
  .stage::after {
    content: '';
    position: absolute;
    inset: 0;
    z-index: 1;
    border-radius: inherit;
    box-shadow: inset 0 0 0 3px #57d08d;
    opacity: 0;
    pointer-events: none;
    transition: opacity 0.2s;
  }
  :host([speaking]) .seen::after {
    opacity: 1;
  }
  :host([speaking]) .stage:not(.seen) .who .avatar {
    box-shadow: 0 0 0 4px #57d08d;
  }
  .stage > :not(video) {
    z-index: 1;
  }

  .who {
    align-self: center;
    min-inline-size: 0;
  }
  .avatar {
    display: grid;
    place-items: center;
    inline-size: 6rem;
    block-size: 6rem;
    margin: 0 auto 1rem;
    border-radius: 50%;
    background: linear-gradient(160deg, #6d8ff2, #3d58c4);
    font-size: 2.25em;
    font-weight: 500;
  }
  .avatar svg {
    inline-size: 3rem;
    block-size: 3rem;
    stroke-width: 1.4;
  }
  .incoming .avatar,
  .ringing .avatar {
    animation: ring 1.8s infinite;
  }
  @keyframes ring {
    from {
      box-shadow: 0 0 0 0 #7d9df899;
    }
    to {
      box-shadow: 0 0 0 1.5rem #7d9df800;
    }
  }
  .name {
    font-size: 1.375em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 0.75rem;
    align-items: center;
    justify-content: center;
    min-block-size: 1.5rem;
    color: var(--_muted);
  }
  .clock {
    font-variant-numeric: tabular-nums;
  }
  .badge {
    display: inline-flex;
    gap: 0.25rem;
    align-items: center;
  }
  .badge svg {
    inline-size: 1rem;
    block-size: 1rem;
  }

  /* As high as the picture wants and the window allows, but never less than what stands on it. */
  .seen {
    min-block-size: var(--_stage-size, min(75cqi, 85svh));
  }
  /* On a picture the words stand small in a corner, on a shade. */
  .seen .who {
    align-self: start;
    justify-self: start;
    max-inline-size: 65%;
    padding: 0.375rem 0.875rem;
    border-radius: calc(var(--_radius) * 0.7);
    background: #000000a6;
    text-align: start;
  }
  .seen .name {
    font-size: 1em;
  }
  .seen .status {
    justify-content: start;
    min-block-size: 0;
    font-size: 0.875em;
  }
  .seen .controls {
    justify-self: center;
    padding: 0.5rem;
    border-radius: 99rem;
    background: #000000a6;
  }

  .notice {
    justify-self: center;
    max-inline-size: 28rem;
    padding: 0.5rem 0.875rem;
    border-radius: calc(var(--_radius) * 0.6);
    background: #33373f;
    font-size: 0.875em;
  }
  /* On the face: what comes late must not move the buttons away from under a finger. */
  .incoming .notice {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline: 0.75rem;
    margin-inline: auto;
  }
  .hear {
    justify-self: center;
    background: #fff;
    color: #14161b;
  }
  .problem {
    text-align: start;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap);
    align-items: start;
    justify-content: center;
  }
  .incoming .controls {
    gap: calc(var(--_gap) * 2.5);
  }
  .control {
    display: grid;
    gap: 0.375rem;
    justify-items: center;
    min-inline-size: 3.25rem;
    font-size: 0.875em;
  }
  .extra {
    display: contents;
  }
  .more {
    display: none;
  }
  .incoming .round {
    inline-size: 4rem;
    block-size: 4rem;
  }
  .wide {
    inline-size: 4.5rem;
  }
  .danger svg {
    inline-size: 1.75rem;
    block-size: 1.75rem;
    fill: currentColor;
  }
  .off {
    background: #fff;
    color: #14161b;
  }
  /* The browser's own menu lies on the button, and is not to be seen before it opens. */
  .menu {
    position: relative;
  }
  .menu select {
    position: absolute;
    inset: -1px;
    inline-size: calc(100% + 2px);
    block-size: calc(100% + 2px);
    opacity: 0;
    cursor: pointer;
  }
  .menu:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .stage,
    .avatar {
      border: 1px solid;
    }
    :host([speaking]) .stage {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }
  }
  .seen .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @container (inline-size < 33rem) {
    .more {
      display: grid;
    }
    .extra:not(.open) {
      display: none;
    }
    .extra.open {
      display: flex;
      flex-basis: 100%;
      gap: inherit;
      justify-content: center;
      order: -1;
    }
    .seen .controls {
      border-radius: 2.125rem;
    }
  }
  @container (inline-size < 20rem) {
    .stage {
      padding: 0.75rem;
    }
    .avatar {
      inline-size: 4.5rem;
      block-size: 4.5rem;
      margin-block-end: 0.5rem;
    }
    .controls,
    .incoming .controls {
      gap: 0.5rem;
    }
    .round,
    .incoming .round {
      inline-size: 3.25rem;
      block-size: 3.25rem;
    }
  }
`;
