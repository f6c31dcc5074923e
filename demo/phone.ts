import '../src/index.js';
import { askToCall } from './ask-to-call.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone, pageUrl } from './signaling.js';

/**
 * One phone, set up by the address of the page:
 *
 * - `number`: who it is. Without one it is a guest.
 * - `dial`: whom it calls as soon as it can; with `audio-only`, by voice.
 * - `auto-answer`: answers everybody, or the numbers named, without a question.
 * - `signaling`: `pubnub` or `local`.
 */
const address = new URL(location.href);
const { searchParams } = address;
const number = searchParams.get('number') || makeGuestNumber();
const dial = searchParams.get('dial');
const autoAnswer = searchParams.get('auto-answer');
const video = !searchParams.has('audio-only');

// So that this page is the same phone when it is loaded again.
searchParams.set('number', number);
history.replaceState(null, '', address);
document.title = `${number} · rtc-elements`;

const phone = document.createElement('rtc-phone');
phone.setAttribute('number', number);
if (autoAnswer !== null) phone.setAttribute('auto-answer', autoAnswer);
connectPhone(phone);
if (dial) phone.addEventListener('rtc-ready', () => askToCall(phone, dial, { video }), { once: true });
document.querySelector('main')?.append(phone);

document.querySelector('#guest')?.setAttribute('href', pageUrl('./phone.html', { dial: number }).href);
