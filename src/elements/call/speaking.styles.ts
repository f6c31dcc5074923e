import { css } from 'lit';

/** Somebody speaks: a ring around what shows them. */
export const speakingStyles = css`
  .stage::after,
  .tile::after {
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
  :host([speaking]) .stage::after,
  .speaking::after {
    opacity: 1;
  }
  @media (forced-colors: active) {
    .stage::after,
    .tile::after {
      border: 3px solid Highlight;
    }
  }
`;
