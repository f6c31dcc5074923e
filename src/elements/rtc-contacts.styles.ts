import { css } from 'lit';

export const styles = css`
  .title {
    padding-block: 0.5rem;
  }
  .below {
    padding-block: 0.5rem;
  }
  li {
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0 0.75rem;
    padding-block: 0.375rem;
  }

  .face {
    position: relative;
  }
  .avatar {
    background: var(--_soft);
    color: var(--_muted);
    font-size: 0.9375em;
    font-weight: 600;
  }
  .current .avatar {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  /* The word is beside it; the shapes differ for those who see no colours. */
  .dot {
    position: absolute;
    inset-block-end: -0.0625rem;
    inset-inline-end: -0.0625rem;
    inline-size: 0.8125rem;
    block-size: 0.8125rem;
    border: 0.1875rem solid var(--_hue);
    border-radius: 50%;
    background: var(--_surface);
    box-shadow: 0 0 0 0.125rem var(--_surface);
  }
  .unknown {
    display: none;
  }
  .available {
    --_hue: light-dark(#15803d, #3fbf7f);

    background: var(--_hue);
  }
  .busy {
    --_hue: light-dark(#d3261b, #f0696c);

    background: linear-gradient(var(--_surface) 0 0) center / 100% 0.125rem no-repeat var(--_hue);
  }
  .away {
    --_hue: light-dark(#b45309, #f0b04a);

    background: linear-gradient(to right, var(--_hue) 50%, var(--_surface) 0);
  }
  .dot.offline {
    --_hue: light-dark(#767e8c, #8b94a3);
  }

  .who {
    display: block;
    text-align: start;
  }
  button.who {
    margin-inline: -0.5rem;
    padding: 0.25rem 0.5rem;
    border-radius: calc(var(--_radius) * 0.6);
    font-weight: inherit;
    line-height: inherit;
  }
  button.who:active {
    scale: none;
  }
  .words {
    display: block;
    overflow: clip;
  }
  .name {
    display: block;
    font-weight: 500;
  }
  .detail {
    overflow-wrap: anywhere;
  }
  .detail > * {
    min-inline-size: 0;
    text-align: match-parent;
  }

  .actions button {
    color: var(--_accent);
  }
  .question {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    gap: 0.5rem;
    align-items: center;
    margin-block: 0.375rem;
    padding-block: 0.5rem;
    padding-inline: 1rem 0.5rem;
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_soft);
    font-size: 0.875em;
  }
  .question span {
    flex: 1 1 10em;
  }
  .question button {
    background: color-mix(in srgb, var(--_text) 9%, var(--_surface));
  }
  .question .primary {
    background: var(--_accent);
  }
  @media (forced-colors: active) {
    /* Gradients would not be drawn. */
    .face .dot {
      --_hue: CanvasText;
      --_surface: Canvas;

      forced-color-adjust: none;
    }
  }
`;
