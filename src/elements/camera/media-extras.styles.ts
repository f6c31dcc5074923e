import { css } from 'lit';

/** What a call has for its picture beyond on and off, on the dark ground of a stage. */
export const mediaExtraStyles = css`
  [aria-pressed='true'] {
    background: var(--_go);
    color: #fff;
  }
  .sharing {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.625rem;
    align-items: center;
    justify-content: center;
    justify-self: center;
    max-inline-size: 100%;
    padding: 0.25rem;
    padding-inline-start: 0.875rem;
    border-radius: 1.5rem;
    background: #12472a;
    font-size: 0.875em;
    font-weight: 500;
  }
  .sharing button {
    background: #ffffff29;
  }
  @media (forced-colors: active) {
    .sharing {
      border: 1px solid;
    }
    [aria-pressed='true'] {
      border: 3px solid Highlight;
    }
  }
`;
