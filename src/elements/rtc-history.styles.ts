import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 0;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    align-items: center;
    min-block-size: 2.75rem;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .title {
    flex: 1 1 8em;
    font-weight: 600;
  }
  /* Words on it need more contrast than an icon does. */
  .head .danger {
    background: color-mix(in srgb, var(--_danger) 85%, #000);
  }
  .notice,
  .empty {
    padding-block: 0.5rem;
  }
  .empty {
    padding-block: 2rem;
    text-align: center;
    text-wrap: balance;
  }

  ul {
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template: 'way who actions' / auto minmax(0, 1fr) auto;
    gap: 0.25rem 0.75rem;
    align-items: center;
    padding-block: 0.5rem;
    animation: appear 0.25s ease-out;
  }
  li + li {
    border-block-start: 1px solid var(--_border);
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .way {
    grid-area: way;
    display: grid;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-radius: 50%;
    background: var(--_soft);
    color: var(--_muted);
  }
  .way svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    stroke-width: 2;
  }
  /* What comes in points to where the text begins, in any direction of writing. */
  .way:dir(rtl) svg {
    transform: scaleX(-1);
  }
  .missed .way,
  .missed .number,
  .missed .how {
    color: light-dark(#b3261e, #ff9b93);
  }
  .missed .way {
    background: light-dark(#fdecea, #451b1c);
  }
  .who {
    min-inline-size: 0;
    overflow: clip;
  }
  .number {
    font-weight: 500;
  }
  /* A block of its own begins where the text around it does, whichever way it is written itself. */
  .number bdi {
    display: inline-block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    vertical-align: bottom;
  }
  .detail {
    --_dot: 1.1em;

    display: flex;
    flex-wrap: wrap;
    margin-inline-start: calc(-1 * var(--_dot));
  }
  .detail > * {
    position: relative;
    padding-inline-start: var(--_dot);
  }
  /* Stands between the two on one line; at the beginning of a line it is clipped. */
  .detail > ::before {
    position: absolute;
    inset-inline-start: 0;
    inline-size: var(--_dot);
    content: '·' / '';
    text-align: center;
  }

  .actions {
    display: flex;
    grid-area: actions;
  }
  .actions button {
    padding: 0;
  }
  .actions .call {
    color: var(--_accent);
  }
  .actions .remove {
    color: var(--_muted);
  }
  /* Where there is no room beside the words, the buttons go below them, next to the time. */
  @container (inline-size < 21rem) {
    li {
      grid-template:
        'way number number' auto 'way how how' auto 'way time actions' auto / auto minmax(0, 1fr)
        auto;
      row-gap: 0;
    }
    .way {
      align-self: start;
    }
    .who,
    .detail {
      display: contents;
    }
    .number {
      grid-area: number;
    }
    .how {
      grid-area: how;
    }
    time {
      grid-area: time;
    }
    .detail > * {
      padding: 0;
    }
    .detail > ::before {
      content: none;
    }
  }

  @container (inline-size < 17rem) {
    li {
      grid-template-areas: 'way number number' 'way how how' 'time time actions';
    }
  }

  .foot {
    display: grid;
    justify-items: center;
    padding-block-start: 0.5rem;
  }
`;
