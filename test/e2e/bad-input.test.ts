import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser, Page } from 'playwright';

import { launchBrowser, startDemo, type Demo } from './support/demo.js';
import { errorsOf, hearErrors } from './support/errors-heard.js';
import { PhonePage } from './support/phone-page.js';

const CAMERA = '--use-fake-device-for-media-stream';
const YES = '--use-fake-ui-for-media-stream';
const NO = `${YES}=deny`;

describe('a phone that is given something wrong', () => {
  let demo: Demo;
  let browser: Browser | undefined;

  before(async () => {
    demo = await startDemo();
  });
  afterEach(() => browser?.close());
  after(() => demo.close());

  /** Opens a phone in a browser with these flags. */
  async function open(
    parameters: Readonly<Record<string, string>>,
    flags: readonly string[] = [CAMERA, YES],
  ): Promise<PhonePage> {
    browser = await launchBrowser(flags);
    const page = await browser.newPage();
    await hearErrors(page);
    await page.goto(demo.url('phone.html', { number: 'alice', ...parameters }));
    return new PhonePage(page, 'alice');
  }

  it('says that a number is missing, too long or its own, and keeps what was typed', async () => {
    const alice = await open({});
    await alice.isReady();
    const long = 'x'.repeat(200);

    await alice.dial('');
    await alice.says('Enter a number to call.');
    await alice.dial(long);
    await alice.says('This is not a number that can be called.');
    assert.equal(await alice.find('rtc-dialpad input').inputValue(), long);
    await alice.dial('alice');
    await alice.says('This is your own number.');

    assert.deepEqual(await errorsOf(alice.page), ['bad-number', 'bad-number', 'self-call']);
    await alice.dial('bob');
    await alice.reaches('calling');
  });

  it('says that it is not set up correctly when its signaling is unknown, and works when that is mended', async () => {
    const alice = await open({ signaling: 'carrier-pigeon' });

    await alice.says('This phone is not set up correctly.');
    assert.deepEqual(await errorsOf(alice.page), ['bad-option']);

    await alice.set({ signaling: 'local' });
    await alice.isReady();
  });

  it('says that its keys are wrong, and works when they are right', async () => {
    const alice = await open({});
    await alice.isReady();

    await alice.set({ 'publish-key': 'wrong', 'subscribe-key': 'wrong' });
    await alice.find('rtc-phone[state=failed]').waitFor();
    await alice.says('The keys of this phone are not valid.');
    assert.deepEqual(await errorsOf(alice.page), ['bad-keys']);

    await alice.set({ 'publish-key': 'demo', 'subscribe-key': 'demo' });
    await alice.isReady();
  });

  it('speaks to a service elsewhere by https alone, also from a page of http', async () => {
    const alice = await open({});
    await alice.isReady();
    assert.match(alice.page.url(), /^http:/);
    const asked: string[] = [];
    await alice.page.route('*://service.test/**', async (route) => {
      asked.push(new URL(route.request().url()).protocol);
      await route.abort();
    });

    await alice.set({ origin: 'service.test' });
    await alice.find('rtc-phone[state=reconnecting]').waitFor();

    assert.deepEqual([...new Set(asked)], ['https:']);
  });

  it('says how to go on when the question for camera and microphone is dismissed', async () => {
    const alice = await open({}, [CAMERA, NO]);
    await alice.isReady();

    await alice.dial('bob');
    await alice.says('Camera and microphone were not allowed. Try again and choose Allow.');

    assert.deepEqual(await errorsOf(alice.page), ['media-dismissed']);
    await alice.isReady();
  });

  it('says how to allow camera and microphone when they are denied', async () => {
    const alice = await open({}, [CAMERA, NO]);
    await alice.isReady();
    await deny(alice.page, ['camera', 'microphone']);

    await alice.dial('bob');
    await alice.says('Allow it in the site settings');

    assert.deepEqual(await errorsOf(alice.page), ['media-denied']);
    await alice.isReady();
  });

  it('says that there is no camera on a machine without one', async () => {
    const alice = await open({}, [YES]);
    await alice.isReady();

    await alice.dial('bob');
    await alice.says('No camera or microphone was found.');

    assert.deepEqual(await errorsOf(alice.page), ['media-missing']);
    await alice.isReady();
  });
});

/** What a person does in the browser's own settings of a site. */
async function deny(page: Page, names: readonly string[]): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { targetInfo } = await cdp.send('Target.getTargetInfo');
  const browserContextId = targetInfo.browserContextId ?? '';
  for (const name of names) {
    await cdp.send('Browser.setPermission', { permission: { name }, setting: 'denied', browserContextId });
  }
}
