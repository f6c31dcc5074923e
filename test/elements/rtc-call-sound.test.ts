import { expect, fixture, html } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';

import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import type { DeviceState } from '../../src/media/local-media.js';
import { hasPart, part, settled, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakeCall } from '../support/fake-phone.js';
import { until } from '../support/until.js';

const OFF: DeviceState = { status: 'off', enabled: true };
const INCOMING = { direction: 'incoming', state: { phase: 'incoming' } } as const;
const ACTIVE = { phase: 'active', since: 0 } as const;

const video = (element: Element) => part(element, 'video') as HTMLVideoElement;

describe('<rtc-call> where the browser blocks sound', () => {
  const { play } = HTMLMediaElement.prototype;
  let stream: MediaStream;
  /** Whether the browser lets the page play sound now. */
  let isAllowed = false;
  let plays = 0;

  beforeEach(async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: true });
    isAllowed = false;
    plays = 0;
    // This browser lets a page that captures play, as the test page does; the policy is the test's.
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      plays += 1;
      if (this.muted || isAllowed) return play.call(this);
      return Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
    };
  });

  afterEach(() => {
    HTMLMediaElement.prototype.play = play;
    for (const track of stream.getTracks()) track.stop();
  });

  async function show(changes: Partial<FakeCall> = {}) {
    const call = makeCall({ state: ACTIVE, remoteStream: stream, ...changes });
    const phone = makePhone(call);
    Object.assign(phone.media, { microphone: OFF, camera: OFF });
    const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(phone)}></rtc-call>`);
    return { call, phone, element };
  }

  const asksForTap = (element: Element) =>
    until('it asks for a tap', () => part(element, 'hear')?.checkVisibility() === true);
  const isHeard = (element: Element) =>
    until('it is heard', () => part(element, 'hear') === null && !video(element).muted);

  it('tries nothing before the call is answered: by then the person has pressed a button', async () => {
    const { element, call } = await show({ ...INCOMING, remoteStream: new MediaStream() });
    expect(plays).to.equal(0);

    isAllowed = true;
    call.change({ remoteStream: stream });
    call.become({ phase: 'connecting' });
    await settled(element);
    call.become(ACTIVE);
    await settled(element);

    await until('it plays', () => !video(element).paused);
    expect(video(element).muted).to.equal(false);
    expect(hasPart(element, 'hear')).to.equal(false);
  });

  it('plays a picture that comes before without a sound, which comes with the answer', async () => {
    const { element, call } = await show(INCOMING);
    await until('it plays', () => !video(element).paused);
    await settled(element);
    expect(video(element).muted).to.equal(true);
    expect(hasPart(element, 'hear')).to.equal(false);

    isAllowed = true;
    call.become({ phase: 'connecting' });
    await settled(element);

    await until('it plays', () => !video(element).paused);
    expect(video(element).muted).to.equal(false);
    call.become(ACTIVE);
    await settled(element);
    expect(hasPart(element, 'hear')).to.equal(false);
  });

  it('lets a screen reader say that the person must act', async () => {
    const { element } = await show();
    await asksForTap(element);

    expect(element.shadowRoot?.querySelector('[role=status]')).to.contain.text('Tap to hear');
  });

  it('is heard as soon as the person presses anything on the page', async () => {
    const { element } = await show();
    await asksForTap(element);

    isAllowed = true;
    await sendMouse({ type: 'click', position: [1, 1] });

    await isHeard(element);
  });

  it('asks again when the press gave no right to play', async () => {
    const { element } = await show();
    await asksForTap(element);

    await sendMouse({ type: 'click', position: [1, 1] });
    await settled(element);
    await asksForTap(element);
    await until('the picture plays on', () => !video(element).paused);

    isAllowed = true;
    part(element, 'hear')?.click();
    await isHeard(element);
  });

  it('is heard by itself as soon as the own microphone is open', async () => {
    const { element, phone } = await show();
    await asksForTap(element);

    isAllowed = true;
    phone.media.become({ microphone: { status: 'on', enabled: true } });

    await isHeard(element);
  });

  it('forgets that sound was blocked when the call is over', async () => {
    const { element, call, phone } = await show();
    await asksForTap(element);
    call.become({ phase: 'ended', reason: 'hung-up', by: 'local', at: 0 });
    await settled(element);
    expect(hasPart(element, 'hear')).to.equal(false);
    expect(words(element, 'status')).to.contain('Call ended');

    isAllowed = true;
    phone.begin(makeCall({ state: ACTIVE, remoteStream: stream }));
    await settled(element);

    expect(hasPart(element, 'hear')).to.equal(false);
    await until('it plays', () => !video(element).paused && !video(element).muted);
  });

  it('plays on when a browser has paused it while it was off the page', async () => {
    isAllowed = true;
    const { element } = await show();
    await until('it plays', () => !video(element).paused);

    element.parentElement?.append(element);
    video(element).pause();

    await until('it plays again', () => !video(element).paused);
  });

  it('listens to no press any more once it is off the page', async () => {
    const { element } = await show();
    await asksForTap(element);
    element.remove();
    const before = plays;

    isAllowed = true;
    await sendMouse({ type: 'click', position: [1, 1] });

    expect(plays).to.equal(before);
  });
});
