import { html, svg, type TemplateResult } from 'lit';

/** A line drawing like those of `icons.ts`, which only a chat needs. Decoration: the words say the same. */
export const downIcon: TemplateResult = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  ${svg`<path d="M12 5v14m-6-6 6 6 6-6" />`}
</svg>`;
