import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import type { Browser, BrowserContext, Page } from 'playwright';

import { startRelay } from '../../dev/relay.mjs';
import type { RtcPhoneElement } from '../../src/index.js';
import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { PhonePage } from './support/phone-page.js';

/** What `docs/features.md` says a person can try on them, where no other test does. */
describe('on the pages of the demo a person', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  });
  beforeEach(async () => (context = await browser.newContext()));
  afterEach(() => context.close());
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
    return page;
  }

  async function openPhone(number: string, parameters: Readonly<Record<string, string>> = {}) {
    return new PhonePage(await open('phone.html', { number, ...parameters }), number);
  }

  it('gives a phone a secret, without which nobody rings', async () => {
    const alice = await openPhone('alice');
    await alice.page.getByText('Set it up in another way').click();
    await alice.page.getByLabel('Secret of all who may call').fill('tea');
    await alice.page.getByRole('button', { name: 'Load the page so' }).click();
    await alice.page.waitForURL(/cipher-key=tea/);
    await alice.isReady();

    const mallory = await openPhone('mallory');
    await mallory.dial('alice', 'voice');
    await alice.says('Somebody called with another secret.');

    const invited = context.waitForEvent('page');
    await alice.page.getByRole('link', { name: 'Call from another tab' }).click();
    await (await invited).locator('rtc-call[state=ringing]').waitFor();
    await alice.reaches('incoming');
  });

  it('goes by a relay of their own', async () => {
    const relay = await startRelay();
    const ways = { signaling: 'relay', relay: relay.url };
    const [alice, bob] = [await openPhone('alice', ways), await openPhone('bob', ways)];

    await alice.dial('bob', 'voice');
    await bob.press('answer-voice');

    await Promise.all([alice.reaches('active'), bob.reaches('active')]);
    await context.close();
    await relay.close();
  });

  it('changes the resolution in a call, and records it', async () => {
    const bob = await openPhone('bob');
    const page = await open('media.html', { number: 'alice' });
    const alice = new PhonePage(page, 'alice');
    await alice.dial('bob');
    await bob.press('answer-video');
    await Promise.all([alice.seesAndHears(), bob.seesAndHears()]);

    await page.getByLabel('Resolution').selectOption('360p');
    await page.getByText('The camera delivers 640 x 360').waitFor();

    await page.getByRole('button', { name: 'Record the call' }).click();
    await alice.seesAndHears();
    await page.getByRole('button', { name: 'Stop recording' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save the recording' }).click();
    assert.equal((await saved).suggestedFilename(), 'call.webm');
    assert.ok((await stat(await (await saved).path())).size > 1_000);
  });

  it('sends a photo without a call, which is shown when the other person wants it', async () => {
    const page = await open('photos.html', { number: 'alice' });
    await page.getByLabel('Format').selectOption('webp');
    await page.getByLabel('Width').selectOption('320');

    await page.locator('#alice rtc-snapshot [part~=take]:enabled').click();
    await page.locator('#alice rtc-snapshot [part~=send]').click();
    await page.locator('#bob rtc-snapshot [part~=show]').click();

    const photo = page.locator('#bob rtc-snapshot [part~=gallery] img').first();
    await photo.waitFor();
    assert.equal(await photo.evaluate((image: HTMLImageElement) => image.naturalWidth), 320);
  });

  it('chooses the sounds of a phone', async () => {
    const page = await open('sounds.html', { number: 'alice' });
    const phone = page.locator('rtc-phone');
    const ringtone = { name: 'own.wav', mimeType: 'audio/wav', buffer: Buffer.from('RIFF') };

    await page.getByLabel('Your own ringtone').setInputFiles(ringtone);
    await page.getByLabel('Silent').check();

    assert.match((await phone.getAttribute('ringtone')) ?? '', /^blob:/);
    assert.equal(await phone.evaluate((element: RtcPhoneElement) => element.silent), true);
  });

  it('submits a number and a photo, and opens the page with a number in it', async () => {
    const page = await open('form.html', { call: 'bob' });
    await page.getByLabel('Your name').fill('Alice');
    await page.locator('rtc-local-camera [part~=camera]').click();
    await page.locator('rtc-snapshot [part~=take]:enabled').click();
    await page.locator('rtc-snapshot [part~=photo]').waitFor();

    await page.getByRole('button', { name: 'Send', exact: true }).click();

    await page.getByText(/Would be sent: name: Alice, number: bob, photo: .*image\/jpeg/).waitFor();
  });

  it('sees by what the browser has connected, and a trace that names nobody', async () => {
    const page = await open('debug.html');
    const phone = page.locator('#phone');
    const number = (await phone.getAttribute('number')) ?? '';
    const invited = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Call from another tab' }).click();
    await invited;
    await phone.locator('[part~=answer-voice]').click();

    await page.getByText('connection connected, signaling stable, host to host').waitFor();
    await page.getByRole('button', { name: 'Show what would be sent' }).click();
    const trace = await page.locator('#trace').innerText();
    assert.match(trace, /active/);
    assert.ok(!trace.includes(number));
  });
});
