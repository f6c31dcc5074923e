import { createRequire } from 'node:module';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

declare global {
  /** The script of axe-core leaves it there. */
  var axe: { run(where: string): Promise<AxeResults> };
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Brings axe to a page. */
export async function loadAxe(page: Page): Promise<void> {
  await page.addScriptTag({ path: AXE });
}

/** What axe finds in a part of the page, each as a line that says where. */
export async function axeFaults(page: Page, where = 'html'): Promise<string[]> {
  const { violations } = await page.evaluate((selector) => axe.run(selector), where);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
