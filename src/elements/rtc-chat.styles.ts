import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
    container-type: inline-size;
    min-inline-size: 0;
    min-block-size: 14rem;
    block-size: 28rem;
  }

  .head {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    padding-block-end: 0.5rem;
    border-block-end: 1px solid var(--_border);
  }
  .avatar {
    background: var(--_soft);
    color: var(--_muted);
    font-weight: 600;
  }
  .who {
    min-inline-size: 0;
    overflow: clip;
  }
  .title {
    font-weight: 600;
  }
  .members {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    max-block-size: 2.8em;
    overflow: clip;
  }

  .room {
    display: grid;
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
  .log {
    display: flex;
    position: relative;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    padding-inline: 0.25rem;
    overflow: hidden auto;
    /* See ChatScroll. */
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .log:focus-visible {
    outline-offset: -3px;
    border-radius: calc(var(--_radius) * 0.6);
  }
  .empty {
    margin: auto;
    padding: 1rem;
    text-align: center;
    text-wrap: balance;
  }
  .more {
    display: grid;
    justify-items: center;
    padding-block: 0.25rem 0.5rem;
  }
  /* A short talk stands at the bottom, where the next line comes. */
  ol {
    display: flex;
    flex-direction: column;
    margin-block-start: auto;
    padding: 0 0 0.5rem;
    list-style: none;
  }

  .day,
  .new {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    padding-block: 1rem 0.25rem;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 500;
  }
  .day {
    justify-content: center;
  }
  .day span::first-letter {
    text-transform: uppercase;
  }
  .day span {
    display: inline-block;
  }
  .new {
    color: var(--_accent);
  }
  .new::before,
  .new::after {
    flex: 1;
    block-size: 1px;
    background: currentColor;
    opacity: 0.5;
    content: '';
  }

  .line {
    display: flex;
    position: relative;
    flex-direction: column;
    align-items: start;
    max-inline-size: min(85%, 34rem);
    padding-block-start: 0.125rem;
  }
  .first {
    padding-block-start: 0.625rem;
  }
  .me {
    align-self: end;
    align-items: end;
  }
  .sender {
    max-inline-size: 100%;
    padding-inline: 0.875rem;
    padding-block-end: 0.125rem;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bubble {
    --_round: 1.125rem;
    --_tight: 0.375rem;

    max-inline-size: 100%;
    padding: 0.4375rem 0.875rem;
    border-radius: var(--_round);
    background: var(--_soft);
    text-align: start;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    /* Each line of a text in its own direction. */
    unicode-bidi: plaintext;
  }
  .me .bubble {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .them:not(.first) .bubble {
    border-start-start-radius: var(--_tight);
  }
  .them:not(.last) .bubble {
    border-end-start-radius: var(--_tight);
  }
  .me:not(.first) .bubble {
    border-start-end-radius: var(--_tight);
  }
  .me:not(.last) .bubble {
    border-end-end-radius: var(--_tight);
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    align-items: center;
    padding-inline: 0.5rem;
    font-size: 0.75em;
  }
  .me .meta {
    justify-content: end;
  }
  .meta svg {
    inline-size: 0.875rem;
    block-size: 0.875rem;
    stroke-width: 2.5;
  }
  .fate {
    display: inline-flex;
    gap: 0.25rem;
    align-items: center;
  }
  .failed,
  .over {
    color: light-dark(#b3261e, #ff9b93);
  }
  .meta button {
    padding-inline: 0.75rem;
    color: var(--_accent);
  }

  .jump {
    position: absolute;
    inset-block-end: 0.5rem;
    justify-self: center;
    max-inline-size: 100%;
    border-color: var(--_border);
    background: var(--_surface);
    box-shadow: 0 2px 12px rgb(0 0 0 / 18%);
    color: var(--_accent);
  }

  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.25rem 0.5rem;
    align-items: end;
  }
  textarea.field {
    max-block-size: 8.5em;
    padding-block: 0.625rem;
    color: inherit;
    font: inherit;
    overflow-wrap: anywhere;
    resize: none;
    scrollbar-width: thin;
    field-sizing: content;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  form .round {
    inline-size: max(2.75rem, 44px);
    block-size: max(2.75rem, 44px);
  }
  form .round svg:dir(rtl) {
    scale: -1 1;
  }
  form .hint {
    grid-column: 1 / -1;
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid;
    }
  }
`;
