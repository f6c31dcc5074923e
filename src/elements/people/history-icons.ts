import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Line drawings like those of `icons.ts`, which only a list of calls needs. Decoration: the words say the same. */
const icon = (lines: SVGTemplateResult) => html`<svg viewBox="0 0 24 24" aria-hidden="true">${lines}</svg>`;

export const incomingIcon: TemplateResult = icon(svg`<path d="M18.5 5.5l-12 12m0-9v9h9" />`);
export const outgoingIcon: TemplateResult = icon(svg`<path d="M5.5 18.5l12-12m-9 0h9v9" />`);
export const missedIcon: TemplateResult = icon(
  svg`<path d="M3.5 8v6h6M3.5 14l6.5-6.5 3.5 3.5 7-7" transform="translate(0 2)" />`,
);
export const binIcon: TemplateResult = icon(
  svg`<path d="M4.5 7h15M10 11v5.5m4-5.5v5.5M9 7V5a1.5 1.5 0 0 1 1.5-1.5h3A1.5 1.5 0 0 1 15 5v2m2.5 0-.8 11.6a2 2 0 0 1-2 1.9H9.300a2 2 0 0 1-2-1.9L6.500 7" />`,
);
