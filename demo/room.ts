import { RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { pageUrl } from './signaling.js';

/** Somebody at the door of a room. `number` in the address of the page says who, `room` which room. */
const address = new URL(location.href);
const { searchParams } = address;
const number = searchParams.get('number') || makeGuestNumber();
const room = searchParams.get('room') || 'standup';

// So that this page is the same phone when it is loaded again.
searchParams.set('number', number);
history.replaceState(null, '', address);

const phone = find('rtc-phone', RtcPhoneElement);
phone.setAttribute('room', room);
phone.setAttribute('number', number);

find('#guest', HTMLAnchorElement).href = pageUrl('./room.html', { room }).href;
