import { RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone, pageUrl } from './signaling.js';

/** One phone and its past calls. `number` in the address of the page says whose. */
const address = new URL(location.href);
const number = address.searchParams.get('number') || makeGuestNumber();

// So that this page has the same calls when it is loaded again.
address.searchParams.set('number', number);
history.replaceState(null, '', address);

const phone = find('rtc-phone', RtcPhoneElement);
phone.setAttribute('number', number);
connectPhone(phone);

find('#guest', HTMLAnchorElement).href = pageUrl('./phone.html', { dial: number }).href;
