import { RtcPhoneElement } from '../src/index.js';
import { askToCall } from './ask-to-call.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { pageUrl } from './signaling.js';

/** A phone with call waiting, and two that call it. */
const alice = find('#alice', RtcPhoneElement);
const number = makeGuestNumber();
alice.setAttribute('number', number);

for (const name of ['bob', 'carol']) {
  const caller = find(`#${name}`, RtcPhoneElement);
  const button = find(`#call-${name}`, HTMLButtonElement);
  caller.setAttribute('number', `${name}-${number}`);
  button.addEventListener('click', () => askToCall(caller, number, { video: true }));

  const look = () => {
    const isFree = caller.phone?.calls.length === 0;
    button.disabled = !(
      isFree &&
      caller.phone?.state.phase === 'ready' &&
      alice.phone?.state.phase === 'ready'
    );
  };
  for (const news of ['rtc-phone-changed', 'rtc-call-changed'] as const)
    document.addEventListener(news, look);
}

const isScreened = find('#screen', HTMLInputElement);
alice.addEventListener('rtc-screen', (event) => {
  if (isScreened.checked && event.detail.number === `carol-${number}`) event.preventDefault();
});

find('#guest', HTMLAnchorElement).href = pageUrl('./phone.html', { dial: number, signaling: 'local' }).href;
