import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, BrowserContext, Page } from 'playwright';

import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { openPhone, type PhonePage } from './support/phone-page.js';

/** Resolves when a page has sent its first ring. */
async function firstRing(page: Page, signaling: string): Promise<void> {
  if (signaling === 'pubnub') {
    await page.waitForResponse(/\/publish\//);
    return;
  }
  await page.evaluate(async () => {
    const channel = new BroadcastChannel('rtc-elements');
    await new Promise((resolve) => {
      channel.addEventListener('message', resolve, { once: true });
    });
  });
}

/** Longer than a call rings before it counts as unanswered, and than a number may say nothing; in milliseconds. */
const LONG = 46_000;

describe('two phones in two tabs', () => {
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

  async function openPair(signaling = 'pubnub') {
    const [alice, bob] = await Promise.all([
      openPhone(context, demo, 'alice', { signaling }),
      openPhone(context, demo, 'bob', { signaling }),
    ]);
    return { alice, bob };
  }

  async function ring(caller: PhonePage, callee: PhonePage) {
    await caller.dial(callee.number);
    await Promise.all([caller.reaches('ringing'), callee.reaches('incoming')]);
  }

  async function talk(caller: PhonePage, callee: PhonePage) {
    await ring(caller, callee);
    await callee.press('answer-video');
    await Promise.all([caller.reaches('active'), callee.reaches('active')]);
  }

  for (const signaling of ['pubnub', 'local']) {
    it(`see and hear each other over ${signaling}, until the callee hangs up`, async () => {
      const { alice, bob } = await openPair(signaling);

      await talk(alice, bob);
      await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
      await bob.press('hang-up');

      await bob.endsWith('hung-up', 'Call ended');
      await alice.endsWith('hung-up', 'They hung up');
    });

    it(`part over ${signaling} when one tab is closed`, async () => {
      const { alice, bob } = await openPair(signaling);
      await talk(alice, bob);

      await alice.page.close();

      await bob.endsWith('left', 'They left');
    });
  }

  it('part when one page is left for another, and can call again', async () => {
    const { alice, bob } = await openPair();
    await talk(alice, bob);

    await bob.page.goto(demo.url('phone.html', { number: 'bob' }));
    await alice.endsWith('left', 'They left');
    await bob.isReady();

    await alice.press('again');
    await bob.reaches('incoming');
  });

  for (const signaling of ['pubnub', 'local']) {
    it(`stop ringing when the caller closes the tab, over ${signaling}`, async () => {
      const { alice, bob } = await openPair(signaling);
      await ring(alice, bob);

      await alice.page.close();

      await bob.endsWith('left', 'They left');
    });

    it(`end with the same reason when the call is declined, over ${signaling}`, async () => {
      const { alice, bob } = await openPair(signaling);
      await ring(alice, bob);

      await bob.press('decline');

      await bob.endsWith('declined', 'You declined the call');
      await alice.endsWith('declined', 'Call declined');
    });

    it(`end with the same reason when the caller gives up, over ${signaling}`, async () => {
      const { alice, bob } = await openPair(signaling);
      await ring(alice, bob);

      await alice.press('hang-up');

      await alice.endsWith('cancelled', 'Call cancelled');
      await bob.endsWith('cancelled', 'Missed call');
    });

    it(`end with the same reason when nobody answers, over ${signaling}`, async () => {
      const bob = await openPhone(context, demo, 'bob', { signaling });
      const alice = await openPhone(context, demo, 'alice', { signaling }, (page) => page.clock.install());
      await ring(alice, bob);

      await alice.page.clock.fastForward(LONG);

      await alice.endsWith('no-answer', 'No answer');
      await bob.endsWith('no-answer', 'Missed call');
    });

    it(`go on when a third one calls, who hears that they are busy, over ${signaling}`, async () => {
      const { alice, bob } = await openPair(signaling);
      const carol = await openPhone(context, demo, 'carol', { signaling });
      await talk(alice, bob);

      await carol.dial('bob', 'voice');

      await carol.endsWith('busy', 'They are in another call');
      await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
    });

    it(`do not wait for ever for a number that is not there, over ${signaling}`, async () => {
      const alice = await openPhone(context, demo, 'alice', { signaling }, (page) => page.clock.install());
      const sent = firstRing(alice.page, signaling);
      await alice.dial('nobody');
      await alice.reaches('calling');
      await sent;

      await alice.page.clock.fastForward(LONG);

      await alice.endsWith('unreachable', 'They cannot be reached right now');
    });
  }

  it('call at once when the address says so, and answer without a question', async () => {
    const bob = await openPhone(context, demo, 'bob', { 'auto-answer': '' });
    const alice = await openPhone(context, demo, 'alice', { dial: 'bob', 'audio-only': '' });

    await Promise.all([alice.reaches('active'), bob.reaches('active')]);
  });
});
