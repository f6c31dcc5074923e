import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 0;
  }

  .title {
    padding-block: 0.5rem;
    font-weight: 600;
  }
  .empty {
    padding-block: 2rem;
    text-align: center;
  }
  .below {
    padding-block: 0.5rem;
  }
  .pending {
    animation: appear 0s 0.4s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  ul {
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0 0.75rem;
    align-items: center;
    padding-block: 0.375rem;
  }
  li + li {
    border-block-start: 1px solid var(--_border);
  }

  .face {
    position: relative;
  }
  .avatar {
    display: grid;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-radius: 50%;
    background: var(--_soft);
    color: var(--_muted);
    font-size: 0.9375em;
    font-weight: 600;
  }
  .avatar svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
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
    min-inline-size: 0;
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
  .name bdi {
    display: inline-block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    vertical-align: bottom;
  }
  .detail {
    --_space: 1.1em;

    display: flex;
    flex-wrap: wrap;
    margin-inline-start: calc(-1 * var(--_space));
    overflow-wrap: anywhere;
  }
  .detail > * {
    position: relative;
    min-inline-size: 0;
    padding-inline-start: var(--_space);
    text-align: match-parent;
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
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .question button {
    background: color-mix(in srgb, var(--_text) 9%, var(--_surface));
  }
  .question .primary {
    background: var(--_accent);
  }
  @media (forced-colors: active) {
    .dot {
      border-color: CanvasText;
    }
  }
`;
