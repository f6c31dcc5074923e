import { expect } from '@open-wc/testing';

import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import {
  refusal,
  replug,
  setPermission,
  unstubDevices,
  watchCapture,
  type CaptureWatch,
} from '../media/capture-watch.js';
import { part, settled, visiblePart, words } from '../support/element.js';
import { inside, moves, remoteVideo, removePhones, showCall } from '../support/living-phone.js';
import { until } from '../support/until.js';

const trouble = (phone: RtcPhoneElement) => words(inside(phone, 'rtc-call'), 'trouble');
const isWell = (phone: RtcPhoneElement) => part(inside(phone, 'rtc-call'), 'trouble') === null;

/** What a browser does when a device goes away; these fake devices have no plug. */
function pull(phone: RtcPhoneElement, kind: 'audio' | 'video'): void {
  const track = phone.phone?.media.track(kind);
  track?.stop();
  track?.dispatchEvent(new Event('ended'));
}

describe('a call in which a device is lost', () => {
  let capture: CaptureWatch;

  beforeEach(async () => {
    await Promise.all([setPermission('camera', 'granted'), setPermission('microphone', 'granted')]);
    capture = watchCapture();
  });

  afterEach(async () => {
    unstubDevices();
    await removePhones();
    capture.restore();
    expect(capture.live, 'tracks still live').to.deep.equal([]);
  });

  it('goes on without the microphone that was pulled out, says so, and takes it back when it is plugged in', async () => {
    const { ann, bob, call } = await showCall();
    const devices = await navigator.mediaDevices.enumerateDevices();
    navigator.mediaDevices.enumerateDevices = async () => devices.filter(({ kind }) => kind !== 'audioinput');

    pull(ann, 'audio');
    await until('it says so', () => trouble(ann).startsWith('They cannot hear you. No camera or microphone'));
    await until('the other side knows', () => bob.phone?.call?.remoteMedia.audio === false);
    await moves(remoteVideo(bob));
    expect(isWell(bob)).to.equal(true);

    await replug(devices);
    await until('all is well', () => isWell(ann) && bob.phone?.call?.remoteMedia.audio === true);
    expect(call.state.phase).to.equal('active');
  });

  it('goes on without the camera that another program has taken, and brings it back by one press', async () => {
    const { ann, bob } = await showCall();
    const cameras = (wish: MediaStreamConstraints) => wish.video !== undefined;
    capture.answer((wish, browser) => (cameras(wish) ? refusal('NotReadableError') : browser(wish)));

    pull(ann, 'video');
    await until('it says so', () => trouble(ann).startsWith('They cannot see you. Another program'));
    await until('the other side sees a face', () => part(inside(bob, 'rtc-call'), 'avatar') !== null);

    capture.answer((wish, browser) => browser(wish));
    visiblePart(inside(ann, 'rtc-call'), 'trouble').querySelector('button')?.click();
    await until('all is well', () => isWell(ann) && bob.phone?.call?.remoteMedia.video === true);
    await moves(remoteVideo(bob));
  });

  it('goes on when the person withdraws a permission, and takes the device back when it is given again', async () => {
    const { ann, bob } = await showCall();

    await setPermission('camera', 'denied');
    await until('it says so', () =>
      trouble(ann).includes('They cannot see you. Camera or microphone is not'),
    );
    await until('both know', () => bob.phone?.call?.remoteMedia.video === false);

    await setPermission('camera', 'granted');
    await until('all is well', () => isWell(ann) && bob.phone?.call?.remoteMedia.video === true);
    await Promise.all([moves(remoteVideo(ann)), moves(remoteVideo(bob))]);
  });

  it('goes on when the system takes the camera away for a while, and says so on this side', async () => {
    const { ann, call } = await showCall();
    const track = ann.phone?.media.track('video') as MediaStreamTrack;
    const interrupt = async (muted: boolean) => {
      Object.defineProperty(track, 'muted', { value: muted, configurable: true });
      track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
      await settled(inside(ann, 'rtc-call'));
    };

    await interrupt(true);
    expect(trouble(ann)).to.equal('Your camera is paused by the system or another program.');
    expect(inside(ann, 'rtc-local-camera')).to.have.attribute('state', 'paused');

    await interrupt(false);
    expect(isWell(ann)).to.equal(true);
    expect(call.state.phase).to.equal('active');
    expect(ann.phone?.media.track('video')).to.equal(track);
  });
});
