/**
 * What a page gets by one script tag: all elements, and nothing before it is needed.
 *
 * The phone and its keypad come at once, the other elements right behind them, and what makes calls with the first
 * number. So the page is painted before most of the kit is there.
 */
export { RtcDialpadElement } from './elements/rtc-dialpad.js';
export { RtcPhoneElement } from './elements/rtc-phone.js';
export { setTexts } from './elements/base/texts.js';

void import('./elements/rtc-call.js');
void import('./elements/rtc-chat.js');
void import('./elements/rtc-contacts.js');
void import('./elements/rtc-history.js');
void import('./elements/rtc-local-camera.js');
void import('./elements/rtc-snapshot.js');
void import('./elements/place/place-scene.js');
