import { RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone, pageUrl } from './signaling.js';

/** One phone, of which one can choose the sounds. `number` in the address of the page says whose. */
const number = new URLSearchParams(location.search).get('number') ?? makeGuestNumber();
const phone = find('rtc-phone', RtcPhoneElement);
const silent = find('#silent', HTMLInputElement);

phone.setAttribute('number', number);
connectPhone(phone);
find('#guest', HTMLAnchorElement).href = pageUrl('./phone.html', { dial: number }).href;

silent.addEventListener('change', () => (phone.silent = silent.checked));
for (const name of ['ringtone', 'ringback'] as const) {
  const field = find(`#${name}`, HTMLInputElement);
  field.addEventListener('change', () => {
    const [file] = field.files ?? [];
    URL.revokeObjectURL(phone[name] ?? '');
    if (file) phone.setAttribute(name, URL.createObjectURL(file));
    else phone.removeAttribute(name);
  });
}
