import { chromium, type Browser } from 'playwright';

import { serveBuiltDemo } from '../../../dev/built-demo.mjs';
import { startDevServer } from '../../../dev/dev-server.mjs';
import { FAKE_MEDIA, findBrowser } from '../../../dev/find-browser.mjs';

/** The demo on a free port, for as long as one test file runs. */
export interface Demo {
  /** The address of a page of the demo. */
  readonly url: (page: string, parameters?: Readonly<Record<string, string>>) => string;
  readonly close: () => Promise<void>;
}

/** Starts what `npm start` starts. */
export async function startDevDemo(): Promise<Demo> {
  const { urls, close } = await startDevServer({ port: 0 });
  const [root = ''] = urls;
  return demoAt(root, close);
}

/** The same pages as a site would publish them: built, and so opened faster. */
export async function startDemo(): Promise<Demo> {
  const { url, close } = await serveBuiltDemo();
  return demoAt(url, close);
}

function demoAt(root: string, close: () => Promise<void>): Demo {
  return {
    url: (page, parameters = {}) => `${root}demo/${page}?${new URLSearchParams(parameters)}`,
    close,
  };
}

/** A browser with a camera and a microphone of its own making, which everybody may use, unless `args` say otherwise. */
export async function launchBrowser(args: readonly string[] = FAKE_MEDIA): Promise<Browser> {
  return await chromium.launch({ executablePath: await findBrowser(), args: [...args] });
}
