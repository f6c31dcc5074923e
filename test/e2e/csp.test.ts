import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import type { Browser, Page } from 'playwright';
import { build } from 'vite';

import { startPubNubServer } from '../../dev/pubnub-server/node.js';
import { launchBrowser } from './support/demo.js';
import { PhonePage } from './support/phone-page.js';

declare global {
  /** What the page's policy has refused. */
  var violations: string[];
}

const FIXTURE = fileURLToPath(new URL('fixtures/strict.html', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** Nothing but what the kit needs; no styles, no inline anything, and no markup from a text that is not Lit's. */
const policy = (service: string) =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `connect-src http://${service}`,
    `img-src blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html`,
  ].join('; ');

/** The build for a script tag and a page with five phones, under that policy. */
async function startStrictSite() {
  const folder = await mkdtemp(join(tmpdir(), 'strict-'));
  await build({ mode: 'cdn', logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const pubnub = await startPubNubServer();
  const [service = ''] = pubnub.origins;
  const headers = { 'content-security-policy': policy(service), 'x-content-type-options': 'nosniff' };

  const read = async (path: string) =>
    path === '/'
      ? (await readFile(FIXTURE, 'utf8')).replaceAll('{origin}', service)
      : await readFile(join(folder, path));
  const server = createServer(({ url = '/' }, response) => {
    const type = TYPES[extname(url) || '.html'];
    read(url).then(
      (content) => response.writeHead(200, { ...headers, 'content-type': type }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), pubnub.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

describe('a page with a strict policy and Trusted Types', () => {
  let site: Awaited<ReturnType<typeof startStrictSite>>;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    [site, browser] = await Promise.all([startStrictSite(), launchBrowser()]);
    page = await browser.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener(
        'securitypolicyviolation',
        ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
          violations.push([violatedDirective, blockedURI, sourceFile, lineNumber].join(' ')),
      );
    });
    await page.goto(site.url);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  const allowed = async () => {
    assert.deepEqual(await page.evaluate(() => violations), []);
    assert.deepEqual(complaints, []);
  };

  it('connects phones over PubNub, and shows those that cannot be', async () => {
    await Promise.all([new PhonePage(page, 'alice').isReady(), new PhonePage(page, 'bob').isReady()]);
    await new PhonePage(page, 'dave').says('This phone is not set up correctly.');
    await page.getByText('This phone has no number yet.').waitFor();
    await allowed();
  });

  it('shows a call from the first ring to the end, with photos, in the looks the elements have', async () => {
    const [alice, bob] = [new PhonePage(page, 'alice'), new PhonePage(page, 'bob')];

    await alice.find('rtc-dialpad [part~=video]').click();
    await alice.says('Enter a number to call.');
    await alice.dial('bob');
    await bob.reaches('incoming');
    await alice.reaches('ringing');
    await bob.press('answer-video');
    await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
    // Without its styles a button would be a box.
    const radius = await alice
      .find('rtc-call [part~=hang-up]')
      .evaluate((node) => getComputedStyle(node).borderRadius);
    assert.notEqual(radius, '0px');

    await alice.press('take');
    await alice.find('rtc-snapshot [part~=photo]').waitFor();
    await alice.press('send');
    await bob.find('rtc-snapshot li img').waitFor();
    const size = await bob.find('rtc-snapshot li img').evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return image.naturalWidth;
    });
    assert.ok(size > 0);

    await alice.find('rtc-call [part~=microphone]').click();
    await bob.says('Muted');
    await bob.press('hang-up');
    await alice.endsWith('hung-up', 'They hung up');
    await alice.press('close');
    await alice.reaches('idle');
    await allowed();
  });

  it('shows elements apart from each other, and their failures', async () => {
    const carol = new PhonePage(page, 'carol');
    await carol.isReady();

    await carol.find('rtc-local-camera [part~=camera]').click();
    await carol.find('rtc-local-camera[state=on]').waitFor();
    await carol.find('rtc-snapshot [part~=take]').click();
    await carol.find('rtc-snapshot [part~=photo]').waitFor();
    await carol.find('rtc-local-camera [part~=camera]').click();
    await carol.find('rtc-local-camera[state=off]').waitFor();

    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotReadableError'));
    });
    await carol.find('rtc-local-camera [part~=camera]').click();
    await carol.says('Another program uses the camera.');
    await carol.dial('nobody', 'voice');
    await carol.says('Another program uses the camera or microphone.');
    await allowed();
  });

  it('is one that refuses what a page must not do', async () => {
    const refused = await page.evaluate(() => {
      const markup = '<b>';
      try {
        // oxlint-disable-next-line eslint/no-restricted-properties -- What the policy must refuse.
        document.body.innerHTML = markup;
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    });

    assert.ok(refused);
    const [violation = ''] = await page.evaluate(() => violations);
    assert.match(violation, /^require-trusted-types-for/);
  });
});
