import { css } from 'lit';

export const styles = css`
  .room {
    container-type: inline-size;
  }
  .phone {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_gap) * 1.25);
    max-inline-size: 68rem;
    margin-inline: auto;
    padding: 1rem;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) + 0.5rem);
    background: var(--_surface);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    align-items: baseline;
    justify-content: space-between;
    padding-inline: 0.25rem;
  }
  header bdi {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .status {
    display: inline-flex;
    gap: 0.5rem;
    align-items: center;
  }
  .status::before {
    border: 0.25rem solid;
    border-radius: 50%;
    content: '';
  }
  .status.ready::before {
    border-color: light-dark(#15803d, #4ade80);
  }
  .status.failed::before {
    border-color: var(--_danger);
  }
  .notice {
    flex-basis: 100%;
  }

  .stage {
    position: relative;
    display: grid;
    min-block-size: min(75cqi, 85svh);
    inline-size: 100%;
  }
  rtc-call,
  rtc-grid,
  rtc-viewing {
    --_stage-size: 100%;

    min-inline-size: 0;
  }
  rtc-local-camera {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-end: 0.75rem;
  }
  /* At rest the preview may need more room than its picture: for words, and for the choice of devices. */
  .at-rest .stage {
    min-block-size: 0;
  }
  .at-rest rtc-local-camera,
  .at-rest rtc-call,
  .watching .stage > * {
    position: static;
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  /* What stands behind the card of an ended call must not take the focus. */
  .stage:has(rtc-call[state='ended']) > :is(rtc-local-camera, rtc-viewing) {
    visibility: hidden;
  }
  /* In a call one sees oneself small in the corner, and only if there is something to see. */
  .in-call rtc-local-camera {
    z-index: 1;
    inline-size: clamp(5.5rem, 24%, 13rem);
    aspect-ratio: 4 / 3;
    overflow: hidden;
    border-radius: calc(var(--_radius) * 0.6);
    box-shadow: 0 2px 12px #0006;
  }
  .in-call:not(.filmed) rtc-local-camera,
  .ringing rtc-local-camera {
    visibility: hidden;
  }
  .side {
    display: grid;
    gap: var(--_gap);
    align-content: center;
  }

  @container (inline-size >= 46rem) {
    .at-rest {
      grid-template-columns: minmax(0, 1fr) 19rem;
    }
    .phone {
      padding: 1.25rem;
    }
    .phone > :not(.stage, .side) {
      grid-column: 1 / -1;
    }
    .phone:not(.at-rest) .stage {
      min-block-size: min(56cqi, 85svh);
    }
    .phone.shared .stage {
      min-block-size: min(64cqi, 85svh);
    }
  }
  @container (inline-size < 30rem) {
    .phone {
      padding: 0.75rem;
    }
    .phone:not(.at-rest) .stage {
      min-block-size: min(125cqi, 85svh);
    }
    .phone.shared .stage {
      min-block-size: min(150cqi, 85svh);
    }
    .phone.watching .stage {
      min-block-size: min(90cqi, 85svh);
    }
  }
`;
