import { fixture, html } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';

import type { CallState } from '../../src/call/call-state.js';
// Loaded beforehand, so that every phone has it at once.
import '../../src/elements/sound/ringer.js';
import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import type { Ear } from './ear.js';
import { settled } from './element.js';
import { asPhone, makeCall, makePhone, type FakeCall } from './fake-phone.js';

/** A pitch of each tone, in Hz, that no other one has; two where one would not do. */
export const RINGTONE = 587.33;
export const RINGBACK = [440, 480] as const;
export const BUSY = [480, 620] as const;
export const WAITING = 440;
export const GOODBYE = 523.25;

export const INCOMING = { direction: 'incoming', state: { phase: 'incoming' } } as const;
export const ACTIVE = { phase: 'active', since: 0 } as const;

type Ended = Extract<CallState, { phase: 'ended' }>;

/** The end of a call; `since` when the two had talked. */
export const endOf = (reason: Ended['reason'], talk: Pick<Ended, 'since'> = {}): Ended => ({
  phase: 'ended',
  reason,
  by: 'remote',
  at: 0,
  ...talk,
});

/** A complete phone that makes its sounds, and whose calls are the test's. */
export async function showSounding(options: Partial<RtcPhoneElement> = {}) {
  const phone = makePhone();
  const element = await fixture<RtcPhoneElement>(html`<rtc-phone .phone=${asPhone(phone)}></rtc-phone>`);
  Object.assign(element, options);
  await settled(element);
  const begin = async (changes: Partial<FakeCall> = {}) => {
    const call = makeCall(changes);
    phone.begin(call);
    await settled(element);
    return call;
  };
  /** Several calls at once. */
  const have = async (...calls: readonly FakeCall[]) => {
    const get = () => calls.filter(({ state }) => state.phase !== 'ended');
    Object.defineProperty(phone, 'calls', { configurable: true, get });
    phone.dispatchEvent(new Event('callschange'));
    await settled(element);
  };
  return { element, phone, begin, have };
}

/** Takes the phones off the page, and waits until nothing is heard. */
export async function endSounds(ear: Ear): Promise<void> {
  for (const phone of document.querySelectorAll('rtc-phone')) phone.remove();
  await ear.waitForSilence();
  ear.close();
}

/** A press on the page, after which browsers let it be heard. */
export async function pressPage(): Promise<void> {
  await sendMouse({ type: 'click', position: [1, 1] });
}
