import { css } from 'lit';

export const styles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    align-items: center;
    min-block-size: 2.75rem;
  }
  .title {
    flex: 1 1 8em;
  }
  /* Words on it need more contrast than an icon does. */
  .head .danger {
    background: color-mix(in srgb, var(--_danger) 85%, #000);
  }
  .notice {
    padding-block: 0.5rem;
  }

  li {
    grid-template: 'way who actions' / auto minmax(0, 1fr) auto;
    gap: 0.25rem 0.75rem;
    padding-block: 0.5rem;
    animation: appear 0.25s ease-out;
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
    overflow: clip;
  }
  .number {
    font-weight: 500;
  }

  .actions {
    grid-area: actions;
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
