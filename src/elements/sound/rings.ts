import type { Call } from '../../call/call.js';
import { AGREED } from '../call/call-phases.js';
import { answeredCalls } from '../phone/marks.js';
import { quietCalls } from '../phone/quiet-calls.js';

/** What needs no sound: the person has done it, or another device of theirs has. */
const UNHEARD: ReadonlySet<string> = new Set(['cancelled', 'elsewhere']);

/** What is to be heard as long as the calls stand as they do. */
export function soundOf(calls: readonly Call[]): 'ringtone' | 'waiting' | 'ringback' | undefined {
  const ours = calls.filter(isBetweenTwo);
  if (ours.some(isRinging)) return isInTalk(ours) ? 'waiting' : 'ringtone';
  return ours.some(({ state }) => state.phase === 'ringing') ? 'ringback' : undefined;
}

/** What is to be heard once when a call has ended and these are left. */
export function soundAfter(call: Call, left: readonly Call[]): 'busy' | 'ended' | undefined {
  const { state, direction } = call;
  if (state.phase !== 'ended' || !isBetweenTwo(call)) return undefined;
  // Not into the ear of somebody who talks to another one.
  if (state.since !== undefined) return isInTalk(left) ? undefined : 'ended';
  return direction === 'outgoing' && !UNHEARD.has(state.reason) ? 'busy' : undefined;
}

/** Whether somebody has the phone at the ear. */
const isInTalk = (calls: readonly Call[]): boolean => calls.some(({ state }) => AGREED.has(state.phase));

/** Rooms and broadcasts are entered, nobody is rung up. */
const isBetweenTwo = ({ purpose }: Call): boolean => purpose !== 'room' && purpose !== 'broadcast';

const isRinging = (call: Call): boolean =>
  call.state.phase === 'incoming' && !quietCalls.has(call) && !answeredCalls.has(call);
