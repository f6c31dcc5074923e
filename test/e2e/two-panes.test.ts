import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, BrowserContext } from 'playwright';

import { launchBrowser, startDevDemo, type Demo } from './support/demo.js';
import { PhonePage } from './support/phone-page.js';

describe('the page with two phones', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [demo, browser] = await Promise.all([startDevDemo(), launchBrowser()]);
    context = await browser.newContext();
  });
  afterEach(() => Promise.all(context.pages().map((page) => page.close())));
  after(async () => {
    await browser.close();
    await demo.close();
  });

  async function openPage(parameters: Readonly<Record<string, string>> = {}) {
    const page = await context.newPage();
    await page.goto(demo.url('index.html', parameters));
    const alice = new PhonePage(page, 'alice');
    const bob = new PhonePage(page, 'bob');
    await Promise.all([alice.isReady(), bob.isReady()]);
    return { page, alice, bob };
  }

  for (const signaling of ['pubnub', 'local']) {
    it(`calls, answers, talks and hangs up over ${signaling}`, async () => {
      const { page, alice, bob } = await openPage({ signaling });

      await page.getByRole('button', { name: 'Call Bob' }).click();
      await alice.reaches('ringing');
      await bob.press('answer-video');
      await Promise.all([alice.reaches('active'), bob.reaches('active')]);
      await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
      await page.getByRole('button', { name: 'Hang up' }).first().click();

      await Promise.all([alice.endsWith('hung-up', 'Call ended'), bob.endsWith('hung-up', 'They hung up')]);
    });
  }

  it('shows each event of the phones', async () => {
    const { page, alice, bob } = await openPage();

    await page.getByRole('button', { name: 'Call Bob' }).click();
    await bob.press('decline');
    await alice.endsWith('declined', 'Call declined');

    const log = await page.getByRole('log').innerText();
    assert.match(log, /bob\s+rtc-incoming\s+from alice/);
    assert.match(log, /alice\s+rtc-call-ended\s+declined, remote/);
  });

  it('copies the lines one has to write, which are those of the README', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { page } = await openPage();

    await page.getByRole('button', { name: 'Copy' }).click();

    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    assert.equal(copied, /```html\n([^`]+)\n```/.exec(readme)?.[1]);
  });

  it('lets a guest call Alice from another tab', async () => {
    const { page, alice } = await openPage();

    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Open a guest’s phone' }).click(),
    ]);
    await alice.reaches('incoming');

    assert.match(new URL(tab.url()).searchParams.get('number') ?? '', /^guest-\w+-\w+-\d\d$/);
    await alice.press('answer-voice');
    const guest = new PhonePage(tab, new URL(tab.url()).searchParams.get('number') ?? '');
    await guest.reaches('active');
  });
});
