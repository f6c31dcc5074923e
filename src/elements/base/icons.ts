import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Line drawings on a grid of 24; `theme.styles.ts` gives them stroke and size. Decoration only: the button has the name. */
export const icon = (lines: SVGTemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${lines}</svg>`;

const handset = svg`<path d="M8.6 3.6 6.4 3.4C4.6 3.2 3 4.7 3.1 6.5c.5 7.6 6.8 13.9 14.4 14.4 1.8.1 3.3-1.5 3.1-3.3l-.2-2.2-4.9-2-2.2 2.2a13 13 0 0 1-5-5l2.2-2.2z" />`;

export const phoneIcon = icon(handset);
export const videoIcon = icon(
  svg`<rect x="2.5" y="6" width="13" height="12" rx="3" /><path d="m15.5 10.8 6-3.3v9l-6-3.3" />`,
);
export const backspaceIcon = icon(
  svg`<path d="M8.5 5H19a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H8.5L2.5 12zM11 9.5l5 5m0-5-5 5" />`,
);
export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18" />`);
export const alertIcon = icon(svg`<circle cx="12" cy="12" r="9" /><path d="M12 7.5v5.5M12 16.4v.1" />`);
