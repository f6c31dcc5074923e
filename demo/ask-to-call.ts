import type { RtcDetail } from '../src/index.js';

/** Presses the phone's call button, so to speak: what goes wrong is on the phone's own screen, in words. */
export function askToCall(phone: Element, number: string, { video }: { readonly video: boolean }): void {
  const detail: RtcDetail<'rtc-dial-request'> = { number, video };
  phone.dispatchEvent(
    new CustomEvent('rtc-dial-request', { detail, bubbles: true, composed: true, cancelable: true }),
  );
}
