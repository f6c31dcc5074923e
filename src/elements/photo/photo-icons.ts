import { svg, type TemplateResult } from 'lit';

import { icon } from '../base/icons.js';

/** Line drawings that only photos and messages need, like those of `icons.ts`. */
export const shutterIcon: TemplateResult = icon(
  svg`<path d="M4.5 7h3l1.6-2.5h5.8L16.5 7h3a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z" /><circle cx="12" cy="13" r="3.7" />`,
);
export const saveIcon: TemplateResult = icon(
  svg`<path d="M12 3.5v11m-4.5-4 4.5 4.5 4.5-4.5M4 17v1.5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V17" />`,
);
export const sendIcon: TemplateResult = icon(svg`<path d="M21 3 10.5 13.5M21 3l-6.5 18-4-7.5L3 9.5z" />`);
export const checkIcon: TemplateResult = icon(svg`<path d="m4.5 12.5 5 5 10-11" />`);
