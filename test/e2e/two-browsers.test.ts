import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Browser } from 'playwright';

import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { openPhone } from './support/phone-page.js';

/** Longer than a phone tries to get a call back, in milliseconds. */
const PATIENCE = 31_000;

describe('two phones in two browsers', () => {
  let demo: Demo;
  let browsers: Browser[];

  before(async () => {
    [demo, ...browsers] = await Promise.all([startDemo(), launchBrowser(), launchBrowser()]);
  });
  after(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await demo.close();
  });

  async function openPair() {
    const [ours, theirs] = browsers;
    assert.ok(ours && theirs);
    const [alice, bob] = await Promise.all([
      openPhone(await ours.newContext(), demo, 'alice'),
      openPhone(await theirs.newContext(), demo, 'bob', {}, (page) => page.clock.install()),
    ]);
    await alice.dial('bob');
    await bob.press('answer-video');
    await Promise.all([alice.reaches('active'), bob.reaches('active')]);
    return { alice, bob };
  }

  it('see and hear each other, and part when one page is closed', async () => {
    const { alice, bob } = await openPair();

    await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
    await alice.page.close();

    await bob.endsWith('left', 'They left');
    await bob.page.close();
  });

  it('try to get back when one browser dies, and give up in the end', async () => {
    const { alice, bob } = await openPair();

    // Not as when a tab is closed: no script of the page runs any more.
    await alice.page.context().close();
    await bob.reaches('reconnecting');
    await bob.page.clock.fastForward(PATIENCE);

    await bob.endsWith('connection-lost', 'The connection was lost');
  });
});
