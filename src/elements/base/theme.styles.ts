import { css } from 'lit';

/**
 * What all elements look like: tokens, text, buttons, fields, faces, focus.
 *
 * Colours follow the page's `color-scheme`. The `--rtc-*` properties are public; `--_*` are what comes of them.
 */
export const theme = css`
  :host {
    --_surface: var(--rtc-surface, light-dark(#fff, #17191f));
    --_text: var(--rtc-text, light-dark(#14171c, #f3f5f8));
    --_muted: var(--rtc-muted-text, light-dark(#596171, #a6afbd));
    --_border: var(--rtc-border, light-dark(#dfe3ea, #343b48));
    --_accent: var(--rtc-accent, light-dark(#2358d8, #9abaff));
    --_on-accent: var(--rtc-on-accent, light-dark(#fff, #0a1a3c));
    --_danger: var(--rtc-danger, light-dark(#d3261b, #e5484d));
    --_go: var(--rtc-go, light-dark(#15803d, #2b9a5f));
    --_soft: color-mix(in srgb, var(--_text) 7%, var(--_surface));
    --_radius: var(--rtc-radius, 1.25rem);
    --_gap: var(--rtc-gap, 0.75rem);

    display: block;
    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--rtc-font, inherit);
    /* On some pages a rem is 10 px, which is no size to read or to hit. */
    font-size: max(1rem, 16px);
    font-style: normal;
    font-weight: 400;
    line-height: 1.4;
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    cursor: auto;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before {
    box-sizing: border-box;
    margin: 0;
  }
  svg {
    flex: none;
    inline-size: 1.375rem;
    block-size: 1.375rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  button,
  input,
  select,
  a {
    font: inherit;
    color: inherit;
    -webkit-tap-highlight-color: transparent;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  [tabindex='-1']:focus {
    outline: none;
  }

  /* Buttons: a pill with words; .round is an icon; .plain has no ground. */
  button,
  .button {
    display: inline-flex;
    gap: 0.5em;
    align-items: center;
    justify-content: center;
    min-inline-size: max(2.75rem, 44px);
    min-block-size: max(2.75rem, 44px);
    padding: 0.5rem 1.125rem;
    border: 1px solid transparent;
    border-radius: 99rem;
    background: var(--_soft);
    font-weight: 500;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background-color 0.15s,
      filter 0.15s,
      scale 0.15s;
  }
  @media (hover: hover) {
    button:hover,
    .button:hover {
      filter: brightness(0.94);
    }
  }
  button:active {
    scale: 0.96;
  }
  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .go {
    background: var(--_go);
    color: #fff;
  }
  .danger {
    background: var(--_danger);
    color: #fff;
  }
  .plain {
    background: none;
  }
  .plain:hover {
    background: var(--_soft);
    filter: none;
  }
  .round {
    inline-size: max(3.25rem, 44px);
    block-size: max(3.25rem, 44px);
    padding: 0;
  }
  button:disabled,
  [aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
    filter: none;
    scale: none;
  }

  .field {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: max(2.75rem, 44px);
    padding: 0.5rem 0.875rem;
    border: 1px solid color-mix(in srgb, var(--_text) 45%, var(--_surface));
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_surface);
  }
  /* In the place of somebody's picture. */
  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-radius: 50%;
    background: linear-gradient(160deg, #6d8ff2, #3d58c4);
    font-weight: 500;
  }
  .avatar svg {
    inline-size: 50%;
    block-size: 50%;
  }
  .hint {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .problem {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    align-items: center;
    padding-inline: 0.75rem 0.5rem;
    border-radius: calc(var(--_radius) * 0.6);
    background: light-dark(#fdecea, #451b1c);
    color: light-dark(#8f1a12, #ffd4d0);
    font-size: 0.875em;
  }
  .problem span {
    flex: 1 1 14em;
    padding-block: 0.5rem;
  }
  .problem button {
    padding: 0;
  }
  .problem .words {
    margin-inline-start: auto;
    padding-inline: 1rem;
  }
  /* A name that is cut where the room ends. It begins where the text around it does, whichever way it is written itself. */
  .one-line,
  .seen .name bdi {
    display: inline-block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    vertical-align: bottom;
  }
  /* What takes a moment is not worth a word. */
  .pending {
    animation: pending 0s 0.4s both;
  }
  @keyframes pending {
    from {
      visibility: hidden;
    }
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before {
      animation: none !important;
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    button,
    .button,
    .field,
    .problem,
    .avatar {
      border: 1px solid;
    }
  }
`;
