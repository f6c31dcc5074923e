import { svg, type TemplateResult } from 'lit';

import { icon } from '../base/icons.js';

/** Line drawings that only several calls, rooms and broadcasts need, like those of `icons.ts`. */
export const pauseIcon: TemplateResult = icon(svg`<path d="M8.5 5v14M15.5 5v14" stroke-width="3" />`);
export const playIcon: TemplateResult = icon(svg`<path d="M8 5.2v13.6L18.5 12z" />`);
export const addPersonIcon: TemplateResult = icon(
  svg`<circle cx="9.5" cy="8" r="3.8" /><path d="M2.5 20.5a7 7 0 0 1 14 0M19 8.5v6m-3-3h6" />`,
);
export const moreIcon: TemplateResult = icon(
  svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`,
);
export const peopleIcon: TemplateResult = icon(
  svg`<circle cx="9" cy="8.5" r="3.5" /><path d="M2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 13.8a6.5 6.5 0 0 1 3.5 5.7" />`,
);
export const airIcon: TemplateResult = icon(
  svg`<circle cx="12" cy="12" r="2" /><path d="M7.8 16.2a6 6 0 0 1 0-8.4m8.4 0a6 6 0 0 1 0 8.4M4.9 19.1a10 10 0 0 1 0-14.2m14.2 0a10 10 0 0 1 0 14.2" />`,
);
export const screenIcon: TemplateResult = icon(
  svg`<rect x="2.5" y="4" width="19" height="13" rx="2" /><path d="M8 20.5h8" />`,
);
