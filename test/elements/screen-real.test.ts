import { expect } from '@open-wc/testing';

import { decodedFrames } from '../support/phones.js';
import { hasPart, part, press, visiblePart } from '../support/element.js';
import { inside, remoteVideo, removePhones, showCall } from '../support/living-phone.js';
import { until } from '../support/until.js';
import { showsCamera, showsScreen, watchDisplay, type DisplayWatch } from '../media/display-watch.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';

describe('A screen shared by a press', () => {
  let display: DisplayWatch;

  beforeEach(() => {
    display = watchDisplay();
  });

  afterEach(async () => {
    await removePhones();
    display.restore();
    expect(display.live).to.deep.equal([]);
  });

  /** New frames arrive there, and they look so. */
  async function sees(what: string, phone: RtcPhoneElement, looks: typeof showsScreen) {
    const call = phone.phone?.call;
    if (!call) throw new Error('There is no call.');
    const before = await decodedFrames(call);
    await until(what, async () => looks(remoteVideo(phone)) && (await decodedFrames(call)) > before + 3);
  }

  /** In a narrow card it is behind another button. */
  async function pressShare(phone: RtcPhoneElement): Promise<void> {
    const card = inside(phone, 'rtc-call');
    if (!part(card, 'share')?.checkVisibility()) await press(card, 'more');
    await press(card, 'share');
  }

  it('is what the other side sees, whole, until the person stops; and a photo is of the camera all the while', async () => {
    const { ann, bob } = await showCall();
    await sees('bob sees ann', bob, showsCamera);

    await pressShare(ann);
    await sees('bob sees the screen', bob, showsScreen);
    expect(getComputedStyle(remoteVideo(bob)).objectFit).to.equal('contain');
    expect(hasPart(inside(ann, 'rtc-call'), 'sharing')).to.equal(true);
    const photo = await inside(ann, 'rtc-snapshot').take();
    expect(await isScreen(photo)).to.equal(false);

    await press(inside(ann, 'rtc-call'), 'stop-sharing');
    await sees('bob sees ann again', bob, showsCamera);
    expect(getComputedStyle(remoteVideo(bob)).objectFit).to.equal('cover');
  });

  it('is over when the browser says so, and the reminder with it', async () => {
    const { ann, bob } = await showCall();
    await pressShare(ann);
    await sees('bob sees the screen', bob, showsScreen);

    display.pressStop();

    await until('the reminder is gone', () => !hasPart(inside(ann, 'rtc-call'), 'sharing'));
    await sees('bob sees ann again', bob, showsCamera);
  });

  it('can be ended by an event of the page', async () => {
    const { ann, bob } = await showCall();
    await pressShare(ann);
    await sees('bob sees the screen', bob, showsScreen);
    visiblePart(inside(ann, 'rtc-call'), 'sharing');

    ann.dispatchEvent(
      new CustomEvent('rtc-screen-share-request', { detail: { sharing: false }, cancelable: true }),
    );

    await sees('bob sees ann again', bob, showsCamera);
  });
});

/** Whether a photo is of the red screen. */
async function isScreen(photo: Blob): Promise<boolean> {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  context?.drawImage(await createImageBitmap(photo), 0, 0, 1, 1);
  const [red = 0, green = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
  return red > 150 && green < 90;
}
