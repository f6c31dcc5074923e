import type { Page } from 'playwright';

import type { PhoneErrorCode } from '../../../src/index.js';

declare global {
  var heard: PhoneErrorCode[];
}

/** Keeps the code of every `rtc-error` that reaches the document. */
export async function hearErrors(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.heard = [];
    document.addEventListener('rtc-error', ({ detail }) => heard.push(detail.code));
  });
}

/** Those codes so far. */
export const errorsOf = (page: Page) => page.evaluate(() => heard);
