import { css } from 'lit';

export const styles = css`
  .stage {
    grid-template-rows: minmax(0, 1fr) auto;
    gap: 0.625rem;
    min-block-size: var(--_stage-size, clamp(22rem, 62cqi, 85svh));
    padding: 0.625rem;
  }
  .tiles {
    position: relative;
    min-block-size: 14rem;
  }
  rtc-call-tile {
    position: absolute;
    inset-block-start: var(--_y);
    inset-inline-start: var(--_x);
    inline-size: var(--_inline);
    block-size: var(--_block);
    transition:
      inset 0.25s,
      inline-size 0.25s,
      block-size 0.25s;
    animation: enter 0.25s ease-out;
  }
  @keyframes enter {
    from {
      opacity: 0;
      scale: 0.94;
    }
  }
  .alone {
    position: absolute;
    inset: 0;
    display: grid;
    gap: 0.5rem;
    place-content: center;
    justify-items: center;
    padding: 1rem;
    text-wrap: balance;
  }
  .alone svg {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    margin-block-end: 0.5rem;
    opacity: 0.75;
    stroke-width: 1.4;
  }
  .hear {
    position: absolute;
    inset-block-end: 0.75rem;
    inset-inline: 0;
    z-index: 2;
    inline-size: fit-content;
    margin-inline: auto;
  }
  .lines {
    display: grid;
    gap: 0.5rem;
  }
  .lines:not(:has(> *)) {
    display: none;
  }

  /* Oneself, the buttons, and where one is. */
  .bar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    gap: 0.75rem;
    align-items: center;
  }
  rtc-local-camera {
    inline-size: clamp(6rem, 15cqi, 9rem);
    aspect-ratio: 4 / 3;
    overflow: hidden;
    border-radius: min(var(--_radius), 0.875rem);
  }
  .bar:not(.filmed) rtc-local-camera {
    visibility: hidden;
    block-size: 0;
    aspect-ratio: auto;
  }
  .place {
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.875em;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .place bdi {
    color: var(--_text);
    font-weight: 500;
  }
  @container (inline-size < 40rem) {
    .more {
      display: grid;
    }
    .extra:not(.open) {
      display: none;
    }
    .extra.open {
      display: flex;
    }
    .bar {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .bar:not(.filmed) {
      grid-template-columns: minmax(0, 1fr);
    }
    .bar:not(.filmed) rtc-local-camera {
      position: absolute;
    }
    .place {
      display: none;
    }
    .controls {
      gap: 0.5rem;
      justify-content: end;
    }
    .bar:not(.filmed) .controls {
      justify-content: center;
    }
  }
  @container (inline-size < 26rem) {
    .bar {
      gap: 0.5rem;
    }
    .stage {
      padding: 0.5rem;
    }
    rtc-local-camera {
      min-inline-size: 0;
      inline-size: 4rem;
    }
    .controls .round {
      inline-size: max(2.75rem, 44px);
      block-size: max(2.75rem, 44px);
    }
    .controls .wide {
      inline-size: 3.25rem;
    }
  }
  @container (inline-size < 18.75rem) {
    .bar {
      grid-template-columns: minmax(0, 1fr);
    }
    rtc-local-camera {
      display: none;
    }
    .controls {
      gap: 0.375rem;
      justify-content: center;
    }
    .controls .wide {
      inline-size: max(2.75rem, 44px);
    }
  }
`;
