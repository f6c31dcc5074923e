import { css } from 'lit';

export const styles = css`
  .stage {
    grid-template-rows: 1fr auto;
    min-block-size: var(--_stage-size, clamp(19rem, 56cqi, 85svh));
  }
  /* Whoever broadcasts has chosen what is to be seen: nothing of it is cut off. */
  video {
    object-fit: var(--rtc-video-fit, contain);
  }
  .stage > :not(video) {
    z-index: 1;
  }
  .waiting .avatar,
  .joining .avatar,
  .full .avatar {
    animation: wave 2.4s infinite;
  }
  .state {
    margin-block-start: 0.25rem;
  }
  .seen .who {
    display: flex;
    gap: 0.625rem;
    align-items: center;
    max-inline-size: 80%;
  }
  .seen .name {
    min-inline-size: 0;
  }
  .seen .state {
    margin: 0;
    color: var(--_muted);
    font-size: 0.875em;
  }
  .foot {
    display: grid;
    gap: 0.5rem;
    justify-items: center;
  }
  .seen .stop {
    background: #000000a6;
  }
  @container (inline-size < 20rem) {
    .stage {
      padding: 0.75rem;
    }
  }
`;
