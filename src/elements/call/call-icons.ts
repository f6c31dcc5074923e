import { svg, type TemplateResult } from 'lit';

import { icon } from '../base/icons.js';

/** Line drawings that only calls need, like those of `icons.ts`. */
const slash = svg`<path d="M3.5 3.5l17 17" />`;

export const hangUpIcon: TemplateResult = icon(
  svg`<path d="M2.7 14.9c-1-1-1-2.6.1-3.5 5.3-4.3 13.1-4.3 18.4 0 1.1.9 1.1 2.5.1 3.5l-1.4 1.3-4.5-1.9v-2.9a13 13 0 0 0-6.8 0v2.9l-4.5 1.9z" />`,
);
export const videoOffIcon: TemplateResult = icon(
  svg`<path d="M8.5 6h4a3 3 0 0 1 3 3v2l6-3.5v9M15.3 16A3 3 0 0 1 12.5 18h-7a3 3 0 0 1-3-3V9c0-1 .5-1.9 1.2-2.4" />${slash}`,
);
export const micIcon: TemplateResult = icon(
  svg`<rect x="9" y="2.5" width="6" height="12" rx="3" /><path d="M5 11.5a7 7 0 0 0 14 0M12 18.5v3" />`,
);
export const micOffIcon: TemplateResult = icon(
  svg`<path d="M9 5.5a3 3 0 0 1 6 0v6M9 9v2.5a3 3 0 0 0 4.6 2.5M5 11.5a7 7 0 0 0 11.2 5.6M19 11.5a7 7 0 0 1-.4 2.3M12 18.5v3" />${slash}`,
);
export const soundIcon: TemplateResult = icon(
  svg`<path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6a8.5 8.5 0 0 1 0 12" />`,
);
export const personIcon: TemplateResult = icon(
  svg`<circle cx="12" cy="8" r="4" /><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0" />`,
);
