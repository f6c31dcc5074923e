import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Line drawings on a grid of 24; `theme.styles.ts` gives them stroke and size. Decoration only: the button has the name. */
const icon = (lines: SVGTemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${lines}</svg>`;

const slash = svg`<path d="M3.5 3.5l17 17" />`;
const handset = svg`<path d="M8.6 3.6 6.4 3.4C4.6 3.2 3 4.7 3.1 6.5c.5 7.6 6.8 13.9 14.4 14.4 1.8.1 3.3-1.5 3.1-3.3l-.2-2.2-4.9-2-2.2 2.2a13 13 0 0 1-5-5l2.2-2.2z" />`;

export const phoneIcon = icon(handset);
export const hangUpIcon = icon(
  svg`<path d="M2.7 14.9c-1-1-1-2.6.1-3.5 5.3-4.3 13.1-4.3 18.4 0 1.1.9 1.1 2.5.1 3.5l-1.4 1.3-4.5-1.9v-2.9a13 13 0 0 0-6.8 0v2.9l-4.5 1.9z" />`,
);
export const videoIcon = icon(
  svg`<rect x="2.5" y="6" width="13" height="12" rx="3" /><path d="m15.5 10.8 6-3.3v9l-6-3.3" />`,
);
export const videoOffIcon = icon(
  svg`<path d="M8.5 6h4a3 3 0 0 1 3 3v2l6-3.5v9M15.3 16A3 3 0 0 1 12.5 18h-7a3 3 0 0 1-3-3V9c0-1 .5-1.9 1.2-2.4" />${slash}`,
);
export const micIcon = icon(
  svg`<rect x="9" y="2.5" width="6" height="12" rx="3" /><path d="M5 11.5a7 7 0 0 0 14 0M12 18.5v3" />`,
);
export const micOffIcon = icon(
  svg`<path d="M9 5.5a3 3 0 0 1 6 0v6M9 9v2.5a3 3 0 0 0 4.6 2.5M5 11.5a7 7 0 0 0 11.2 5.6M19 11.5a7 7 0 0 1-.4 2.3M12 18.5v3" />${slash}`,
);
export const backspaceIcon = icon(
  svg`<path d="M8.5 5H19a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H8.5L2.5 12zM11 9.5l5 5m0-5-5 5" />`,
);
export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18" />`);
export const alertIcon = icon(svg`<circle cx="12" cy="12" r="9" /><path d="M12 7.5v5.5M12 16.4v.1" />`);
export const soundIcon = icon(
  svg`<path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6a8.5 8.5 0 0 1 0 12" />`,
);
export const shutterIcon = icon(
  svg`<path d="M4.5 7h3l1.6-2.5h5.8L16.5 7h3a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z" /><circle cx="12" cy="13" r="3.7" />`,
);
export const saveIcon = icon(
  svg`<path d="M12 3.5v11m-4.5-4 4.5 4.5 4.5-4.5M4 17v1.5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V17" />`,
);
export const sendIcon = icon(svg`<path d="M21 3 10.5 13.5M21 3l-6.5 18-4-7.5L3 9.5z" />`);
export const checkIcon = icon(svg`<path d="m4.5 12.5 5 5 10-11" />`);
export const personIcon = icon(svg`<circle cx="12" cy="8" r="4" /><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0" />`);
