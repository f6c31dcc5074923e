import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Browser } from 'playwright';

import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { openPhone } from './support/phone-page.js';

describe('a page that crashes in a call', () => {
  let demo: Demo;
  let browsers: Browser[];

  before(async () => {
    [demo, ...browsers] = await Promise.all([startDemo(), launchBrowser(), launchBrowser()]);
  });
  after(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await demo.close();
  });

  it('is noticed on the other side within 1.5 s', async () => {
    const [ours, theirs] = browsers;
    assert.ok(ours && theirs);
    const [alice, bob] = await Promise.all([
      openPhone(await ours.newContext(), demo, 'alice'),
      openPhone(await theirs.newContext(), demo, 'bob'),
    ]);
    await alice.dial('bob');
    await bob.press('answer-video');
    await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
    const noticed = bob.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const { call } = document.querySelector('rtc-phone')?.phone ?? {};
          call?.addEventListener('statechange', () => {
            if (call.state.phase === 'reconnecting') resolve(Date.now());
          });
        }),
    );
    const crashed = new Promise<number>((resolve) => alice.page.once('crash', () => resolve(Date.now())));

    const session = await alice.page.context().newCDPSession(alice.page);
    // A page that has crashed answers nothing.
    session.send('Page.crash').catch(() => {});

    const tookMs = (await noticed) - (await crashed);
    assert.ok(tookMs < 1_500, `It took ${tookMs} ms.`);
  });
});
