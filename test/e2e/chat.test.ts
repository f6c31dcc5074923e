import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, BrowserContext } from 'playwright';

import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { PhonePage } from './support/phone-page.js';

describe('a chat', () => {
  let demo: Demo;
  let browser: Browser;
  let contexts: BrowserContext[] = [];

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  /** A browser of one person's own: nobody else's database is in it. */
  async function makeContext() {
    const context = await browser.newContext();
    contexts.push(context);
    return context;
  }

  async function openChat(context: BrowserContext, number: string, partner: string) {
    const page = await context.newPage();
    await page.goto(demo.url('chat.html', { number, with: partner }));
    const phone = new PhonePage(page, number);
    await phone.isReady();
    return phone;
  }

  async function write(phone: PhonePage, text: string) {
    await phone.find('rtc-chat textarea').fill(text);
    await phone.page.keyboard.press('Enter');
  }

  const line = (phone: PhonePage, words: string) =>
    phone.find('rtc-chat [part~=line]').filter({ hasText: words });

  it('is there, once, for somebody whose page was closed when it was written to them', async () => {
    const [home, away] = [await makeContext(), await makeContext()];
    await (await openChat(away, 'bob-1', 'alice-1')).page.close();
    const alice = await openChat(home, 'alice-1', 'bob-1');
    await write(alice, 'Call me when you are back');
    await line(alice, 'Will be delivered when they are back').waitFor();
    await write(alice, '<b>Really</b>');
    await line(alice, 'Will be delivered when they are back').nth(1).waitFor();

    const bob = await openChat(away, 'bob-1', 'alice-1');

    await line(bob, 'Call me when you are back').waitFor();
    await line(bob, '<b>Really</b>').waitFor();
    assert.deepEqual(await bob.find('rtc-chat [part=bubble]').allInnerTexts(), [
      'Call me when you are back',
      '<b>Really</b>',
    ]);
    assert.equal(await bob.find('rtc-chat [part=new]').innerText(), 'New messages');

    await write(bob, 'I am back');
    await line(alice, 'I am back').waitFor();
    await bob.page.reload();
    await bob.isReady();
    await line(bob, 'I am back').waitFor();
    assert.equal(await bob.find('rtc-chat [part~=line]').count(), 3);
    assert.equal(await bob.find('rtc-chat [part=new]').count(), 0);
  });

  it('goes on in a call, and after it', async () => {
    const [home, away] = [await makeContext(), await makeContext()];
    const [alice, bob] = [await openChat(home, 'alice-2', 'bob-2'), await openChat(away, 'bob-2', 'alice-2')];
    await write(alice, 'before');
    await line(bob, 'before').waitFor();
    await alice.dial('bob-2', 'voice');
    await bob.reaches('incoming');
    await bob.press('answer-voice');
    await Promise.all([alice.reaches('active'), bob.reaches('active')]);

    await write(bob, 'in the call');
    await line(alice, 'in the call').waitFor();
    await alice.press('hang-up');
    await bob.reaches('ended');
    await write(bob, 'after');

    await line(alice, 'after').waitFor();
    await bob.find('rtc-chat .me [part=fate] svg').nth(1).waitFor();
    assert.deepEqual(await alice.find('rtc-chat [part=bubble]').allInnerTexts(), [
      'before',
      'in the call',
      'after',
    ]);
  });

  it('is not all that goes from page to page: JSON does, to a number and in a call', async () => {
    const [home, away] = [await makeContext(), await makeContext()];
    const alice = await openChat(home, 'alice-4', 'bob-4');
    const bob = await openChat(away, 'bob-4', 'alice-4');
    const heard = bob.page.getByRole('log', { name: 'From page to page' });
    const json = alice.page.getByLabel('JSON');

    await json.fill('{ "color": "teal" }');
    await alice.page.getByRole('button', { name: 'Send to the number' }).click();
    await heard.getByText('alice-4: {"color":"teal"}').waitFor();
    await alice.page.getByText('Delivered.').waitFor();

    await alice.press('video');
    await bob.press('answer-video');
    await Promise.all([alice.reaches('active'), bob.reaches('active')]);
    await json.fill('0');
    await alice.page.getByRole('button', { name: 'Send in all calls' }).click();
    await heard.getByText('alice-4, in the call: 0').waitFor();

    await bob.page.close();
    await alice.page.getByRole('button', { name: 'Send to the number' }).click();
    await alice.page.getByText('Kept until the other page is open.').waitFor();
  });
});
