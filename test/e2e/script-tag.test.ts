import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, BrowserContext, Route } from 'playwright';

import { FAKE_MEDIA } from '../../dev/find-browser.mjs';
import { launchBrowser } from './support/demo.js';
import { errorsOf, hearErrors } from './support/errors-heard.js';
import { PhonePage } from './support/phone-page.js';
import { startStaticSite, type StaticSite } from './support/static-site.js';

describe('a page with one script tag and one phone tag', () => {
  let site: StaticSite;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [site, browser] = await Promise.all([
      startStaticSite(),
      launchBrowser([...FAKE_MEDIA, '--host-resolver-rules=MAP another-machine.test 127.0.0.1']),
    ]);
    context = await browser.newContext();
  });
  afterEach(() => Promise.all(context.pages().map((page) => page.close())));
  after(async () => {
    await browser.close();
    await site.close();
  });

  const siteUrl = (number: string, host = 'localhost') =>
    `http://${host}:${site.port}/?${new URLSearchParams({ number })}`;

  async function open(number: string, host?: string) {
    const page = await context.newPage();
    await hearErrors(page);
    await page.goto(siteUrl(number, host));
    return new PhonePage(page, number);
  }

  it('makes a call, and takes one', async () => {
    const [alice, bob] = await Promise.all([open('alice'), open('bob')]);
    await Promise.all([alice.isReady(), bob.isReady()]);

    await alice.dial('bob');
    await bob.press('answer-video');
    await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
    await bob.press('hang-up');
    await alice.endsWith('hung-up', 'They hung up');

    await bob.dial('alice', 'voice');
    await alice.press('answer-voice');
    await Promise.all([alice.reaches('active'), bob.reaches('active')]);
  });

  it('is painted from one file, before PubNub comes, and needs no webrtc-adapter', async () => {
    const page = await context.newPage();
    const held: Route[] = [];
    let isHeld = true;
    await page.route(/pubnub/, (route) => (isHeld ? void held.push(route) : route.continue()));

    await page.goto(siteUrl('alice'));
    const alice = new PhonePage(page, 'alice');
    await alice.find('rtc-dialpad input').waitFor();
    const paints = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({
            type: 'paint',
            buffered: true,
          });
        }),
    );
    assert.ok(paints > 0);

    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
    await alice.isReady();
    assert.deepEqual(
      site.asked.filter((path) => /adapter/.test(path)),
      [],
    );
  });

  it('draws its icons whole', async () => {
    const alice = await open('alice');
    await alice.isReady();

    // A minifier that drops the end of a shape puts the next one inside it, where nothing is drawn.
    assert.equal(await alice.find('svg :is(path, circle, rect, line) > *').count(), 0);
    assert.notEqual(await alice.find('svg > :is(path, circle, rect, line)').count(), 0);
  });

  it('loads nothing to call with for a phone that has no number', async () => {
    const nobody = await open('');
    await nobody.find('rtc-dialpad input').waitFor();
    await nobody.page.waitForLoadState('networkidle');

    const asked = await nobody.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    assert.ok(asked.some((url) => url.includes('/rtc-dialpad-') || url.includes('/rtc-elements.js')));
    assert.deepEqual(
      asked.filter((url) => /pubnub|adapter|peer|signaling/.test(url)),
      [],
    );
  });

  it('says that calls need https when the page came over http from another machine', async () => {
    const alice = await open('alice', 'another-machine.test');
    await alice.says('Open this page with https://');
    await alice.isReady();

    await alice.dial('bob');
    await alice.find('rtc-dialpad [part~=problem]').waitFor();
    assert.deepEqual(await errorsOf(alice.page), ['insecure-context']);
  });
});
