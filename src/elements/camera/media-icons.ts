import { svg, type TemplateResult } from 'lit';

import { icon } from '../base/icons.js';

export const shareIcon: TemplateResult = icon(
  svg`<rect x="2.5" y="4" width="19" height="13" rx="2" /><path d="M8 20.5h8M12 13.5v-6m-2.8 2.8 2.8-2.8 2.8 2.8" />`,
);
export const flipIcon: TemplateResult = icon(
  svg`<path d="M20 11.5a8 8 0 0 0-14.3-4.4L4 9m0-4.5V9h4.5M4 12.5a8 8 0 0 0 14.3 4.4L20 15m0 4.5V15h-4.5" />`,
);
const bars = (lit: number) =>
  icon(
    svg`<g stroke-width="3"><path d="M5 19.5v-3.5" opacity=${lit > 0 ? 1 : 0.35} /><path d="M12 19.5v-8" opacity=${lit > 1 ? 1 : 0.35} /><path d="M19 19.5v-13" opacity="0.35" /></g>`,
  );
export const weakIcon: TemplateResult = bars(2);
export const badIcon: TemplateResult = bars(1);
