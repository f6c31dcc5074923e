import { css } from 'lit';

/** The sign of a broadcast that goes on. */
export const liveStyles = css`
  .live {
    display: inline-flex;
    flex: none;
    gap: 0.5em;
    align-items: center;
    padding: 0.125rem 0.75rem;
    border-radius: 99rem;
    background: #c4221a;
    color: #fff;
    font-size: 0.875em;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .live::before {
    border: 0.25rem solid;
    border-radius: 50%;
    content: '';
  }
  @media (forced-colors: active) {
    .live {
      border: 1px solid;
    }
  }
`;
