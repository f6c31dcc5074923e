/**
 * A page that uses the package as published. It is compiled, never run: with the strictest settings a user may have, so
 * that our declarations hold without `skipLibCheck` and without Node's types.
 */
import 'rtc-elements';
import type { RtcPhoneElement } from 'rtc-elements';
import { Phone } from 'rtc-elements/core';
import 'rtc-elements/testing';
import 'rtc-elements/rtc-call.js';

const phone: RtcPhoneElement | null = document.querySelector('rtc-phone');
phone?.addEventListener('rtc-ready', ({ detail }) => detail.number.toUpperCase());
document.addEventListener('rtc-call-ended', ({ detail }) => detail.reason satisfies string);

export const core: Phone = new Phone({ number: '42' });
