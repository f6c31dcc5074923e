import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  .stage {
    --_surface: var(--rtc-stage, #0f1116);
    --_text: #fff;
    --_muted: #c3c9d4;
    --_soft: #ffffff29;

    color-scheme: dark;
    position: relative;
    display: grid;
    grid-template-rows: 1fr auto;
    gap: var(--_gap);
    inline-size: 100%;
    block-size: 100%;
    min-block-size: var(--_stage-size, clamp(19rem, 56cqi, 85svh));
    padding: 1.25rem;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    text-align: center;
  }
  /* Whoever broadcasts has chosen what is to be seen: nothing of it is cut off. */
  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--rtc-video-fit, contain);
    transition: opacity 0.3s;
  }
  .stage:not(.seen) video {
    visibility: hidden;
  }
  .reconnecting video {
    opacity: 0.45;
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
  .waiting .avatar,
  .joining .avatar,
  .full .avatar {
    animation: wait 2.4s infinite;
  }
  @keyframes wait {
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
  .state {
    margin-block-start: 0.25rem;
  }
  .seen .who {
    display: flex;
    gap: 0.625rem;
    align-items: center;
    align-self: start;
    justify-self: start;
    max-inline-size: 80%;
    padding: 0.375rem 0.875rem;
    border-radius: calc(var(--_radius) * 0.7);
    background: #000000a6;
  }
  .seen .name {
    overflow: hidden;
    font-size: 1em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .seen .state {
    margin: 0;
    color: var(--_muted);
    font-size: 0.875em;
  }
  .live {
    display: inline-flex;
    flex: none;
    gap: 0.375em;
    align-items: center;
    padding: 0.0625rem 0.625rem;
    border-radius: 99rem;
    background: #c4221a;
    color: #fff;
    font-size: 0.8125em;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .live::before {
    inline-size: 0.4375rem;
    block-size: 0.4375rem;
    border-radius: 50%;
    background: #fff;
    content: '';
  }
  .foot {
    display: grid;
    gap: 0.5rem;
    justify-items: center;
  }
  .hear {
    background: #fff;
    color: #14161b;
  }
  .seen .stop {
    background: #000000a6;
  }
  .problem {
    text-align: start;
  }
  @media (forced-colors: active) {
    .stage,
    .avatar,
    .live {
      border: 1px solid;
    }
  }
  @container (inline-size < 20rem) {
    .stage {
      padding: 0.75rem;
    }
  }
`;
