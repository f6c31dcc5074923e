import { after, before, describe, it } from 'node:test';

import type { Browser, BrowserContext } from 'playwright';

import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { PhonePage } from './support/phone-page.js';

describe('contacts', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    context = await browser.newContext();
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  async function openContacts(number: string) {
    const page = await context.newPage();
    await page.goto(demo.url('contacts.html', { number }));
    const phone = new PhonePage(page, number);
    await phone.isReady();
    return phone;
  }

  it('come, are busy, go away, and are called by a click', async () => {
    const alice = await openContacts('alice');
    const row = (words: string) => alice.find('rtc-contacts li').filter({ hasText: words });
    await row('Bob Miller').filter({ hasText: 'Offline' }).waitFor();
    const bob = await openContacts('bob');
    await row('Bob Miller').filter({ hasText: 'Available' }).waitFor();

    await bob.page.getByLabel('Away').check();
    await row('Bob Miller').filter({ hasText: 'Away' }).waitFor();
    await bob.page.getByLabel('Away').uncheck();
    await row('Bob Miller').filter({ hasText: 'Available' }).waitFor();

    const carol = await openContacts('carol');
    await carol.find('rtc-contacts li').filter({ hasText: 'Available' }).nth(1).waitFor();
    await carol.page.getByRole('button', { name: 'Voice call: Bob Miller' }).click();
    await bob.reaches('incoming');
    await bob.press('answer-voice');
    await Promise.all([carol.reaches('active'), bob.reaches('active')]);
    await row('Bob Miller').filter({ hasText: 'Busy' }).waitFor();
    await row('Carol').filter({ hasText: 'Busy' }).waitFor();

    await carol.page.close();
    await row('Carol').filter({ hasText: 'Offline' }).waitFor();
    await row('Bob Miller').filter({ hasText: 'Available' }).waitFor();
  });
});
