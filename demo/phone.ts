import { RtcPhoneElement, WebSocketSignaling } from '../src/index.js';
import { askToAnswer, askToCall } from './ask-to-call.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone, pageUrl } from './signaling.js';

/**
 * One phone, set up by the address of the page, or by the form below it, which makes such an address:
 *
 * - `number`: who it is. Without one it is a guest.
 * - `dial`: whom it calls as soon as it can; with `audio-only`, by voice.
 * - `signaling`: `pubnub`, `local`, or `relay` with the address of one in `relay`.
 * - `auto-answer`: the numbers that are answered without a question; empty, and this page answers everybody.
 * - Whatever else `<rtc-phone>` has for an attribute, such as `cipher-key`.
 */
const address = new URL(location.href);
const { searchParams } = address;
const number = searchParams.get('number') || makeGuestNumber();
const dial = searchParams.get('dial');
const relay = searchParams.get('relay') ?? '';
const isRelayed = searchParams.get('signaling') === 'relay';
const video = !searchParams.has('audio-only');

// So that this page is the same phone when it is loaded again.
searchParams.set('number', number);
history.replaceState(null, '', address);
document.title = `${number} · rtc-elements`;

const phone = new RtcPhoneElement();
if (isRelayed) phone.signaling = new WebSocketSignaling({ number, url: relay });
else connectPhone(phone);
for (const name of RtcPhoneElement.observedAttributes) {
  const value = searchParams.get(name);
  if (value !== null && name !== 'signaling') phone.setAttribute(name, value);
}
if (phone.getAttribute('auto-answer') === '') {
  phone.removeAttribute('auto-answer');
  phone.addEventListener('rtc-incoming', ({ detail }) => askToAnswer(phone, detail.call));
}
if (dial) phone.addEventListener('rtc-ready', () => askToCall(phone, dial, { video }), { once: true });
find('details', HTMLDetailsElement).before(phone);

const form = find('form', HTMLFormElement);
for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')) {
  const value = searchParams.get(field.name);
  if (value === null) continue;
  if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true;
  else field.value = value;
}
// What is left empty is not said at all.
form.addEventListener('formdata', ({ formData }) => {
  const empty = [...formData].filter(([, value]) => value === '');
  for (const [name] of empty) formData.delete(name);
});

/** What a phone needs to reach this one. */
const shared = ['relay', 'cipher-key', 'publish-key', 'subscribe-key', 'origin'].flatMap((name) => {
  const value = searchParams.get(name);
  return value === null ? [] : [[name, value]];
});
const guest = pageUrl('./phone.html', { dial: number, ...Object.fromEntries(shared) });
find('#guest', HTMLAnchorElement).href = guest.href;
