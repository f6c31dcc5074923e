import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, BrowserContext } from 'playwright';

import type { LogEntry } from '../../src/index.js';
import { captured, countCaptures } from './support/capture-count.js';
import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { openPhone, type PhonePage } from './support/phone-page.js';

declare global {
  var phoneLog: LogEntry[];
}

const NOTHING = { asked: 0, connections: 0 };

describe('a phone before anybody has answered', () => {
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

  const openCounted = (number: string) => openPhone(context, demo, number, {}, countCaptures);

  it('opens neither camera nor connection while it rings, and both when it answers', async () => {
    const [alice, bob] = await Promise.all([openPhone(context, demo, 'alice'), openCounted('bob')]);

    await alice.dial('bob');
    await alice.reaches('ringing');
    await bob.reaches('incoming');
    assert.deepEqual(await captured(bob.page), NOTHING);

    await bob.press('answer-video');
    await bob.reaches('active');
    assert.deepEqual(await captured(bob.page), { asked: 1, connections: 1 });
  });

  it('opens nothing for a call that is declined', async () => {
    const [alice, bob] = await Promise.all([openPhone(context, demo, 'alice'), openCounted('bob')]);
    await alice.dial('bob');

    await bob.press('decline');

    await alice.endsWith('declined', 'Call declined');
    assert.deepEqual(await captured(bob.page), NOTHING);
  });

  it("counts a stranger's rubbish in its log, and is as it was", async () => {
    const bob = await openCounted('bob');
    await keepLog(bob);
    const call = 'c'.repeat(22);
    const ring = { v: 1, call, device: 'stranger-1', seq: 0, type: 'ring', audio: true, video: true };
    const rubbish = [
      null,
      'hello',
      [],
      {},
      { ...ring, v: 2 },
      { ...ring, type: 'dance' },
      { ...ring, sdp: 'x'.repeat(20_000) },
      { ...ring, sdp: 7 },
      { ...ring, call: '../../etc' },
      { ...ring, type: 'candidates', candidates: Array.from({ length: 200 }, () => ({ candidate: '' })) },
      { ...ring, type: '__proto__', constructor: { prototype: { admin: true } } },
    ];

    for (const message of rubbish) assert.equal(await publish('bob', message), 200);
    // More than the service itself takes.
    assert.notEqual(await publish('bob', { ...ring, sdp: 'x'.repeat(40_000) }), 200);
    const refused = await refusals(bob, rubbish.length);

    assert.equal(refused.length, rubbish.length);
    assert.equal(refused.at(-1)?.detail?.['count'], rubbish.length);
    assert.deepEqual(await captured(bob.page), NOTHING);
    await bob.isReady();
    await bob.reaches('idle');
  });

  /** Says something to a number as anybody can who has the publish key. */
  async function publish(number: string, message: unknown): Promise<number> {
    const { origin } = new URL(demo.url(''));
    const text = encodeURIComponent(JSON.stringify(message));
    const path = `/__pubnub/publish/demo/demo/0/in-${number}/0/${text}?uuid=stranger&store=0`;
    return (await fetch(origin + path)).status;
  }

  async function keepLog(phone: PhonePage): Promise<void> {
    await phone.page.evaluate(() => {
      globalThis.phoneLog = [];
      const element = document.querySelector('rtc-phone');
      if (!element) throw new Error('There is no phone.');
      element.logger = (entry) => phoneLog.push(entry);
    });
  }

  async function refusals(phone: PhonePage, count: number): Promise<LogEntry[]> {
    const entries = await phone.page.waitForFunction((wanted) => {
      const found = phoneLog.filter(({ event }) => event === 'message-refused');
      return found.length >= wanted && found;
    }, count);
    return (await entries.jsonValue()) || [];
  }
});
