import { RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { pageUrl } from './signaling.js';

/** A phone that broadcasts, and one that watches it; with `watch` in the address of the page, only one that watches. */
const address = new URL(location.href);
const { searchParams } = address;
const watched = searchParams.get('watch');
const number = watched ?? (searchParams.get('number') || makeGuestNumber());

const star = find('#star', RtcPhoneElement);
const fan = find('#fan', RtcPhoneElement);

if (watched === null) {
  // So that this page broadcasts for the same viewers when it is loaded again.
  searchParams.set('number', number);
  history.replaceState(null, '', address);
  star.setAttribute('number', number);
} else {
  star.remove();
}
fan.setAttribute('watch', number);
fan.setAttribute('number', makeGuestNumber());

find('#guest', HTMLAnchorElement).href = pageUrl('./broadcast.html', { watch: number }).href;
