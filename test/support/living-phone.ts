import type { Call } from '../../src/call/call.js';
import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { part } from './element.js';
import { freshNumber } from './phones.js';
import { until } from './until.js';

const shown = new Set<RtcPhoneElement>();

/** A real phone on the page, over local signaling, ready to call. Taken away by {@link removePhones}. */
export async function showPhone(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<RtcPhoneElement> {
  const element = document.createElement('rtc-phone');
  element.setAttribute('number', freshNumber(name));
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  document.body.append(element);
  shown.add(element);
  await until(`${name} is ready`, () => element.getAttribute('state') === 'ready');
  return element;
}

/** The same, on a page that answers whoever calls. */
export async function showAnswering(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<RtcPhoneElement> {
  const element = await showPhone(name, attributes);
  element.addEventListener('rtc-incoming', ({ detail }) => void detail.call.accept());
  return element;
}

/** Two phones that talk, and see each other. */
export async function showCall(): Promise<{ ann: RtcPhoneElement; bob: RtcPhoneElement; call: Call }> {
  const [ann, bob] = await Promise.all([showPhone('ann'), showAnswering('bob')]);
  const call = await ann.dial(bob.number ?? '');
  await until('they talk', () => call.state.phase === 'active' && bob.phone?.call?.state.phase === 'active');
  await Promise.all([moves(remoteVideo(ann)), moves(remoteVideo(bob))]);
  return { ann, bob, call };
}

/** Takes all phones off the page and waits until nothing of them is left. */
export async function removePhones(): Promise<void> {
  const phones = [...shown].map((element) => {
    element.remove();
    return element;
  });
  shown.clear();
  await until('all phones are closed', () => phones.every(({ phone }) => phone === undefined));
}

/** An element inside a complete phone. */
export function inside<Tag extends keyof HTMLElementTagNameMap>(
  phone: RtcPhoneElement,
  tag: Tag,
): HTMLElementTagNameMap[Tag] {
  const found = phone.shadowRoot?.querySelector(tag);
  if (!found) throw new Error(`The phone has no ${tag}.`);
  return found;
}

/** The picture of the other side. */
export function remoteVideo(phone: RtcPhoneElement): HTMLVideoElement {
  return part(inside(phone, 'rtc-call'), 'video') as HTMLVideoElement;
}

/** Waits until a picture has moved on by some frames. */
export async function moves(video: HTMLVideoElement, frames = 2): Promise<void> {
  const before = video.getVideoPlaybackQuality().totalVideoFrames;
  await until(
    'the picture moves',
    () => !video.paused && video.getVideoPlaybackQuality().totalVideoFrames >= before + frames,
  );
}
