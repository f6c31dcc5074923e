import { css } from 'lit';

/** The row of buttons on a stage. */
export const controlStyles = css`
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap);
    align-items: start;
    justify-content: center;
  }
  .control {
    display: grid;
    gap: 0.375rem;
    justify-items: center;
    font-size: 0.875em;
  }
  .wide {
    inline-size: 4.5rem;
  }
  .danger svg {
    inline-size: 1.75rem;
    block-size: 1.75rem;
    fill: currentColor;
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
  .extra {
    display: contents;
  }
  .extra.open {
    flex-basis: 100%;
    gap: inherit;
    justify-content: inherit;
    order: -1;
  }
  .more,
  .extra:not(:has(button, select)) + .more {
    display: none;
  }
`;
