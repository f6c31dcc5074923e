import { RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { pageUrl } from './signaling.js';

/** A phone that tells what it does. */
const phone = find('#phone', RtcPhoneElement);
const number = makeGuestNumber();
phone.setAttribute('number', number);

const trace = find('#trace', HTMLPreElement);
find('#show', HTMLButtonElement).addEventListener('click', () => {
  void phone.trace().then((text) => {
    trace.hidden = false;
    trace.textContent = text;
  });
});

find('#guest', HTMLAnchorElement).href = pageUrl('./phone.html', { dial: number, signaling: 'local' }).href;
