import { css } from 'lit';

export const styles = css`
  form {
    display: grid;
    gap: var(--_gap);
    max-inline-size: 22rem;
    margin-inline: auto;
  }
  .number {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.25rem 0;
    align-items: center;
  }
  label {
    grid-column: 1 / -1;
  }
  .field {
    grid-area: 2 / 1 / 3 / 3;
    padding-inline-end: 3rem;
    font-size: 1.25em;
    font-variant-numeric: tabular-nums;
  }
  /* A number may be written the other way than the page; the button stays where it is. */
  .number:dir(rtl) .field:dir(ltr),
  .number:dir(ltr) .field:dir(rtl) {
    padding-inline: 3rem 0.875rem;
  }
  .number button {
    grid-area: 2 / 2;
    padding: 0;
  }
  .number svg:dir(rtl) {
    scale: -1 1;
  }
  .keypad {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    gap: calc(var(--_gap) / 1.5);
  }
  .key {
    flex-direction: column;
    gap: 0;
    min-block-size: max(3.25rem, 44px);
    padding: 0.25rem;
    border-radius: calc(var(--_radius) * 0.8);
    font-size: 1.375em;
    user-select: none;
  }
  .key small {
    block-size: 0.875rem;
    color: var(--_muted);
    font-size: 0.4546em;
    letter-spacing: 0.1em;
  }
  /* The last row has no letters at all. */
  .key:nth-child(n + 10) small {
    display: none;
  }
  .actions {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
    gap: calc(var(--_gap) / 1.5);
  }
  .actions button {
    min-block-size: max(3rem, 44px);
  }
`;
