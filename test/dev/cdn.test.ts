import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { chromium, type Browser, type Page } from 'playwright';
import { build } from 'vite';

import { findBrowser } from '../../dev/find-browser.mjs';

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };

describe('the build for a script tag', () => {
  let folder: string;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cdn-'));
    await build({ mode: 'cdn', logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    browser = await chromium.launch({ executablePath: await findBrowser() });
  });
  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** A page that has our one script tag, on a server that has the folder, and loses files when told. */
  async function openPage(): Promise<{ page: Page; asked: string[]; lost: Set<string> }> {
    const asked: string[] = [];
    const lost = new Set<string>();
    const server = createServer((request, response) => {
      const path = request.url ?? '/';
      asked.push(path);
      const body =
        path === '/'
          ? Promise.resolve('<!doctype html><script type="module" src="/rtc-elements.js"></script>')
          : readFile(join(folder, path));
      const send = (status: number, content?: string | Buffer) =>
        response.writeHead(status, { 'content-type': TYPES[extname(path) || '.html'] }).end(content);
      if (lost.has(path)) send(503);
      else
        body.then(
          (content) => send(200, content),
          () => send(404),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    after(() => server.close());

    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return { page, asked, lost };
  }

  async function pubnubChunk(): Promise<string> {
    const name = (await readdir(folder)).find((file) => /^cdn-pubnub-.*\.js$/.test(file));
    assert.ok(name, 'PubNub has no file of its own');
    return `/${name}`;
  }

  const importPubNub = (page: Page, chunk: string) =>
    page.evaluate(async (path) => typeof (await import(path)).default, chunk);

  it('defines all five elements, and loads nothing that makes calls before there is a number', async () => {
    const { page, asked } = await openPage();

    await page.evaluate(async () => {
      const tags = ['rtc-phone', 'rtc-call', 'rtc-local-camera', 'rtc-dialpad', 'rtc-snapshot'];
      await Promise.all(tags.map((tag) => customElements.whenDefined(tag)));
    });

    assert.equal(
      asked.find((path) => path.endsWith('.js')),
      '/rtc-elements.js',
    );
    assert.deepEqual(
      asked.filter((path) => /pubnub|adapter|peer|signaling/.test(path)),
      [],
    );
  });

  it('takes PubNub as it is from the file beside it, with its licence', async () => {
    const { page, asked } = await openPage();

    assert.equal(await importPubNub(page, await pubnubChunk()), 'function');

    assert.ok(asked.includes('/pubnub.min.js'));
    const [ours, theirs] = await Promise.all([
      readFile(join(folder, 'pubnub.min.js')),
      readFile('node_modules/pubnub/dist/web/pubnub.min.js'),
    ]);
    assert.ok(ours.equals(theirs));
    assert.match(await readFile(join(folder, 'pubnub.LICENSE.txt'), 'utf8'), /PubNub/);
  });

  it('can load PubNub after it could not', async () => {
    const { page, lost } = await openPage();
    const chunk = await pubnubChunk();
    lost.add('/pubnub.min.js');
    await assert.rejects(importPubNub(page, chunk), /pubnub\.min\.js could not be loaded/);

    lost.clear();

    assert.equal(await importPubNub(page, chunk), 'function');
  });

  it("uses the page's own PubNub when it has one", async () => {
    const { page, asked } = await openPage();
    await page.evaluate(() => Object.assign(globalThis, { PubNub: 'their own' }));

    assert.equal(await importPubNub(page, await pubnubChunk()), 'string');

    assert.ok(!asked.includes('/pubnub.min.js'));
  });
});
