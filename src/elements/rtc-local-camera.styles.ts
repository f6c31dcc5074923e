import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--_gap);
    min-inline-size: 6rem;
    container-type: inline-size;
  }

  /* Dark in every theme, as pictures want it. */
  .stage {
    position: relative;
    display: grid;
    grid-template-rows: 1fr auto;
    /* 4 to 3 where the host leaves the height open; else what the host has, but never less than the words need. */
    flex: 1 1 75cqi;
    overflow: clip;
    border-radius: var(--_radius);
    background: var(--rtc-stage, #1b1f27);
    color: #f3f5f8;
    color-scheme: dark;
  }
  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .mirrored {
    scale: -1 1;
  }

  .status {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 0.375rem;
    padding: 1.25rem 1.25rem 0.5rem;
    text-align: center;
    text-wrap: balance;
  }
  .picture {
    opacity: 0.7;
  }
  .picture svg {
    inline-size: 2rem;
    block-size: 2rem;
  }
  .reason {
    max-inline-size: 34ch;
    color: #c3cad6;
    font-size: 0.875em;
  }
  :host(:is([state='starting'], [state='asking'])) .picture {
    animation: wait 1.6s ease-in-out infinite alternate;
  }
  @keyframes wait {
    to {
      opacity: 0.25;
    }
  }

  .muted {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-start: 0.75rem;
    display: flex;
    gap: 0.375em;
    align-items: center;
    padding: 0.25rem 0.625rem;
    border-radius: 99rem;
    background: rgb(20 23 28 / 0.75);
    font-size: 0.8125em;
  }
  .muted svg {
    inline-size: 1rem;
    block-size: 1rem;
  }

  .controls {
    position: relative;
    grid-row: 2;
    display: flex;
    gap: 0.75rem;
    align-items: center;
    justify-content: center;
    padding: 0.75rem;
  }
  .controls button {
    flex: none;
    min-block-size: max(3.25rem, 44px);
  }
  .controls .round {
    background: rgb(58 65 78 / 0.85);
    backdrop-filter: blur(0.75rem);
  }
  .controls .cut {
    background: #fff;
    color: #14171c;
  }

  .devices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .devices:not(:has(select)) {
    display: none;
  }
  .device {
    position: relative;
    flex: 1 1 7rem;
    min-inline-size: 0;
  }
  .device svg {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0.75rem;
    inline-size: 1.125rem;
    block-size: 100%;
    pointer-events: none;
  }
  select.field {
    padding-inline: 2.375rem 0;
    border-color: transparent;
    /* Keeps the browser's arrow away from the edge, which a padding does not. */
    border-inline-end-width: 0.75rem;
    background: var(--_soft);
    font-size: 0.875em;
    text-overflow: ellipsis;
  }

  @media (forced-colors: active) {
    .stage,
    select.field {
      border: 1px solid;
    }
  }

  /* A small picture in the corner of a call: no room for more than the picture. */
  @container (max-width: 14rem) {
    .controls,
    .devices,
    .hint,
    .problem,
    .reason,
    .muted span {
      display: none;
    }
    .stage {
      grid-template-rows: 1fr;
    }
    .status {
      padding: 0.5rem;
      font-size: 0.75em;
    }
    .picture svg {
      inline-size: 1.25rem;
      block-size: 1.25rem;
    }
    .muted {
      inset-block-start: 0.375rem;
      inset-inline-start: 0.375rem;
      padding: 0.25rem;
    }
  }
`;
