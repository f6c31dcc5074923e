import { css } from 'lit';

export const styles = css`
  :host([state='idle']) {
    container-type: normal;
  }
  .stage {
    grid-template-rows: 1fr;
    min-block-size: 19rem;
  }
  /* Nothing of what is written on a screen may lie below the buttons. */
  .seen.screen video {
    block-size: calc(100% - 5.75rem);
  }
  /* Where there is no picture, the ring is around the face; but forced colours know no shadows. */
  @media (forced-colors: none) {
    .stage:not(.seen)::after {
      display: none;
    }
  }
  :host([speaking]) .stage:not(.seen) .who .avatar {
    box-shadow: 0 0 0 4px #57d08d;
  }
  :where(.stage > :not(video)) {
    z-index: 1;
  }

  .incoming .avatar,
  .ringing .avatar {
    animation: wave 1.8s infinite;
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
  .seen .who {
    max-inline-size: 65%;
    text-align: start;
  }
  .seen .status {
    justify-content: start;
    min-block-size: 0;
    font-size: 0.875em;
  }
  .seen .controls {
    justify-self: center;
    padding: 0.5rem;
    border-radius: 2.125rem;
    background: #000000a6;
  }

  .notice {
    justify-self: center;
    max-inline-size: 28rem;
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
  }
  .incoming .controls {
    gap: calc(var(--_gap) * 2.5);
  }
  .incoming .round {
    inline-size: 4rem;
    block-size: 4rem;
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
    }
  }
  @container (inline-size < 20rem) {
    .stage {
      padding: 0.75rem;
    }
    .who .avatar {
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
