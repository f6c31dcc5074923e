import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, Page } from 'playwright';

import { launchBrowser, startDemo, type Demo } from './support/demo.js';

describe('a phone in a frame of another site', () => {
  let demo: Demo;
  let browser: Browser;
  /** Another one to the browser: it has another port. */
  let site: Server;
  let page: Page;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    const source = demo.url('phone.html', { number: 'alice', dial: 'bob' });
    site = createServer(({ url }, response) => {
      const allow = url === '/allowed' ? 'allow="camera; microphone; autoplay"' : '';
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>Another site</title><iframe src="${source}" ${allow}></iframe>`);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => page.close());
  after(async () => {
    await browser.close();
    site.close();
    await demo.close();
  });

  /** The phone in a frame, about to call. */
  async function openFramed(path: string) {
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}${path}`);
    return page.frameLocator('iframe');
  }

  it('calls when the frame is allowed to have camera and microphone', async () => {
    const frame = await openFramed('/allowed');

    await frame.locator('rtc-call[state=calling]').waitFor();
    await frame.locator('rtc-local-camera [part~=video]').waitFor();
  });

  it('says what the frame is missing when it is not', async () => {
    const frame = await openFramed('/');

    await frame.getByText('add allow="camera; microphone" to its iframe').first().waitFor();
    assert.equal(await frame.locator('rtc-call[state=calling]').count(), 0);
  });
});
