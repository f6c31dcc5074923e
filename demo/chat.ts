import { RtcChatElement, RtcDialpadElement, RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone, pageUrl } from './signaling.js';

/**
 * One phone and a chat. The address of the page says whose (`number`) and with whom (`with`); with an empty `with` it is
 * with whoever the call is with.
 */
const address = new URL(location.href);
const { searchParams } = address;
const number = searchParams.get('number') || makeGuestNumber();
const partner = searchParams.get('with') ?? makeGuestNumber();

// So that this page has the same chat when it is loaded again.
searchParams.set('number', number);
searchParams.set('with', partner);
history.replaceState(null, '', address);

find('rtc-chat', RtcChatElement).number = partner;
find('rtc-dialpad', RtcDialpadElement).value = partner;
const phone = find('rtc-phone', RtcPhoneElement);
phone.setAttribute('number', number);
connectPhone(phone);

find('#guest', HTMLAnchorElement).href = pageUrl('./chat.html', { number: partner, with: number }).href;
