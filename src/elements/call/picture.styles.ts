import { css } from 'lit';

/** Somebody's picture, all over the ground it stands on; and the face of somebody who is waited for. */
export const pictureStyles = css`
  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--rtc-video-fit, cover);
    transition: opacity 0.3s;
  }
  :not(.seen) > video {
    visibility: hidden;
  }
  .reconnecting > video {
    opacity: 0.45;
  }
  /* Nothing of what is written on a screen may be cut off. */
  .screen > video {
    object-fit: contain;
  }
  .avatar svg {
    stroke-width: 1.4;
  }
  @keyframes wave {
    from {
      box-shadow: 0 0 0 0 #7d9df899;
    }
    to {
      box-shadow: 0 0 0 0.6667em #7d9df800;
    }
  }
`;
