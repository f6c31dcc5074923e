import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';

import { startDevServer } from './dev-server.mjs';
import { FAKE_MEDIA, findBrowser } from './find-browser.mjs';
import { portrait, type Looks } from './portrait.js';

/**
 * Takes the README's screenshots anew, of real calls between two browsers; and with a folder as argument, those of every
 * state that one should look at after a change, into that folder.
 */

const ALICE: Looks = {
  wall: '#c9b8a6',
  light: '#f0e4d6',
  skin: '#f0c3a0',
  shade: '#dda583',
  hair: '#4a2c20',
  shirt: '#2f5d8a',
  hairstyle: 'long',
};
const BOB: Looks = {
  wall: '#8fa7b3',
  light: '#d5e2e6',
  skin: '#a86f4c',
  shade: '#8d5939',
  hair: '#1d1a1b',
  shirt: '#d9904a',
  hairstyle: 'short',
};

const README_FOLDER = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
const WIDE = { width: 1000, height: 700 };
const SMALL = { width: 360, height: 740 };

const [folder] = process.argv.slice(2);
const executablePath = await findBrowser();
const scratch = await mkdtemp(join(tmpdir(), 'screenshots-'));
const server = await startDevServer({ port: 0 });
const [ours, theirs] = await Promise.all([launch(ALICE), launch(BOB)]);

try {
  await mkdir(README_FOLDER, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    const { alice, bob } = await callEachOther({ viewport: WIDE, colorScheme });
    await shoot(alice.locator('rtc-phone'), README_FOLDER, `call-${colorScheme}`);
    await Promise.all([alice.context().close(), bob.context().close()]);
  }
  if (folder) await shootEverything(folder);
} finally {
  await Promise.all([ours.close(), theirs.close(), server.close()]);
  await rm(scratch, { recursive: true });
}

async function shootEverything(to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const looks: Readonly<Record<string, BrowserContextOptions>> = {
    light: { viewport: WIDE, colorScheme: 'light' },
    dark: { viewport: WIDE, colorScheme: 'dark' },
    small: { viewport: SMALL, colorScheme: 'light' },
  };
  for (const [name, options] of Object.entries(looks)) {
    const landing = await open(ours, 'index.html', {}, options);
    await landing.locator('#bob[state=ready]').waitFor();
    await shoot(landing, to, `landing-${name}`);
    await landing.evaluate(() => (document.documentElement.dir = 'rtl'));
    await shoot(landing, to, `landing-${name}-rtl`);
    await landing.context().close();

    const { alice, bob } = await ring(options);
    await shoot(alice, to, `ringing-${name}`);
    await shoot(bob, to, `incoming-${name}`);
    await answer(alice, bob);
    await shoot(bob, to, `active-${name}`);
    await alice.locator('rtc-call [part~=hang-up]').click();
    await bob.locator('rtc-call[state=ended]').waitFor();
    await shoot(bob, to, `ended-${name}`);
    await Promise.all([alice.context().close(), bob.context().close()]);
    await shootDenied(to, name, options);
  }
}

async function shootDenied(to: string, name: string, options: BrowserContextOptions): Promise<void> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
  });
  const page = await open(browser, 'phone.html', { number: 'alice' }, options);
  await page.locator('rtc-local-camera [part~=camera]').click();
  await page.locator('rtc-local-camera [role=alert]').first().waitFor();
  await shoot(page, to, `denied-${name}`);
  await browser.close();
}

/** A browser whose camera shows the drawing of a person. */
async function launch(looks: Looks): Promise<Browser> {
  const film = join(scratch, `${looks.hairstyle}.mjpeg`);
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  await page.setContent(portrait(looks));
  await page.addStyleTag({ content: 'body { margin: 0 }' });
  await writeFile(film, await page.screenshot({ type: 'jpeg', quality: 95 }));
  await browser.close();
  return await chromium.launch({
    executablePath,
    args: [...FAKE_MEDIA, `--use-file-for-fake-video-capture=${film}`],
  });
}

async function open(
  browser: Browser,
  name: string,
  parameters: Readonly<Record<string, string>>,
  options: BrowserContextOptions,
): Promise<Page> {
  const page = await browser.newPage({ reducedMotion: 'reduce', deviceScaleFactor: 2, ...options });
  await page.goto(`${server.urls[0]}demo/${name}?${new URLSearchParams(parameters)}`);
  await page.locator('rtc-phone[state=ready]').first().waitFor();
  return page;
}

async function ring(options: BrowserContextOptions): Promise<{ alice: Page; bob: Page }> {
  const [alice, bob] = await Promise.all([
    open(ours, 'phone.html', { number: 'alice' }, options),
    open(theirs, 'phone.html', { number: 'bob' }, options),
  ]);
  await alice.locator('rtc-dialpad input').fill('bob');
  await alice.locator('rtc-dialpad [part~=video]').click();
  await Promise.all([
    alice.locator('rtc-call[state=ringing]').waitFor(),
    bob.locator('rtc-call[state=incoming]').waitFor(),
  ]);
  return { alice, bob };
}

async function answer(...pages: readonly [Page, Page]): Promise<void> {
  await pages[1].locator('rtc-call [part~=answer-video]').click();
  for (const page of pages) {
    const video = page.locator('rtc-call video');
    await video.waitFor();
    // The first pictures are coarse.
    await page.waitForFunction(
      (element) => (element as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames > 60,
      await video.elementHandle(),
    );
  }
}

async function callEachOther(options: BrowserContextOptions): Promise<{ alice: Page; bob: Page }> {
  const { alice, bob } = await ring(options);
  await answer(alice, bob);
  return { alice, bob };
}

async function shoot(what: Pick<Page, 'screenshot'>, to: string, name: string): Promise<void> {
  const path = join(to, `${name}.png`);
  await what.screenshot({ path });
  console.log(path);
}
