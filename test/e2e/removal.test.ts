import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, BrowserContext } from 'playwright';

import { countCaptures } from './support/capture-count.js';
import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { openPhone } from './support/phone-page.js';

describe('a phone in a call', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    context = await browser.newContext();
  });
  afterEach(() => Promise.all(context.pages().map((page) => page.close())));
  after(async () => {
    await browser.close();
    await demo.close();
  });

  async function makeCall() {
    const [alice, bob] = await Promise.all([
      openPhone(context, demo, 'alice', {}, countCaptures),
      openPhone(context, demo, 'bob', { 'auto-answer': 'alice' }),
    ]);
    await alice.dial('bob');
    await Promise.all([alice.reaches('active'), bob.reaches('active')]);
    return { alice, bob };
  }

  it('stops camera, microphone and connection within 100 ms when it is taken off the page', async () => {
    const { alice, bob } = await makeCall();

    const end = await alice.page.evaluate(async () => {
      const removedAt = performance.now();
      document.querySelector('rtc-phone')?.remove();
      for (;;) {
        const tracks = counted.tracks.map(({ readyState }) => readyState);
        const connections = counted.connections.map(({ connectionState }) => connectionState);
        const tookMs = performance.now() - removedAt;
        const isLive = tracks.includes('live') || connections.some((state) => state !== 'closed');
        if (!isLive || tookMs > 3_000) return { tracks, connections, tookMs };
        // What a page stops or closes itself has no event.
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });

    assert.deepEqual(end.tracks, ['ended', 'ended']);
    assert.deepEqual(end.connections, ['closed']);
    assert.ok(end.tookMs < 100, `It took ${end.tookMs} ms.`);
    await bob.endsWith('hung-up', 'They hung up');
  });

  it('goes on when it is moved to another place on the page', async () => {
    const { alice, bob } = await makeCall();

    await alice.page.evaluate(() => {
      const phone = document.querySelector('rtc-phone');
      const place = document.body.appendChild(document.createElement('section'));
      if (phone) place.append(phone);
    });

    await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
    await alice.press('hang-up');
    await bob.endsWith('hung-up', 'They hung up');
  });
});
