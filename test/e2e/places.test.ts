import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, BrowserContext, Page } from 'playwright';

import { axeFaults, loadAxe } from './support/axe.js';
import { launchBrowser, startDemo, type Demo } from './support/demo.js';

describe('the pages of rooms, broadcasts and several calls', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 360, height: 740 } });
  });
  afterEach(() => Promise.all(context.pages().map((page) => page.close())));
  after(async () => {
    await browser.close();
    await demo.close();
  });

  async function open(name: string, parameters: Readonly<Record<string, string>> = {}): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => assert.fail(error));
    await page.goto(demo.url(name, parameters));
    await page.locator('rtc-phone[state=ready]').first().waitFor();
    await loadAxe(page);
    return page;
  }

  it('bring three tabs together in a room, and let one go', async () => {
    const pages = await Promise.all(['alice', 'bob', 'carol'].map((number) => open('room.html', { number })));
    for (const page of pages) await page.locator('rtc-room [part~=join]').click();
    for (const page of pages) await seesAll(page, 2);
    const [alice, bob] = pages;
    assert.ok(alice && bob);
    assert.deepEqual(await axeFaults(alice), []);

    await alice.getByRole('button', { name: 'Leave: standup' }).click();

    await seesAll(bob, 1);
    await alice.locator('rtc-room[state=out]').waitFor();
    assert.deepEqual(await axeFaults(alice), []);
  });

  it('show a broadcast to the phone below and to another tab', async () => {
    const star = await open('broadcast.html', { number: 'star' });
    assert.deepEqual(await axeFaults(star), []);
    await star.getByRole('button', { name: 'Go live' }).click();
    const fan = await open('broadcast.html', { watch: 'star' });

    for (const page of [star, fan]) {
      await page.locator('rtc-viewing[state=watching]').waitFor();
      await moves(page, 'rtc-viewing video');
    }
    await star.locator('rtc-broadcast [part~=viewer]').nth(1).waitFor();
    assert.deepEqual(await axeFaults(star), []);
    assert.deepEqual(await axeFaults(fan), []);
  });

  it('let a second call wait, then show both', async () => {
    const page = await open('several-calls.html');
    await page.getByRole('button', { name: 'Bob calls' }).click();
    await page.locator('#alice rtc-call [part~=answer-video]').click();
    await page.locator('#alice rtc-call[state=active]').waitFor();
    await page.getByRole('button', { name: 'Carol calls' }).click();
    await page.locator('#alice rtc-call [part~=answer-hold]').waitFor();
    // Both callers' phones are on this page, and are in a call with the same number.
    assert.deepEqual(await axeFaults(page, '#alice'), []);

    await page.locator('#alice rtc-call [part~=answer-hold]').click();
    await page.locator('#bob rtc-call').filter({ hasText: 'They put you on hold' }).waitFor();
    await page.locator('#alice rtc-call [part~=together]').click();

    await seesAll(page, 2);
    assert.deepEqual(await axeFaults(page, '#alice'), []);
  });

  it('let nobody ring whom the page does not want', async () => {
    const page = await open('several-calls.html');
    await page.getByLabel('Do not let Carol ring').check();

    await page.getByRole('button', { name: 'Carol calls' }).click();
    await page.locator('#carol rtc-call[state=ended][reason=declined]').waitFor();
    assert.equal(await page.locator('#alice rtc-call:is([state=incoming], [state=ended])').count(), 0);

    await page.getByRole('button', { name: 'Bob calls' }).click();
    await page.locator('#alice rtc-call[state=incoming]').waitFor();
  });

  /** Waits until so many tiles are there, and all their pictures move. */
  async function seesAll(page: Page, count: number): Promise<void> {
    await page.waitForFunction((wanted) => {
      const [grid] = [...document.querySelectorAll('rtc-phone')].flatMap(
        ({ shadowRoot }) => shadowRoot?.querySelector('rtc-grid') ?? [],
      );
      return grid?.shadowRoot?.querySelectorAll('rtc-call-tile').length === wanted;
    }, count);
    for (let index = 0; index < count; index += 1)
      await moves(page, `rtc-call-tile >> nth=${index} >> video`);
  }

  async function moves(page: Page, selector: string): Promise<void> {
    const video = await page.locator(selector).first().elementHandle();
    await page.waitForFunction(
      (element) => (element as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames > 2,
      video,
    );
  }
});
