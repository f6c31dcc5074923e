import type { Call, RtcDetail } from '../src/index.js';

/** Presses the phone's call button, so to speak: what goes wrong is on the phone's own screen, in words. */
export function askToCall(phone: Element, number: string, { video }: { readonly video: boolean }): void {
  ask(phone, 'rtc-dial-request', { number, video });
}

/** Presses the phone's answer button. */
export function askToAnswer(phone: Element, call: Call): void {
  ask(phone, 'rtc-accept-request', { call, ...call.offered });
}

function ask<Type extends 'rtc-dial-request' | 'rtc-accept-request'>(
  phone: Element,
  type: Type,
  detail: RtcDetail<Type>,
): void {
  phone.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
}
