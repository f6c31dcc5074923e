import { css } from 'lit';

/** The ground of a call, of several, and of a broadcast, and who is on it. */
export const stageStyles = css`
  :host {
    container-type: inline-size;
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
    gap: var(--_gap);
    inline-size: 100%;
    block-size: 100%;
    padding: 1.25rem;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    text-align: center;
  }
  .who {
    align-self: center;
    min-inline-size: 0;
  }
  .who .avatar {
    inline-size: 6rem;
    block-size: 6rem;
    margin: 0 auto 1rem;
    font-size: 2.25em;
  }
  .name {
    font-size: 1.375em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  /* On a picture the words stand small in a corner, on a shade. */
  .seen .who {
    align-self: start;
    justify-self: start;
    padding: 0.375rem 0.875rem;
    border-radius: calc(var(--_radius) * 0.7);
    background: #000000a6;
  }
  .seen .name {
    font-size: 1em;
  }
  .hear,
  .off {
    background: #fff;
    color: #14161b;
  }
  .notice {
    padding: 0.5rem 0.875rem;
    border-radius: calc(var(--_radius) * 0.6);
    background: #33373f;
    font-size: 0.875em;
  }
  .problem {
    text-align: start;
  }
  @media (forced-colors: active) {
    .stage {
      border: 1px solid;
    }
  }
`;
