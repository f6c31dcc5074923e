import { css } from 'lit';

export const styles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem 0.75rem;
    align-items: center;
    min-block-size: 2rem;
  }
  .live::before {
    animation: blink 1.6s ease-in-out infinite alternate;
  }
  @keyframes blink {
    to {
      opacity: 0.25;
    }
  }
  .clock {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .count {
    display: inline-flex;
    gap: 0.375rem;
    align-items: center;
    margin-inline-start: auto;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }
  .count svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }
  .people button {
    padding-inline: 0.875rem;
    font-size: 0.875em;
  }
  .joining {
    color: var(--_muted);
    font-size: 0.875em;
  }
`;
