import { RtcPhoneElement, RtcSnapshotElement } from '../src/index.js';
import { askToCall } from './ask-to-call.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone } from './signaling.js';

/** Two phones that send each other photos. `number` in the address of the page says who Alice is. */
const address = new URL(location.href);
const number = address.searchParams.get('number') || makeGuestNumber();

// So that this page has the same photos when it is loaded again.
address.searchParams.set('number', number);
history.replaceState(null, '', address);

const alice = find('#alice', RtcPhoneElement);
const bob = find('#bob', RtcPhoneElement);
const numbers = new Map([
  [alice, number],
  [bob, `bob-${number}`],
]);
for (const [phone, own] of numbers) {
  const other = [...numbers.values()].find((each) => each !== own) ?? '';
  phone.setAttribute('number', own);
  phone.querySelector('rtc-snapshot')?.setAttribute('to', other);
  connectPhone(phone);
}

const call = find('#call', HTMLButtonElement);
call.addEventListener('click', () => askToCall(alice, `bob-${number}`, { video: true }));
const look = () => {
  call.disabled = ![alice, bob].every(
    ({ phone }) => phone?.state.phase === 'ready' && phone.calls.length === 0,
  );
};
for (const news of ['rtc-phone-changed', 'rtc-call-changed'] as const) document.addEventListener(news, look);

const snapshot = find('#alice rtc-snapshot', RtcSnapshotElement);
for (const name of ['format', 'width', 'quality']) {
  const field = document.querySelector<HTMLInputElement | HTMLSelectElement>(`#${name}`);
  field?.addEventListener('change', () => snapshot.setAttribute(name, field.value));
}
