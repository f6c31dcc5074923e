import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, BrowserContext, Locator } from 'playwright';

import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { openPhone, PhonePage } from './support/phone-page.js';

describe('past calls', () => {
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

  /** The demo's page with a list of calls. */
  async function openHistory(number: string) {
    const page = await context.newPage();
    await page.goto(demo.url('history.html', { number }));
    const phone = new PhonePage(page, number);
    await phone.isReady();
    return phone;
  }

  const row = (phone: PhonePage, words: string): Locator =>
    phone.find('rtc-history li').filter({ hasText: words }).first();

  async function talk(caller: PhonePage, callee: PhonePage) {
    await caller.dial(callee.number);
    await callee.reaches('incoming');
    await callee.press('answer-video');
    await Promise.all([caller.reaches('active'), callee.reaches('active')]);
  }

  it('are listed when they are over, in all tabs of the number, and still there after a reload', async () => {
    const [bob, other] = [await openHistory('bob-1'), await openHistory('bob-1')];
    const alice = await openPhone(context, demo, 'alice-1');
    await alice.dial('bob-1');
    await Promise.all([bob.reaches('incoming'), other.reaches('incoming')]);
    await bob.press('answer-voice');
    await Promise.all([alice.reaches('active'), bob.reaches('active')]);

    await alice.press('hang-up');

    // The tab in which it only rang does not call it answered elsewhere.
    for (const tab of [bob, other]) await row(tab, 'They hung up').waitFor();
    await bob.page.reload();
    await row(bob, 'They hung up').waitFor();
    assert.equal(await bob.find('rtc-history li').count(), 1);
    assert.match(await row(bob, 'alice-1').innerText(), /They hung up · 0:0\d/);
  });

  it('hold the call that a page was in when it was left', async () => {
    const [alice, bob] = [await openPhone(context, demo, 'alice-2'), await openHistory('bob-2')];
    await talk(alice, bob);

    await bob.page.reload();

    await row(bob, 'You left').waitFor();
  });

  it('hold the call that a tab was in when it was closed', async () => {
    const [alice, bob] = [await openPhone(context, demo, 'alice-3'), await openHistory('bob-3')];
    await talk(alice, bob);

    await bob.page.close();

    await row(await openHistory('bob-3'), 'You left').waitFor();
  });

  it('hold, with its time, what was missed while the phone was away, and call back on a press', async () => {
    const alice = await openPhone(context, demo, 'alice-4');
    await (await openHistory('bob-4')).page.close();
    const from = Date.now();
    await alice.dial('bob-4', 'voice');
    await alice.reaches('calling');
    // Nobody is there to ring.
    await alice.reaches('ended');
    const until = Date.now();

    const bob = await openHistory('bob-4');

    const missed = row(bob, 'Missed call');
    await missed.waitFor();
    const time = Date.parse((await missed.locator('time').getAttribute('datetime')) ?? '');
    assert.ok(
      time >= from - 1_000 && time <= until + 1_000,
      `${new Date(time).toISOString()} is not when it was`,
    );

    await missed.getByRole('button', { name: 'Video call: alice-4' }).click();
    await alice.reaches('incoming');
    await alice.press('answer-video');
    await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
  });

  it('are gone for good when they were deleted', async () => {
    const [alice, bob] = [await openPhone(context, demo, 'alice-5'), await openHistory('bob-5')];
    await alice.dial('bob-5');
    await bob.reaches('incoming');
    await alice.press('hang-up');
    await row(bob, 'Missed call').waitFor();

    await row(bob, 'Missed call').getByRole('button', { name: 'Delete: alice-5' }).click();
    await bob.find('rtc-history[state=empty]').waitFor();
    await bob.page.reload();
    await bob.isReady();

    await bob.find('rtc-history[state=empty]').waitFor();
  });
});
