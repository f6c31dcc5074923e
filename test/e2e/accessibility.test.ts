import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

import type { Browser } from 'playwright';

import { axeFaults, loadAxe } from './support/axe.js';
import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { PhonePage } from './support/phone-page.js';

const PAGES = readdirSync('demo').filter((name) => name.endsWith('.html'));

describe('the demo in the eyes of axe', () => {
  let demo: Demo;
  let browser: Browser;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no fault in ${colorScheme}, at rest, ringing and in a call`, async () => {
      // What moves is seen half-way otherwise, and has half its contrast.
      const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(demo.url('index.html'));
      const [alice, bob] = [new PhonePage(page, 'alice'), new PhonePage(page, 'bob')];
      await Promise.all([alice.isReady(), bob.isReady()]);
      await loadAxe(page);
      assert.deepEqual(await axeFaults(page), []);

      await page.getByRole('button', { name: 'Call Bob' }).click();
      await bob.reaches('incoming');
      assert.deepEqual(await axeFaults(page), []);

      await bob.press('answer-video');
      await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);
      assert.deepEqual(await axeFaults(page), []);
      await page.close();
    });

    it(`has no fault on any of its pages in ${colorScheme}, nor is one wider than a small screen`, async () => {
      const page = await browser.newPage({ colorScheme, viewport: { width: 360, height: 740 } });
      for (const name of PAGES) {
        await page.goto(demo.url(name, { signaling: 'local' }));
        await page.locator('rtc-phone[state=ready]').first().waitFor();
        for (const summary of await page.locator('summary').all()) await summary.click();
        await loadAxe(page);

        assert.deepEqual(await axeFaults(page), [], name);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, name);
      }
      await page.close();
    });

    it(`has no fault on the page with one phone in ${colorScheme}`, async () => {
      const page = await browser.newPage({ colorScheme, viewport: { width: 360, height: 740 } });
      await page.goto(demo.url('phone.html', { number: 'carol' }));
      await new PhonePage(page, 'carol').isReady();
      await loadAxe(page);

      assert.deepEqual(await axeFaults(page), []);
      await page.close();
    });
  }
});
