import { RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone, pageUrl } from './signaling.js';

/** A form that says what it would send. */
const phone = find('rtc-phone', RtcPhoneElement);
const form = find('form', HTMLFormElement);
const sent = find('#sent', HTMLOutputElement);

phone.setAttribute('number', makeGuestNumber());
connectPhone(phone);
find('#link', HTMLAnchorElement).href = pageUrl('./form.html', { call: 'bob' }).href;

const describe = (value: FormDataEntryValue) =>
  typeof value === 'string' ? value : `${value.name} (${value.type}, ${value.size.toLocaleString()} bytes)`;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const fields = [...new FormData(form)].map(([name, value]) => `${name}: ${describe(value)}`);
  sent.value = `Would be sent: ${fields.join(', ')}`;
});
form.addEventListener('reset', () => (sent.value = ''));
