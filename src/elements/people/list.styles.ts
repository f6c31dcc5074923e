import { css } from 'lit';

/** What the lists of people and of past calls have in common: each row a face, some words, and buttons. */
export const listStyles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 0;
  }
  .title {
    font-weight: 600;
  }
  .empty {
    padding-block: 2rem;
    text-align: center;
    text-wrap: balance;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  ul {
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    align-items: center;
  }
  li + li {
    border-block-start: 1px solid var(--_border);
  }
  .who {
    min-inline-size: 0;
  }
  .detail {
    --_space: 1.1em;

    display: flex;
    flex-wrap: wrap;
    margin-inline-start: calc(-1 * var(--_space));
  }
  .detail > * {
    position: relative;
    padding-inline-start: var(--_space);
  }
  /* Stands between the two on one line; at the beginning of a line it is clipped. */
  .detail > ::before {
    position: absolute;
    inset-inline-start: 0;
    inline-size: var(--_space);
    content: '·' / '';
    text-align: center;
  }
  .actions {
    display: flex;
  }
  .actions button {
    padding: 0;
  }
`;
