import type { CallState } from '../call/call-state.js';

/** What the policy looks at of a call under way. */
export interface CallOnHand {
  readonly id: string;
  readonly number: string;
  readonly direction: 'outgoing' | 'incoming';
  readonly state: CallState;
}

/** An incoming ring: the call's id, and the verified number it comes from. */
export interface Ring {
  readonly id: string;
  readonly from: string;
}

/**
 * What becomes of a ring.
 *
 * - `ring`: the person is told.
 * - `busy`: the caller is told that this phone is in another call.
 * - `ignore`: nothing happens.
 * - `yield`: both dialled each other and their call goes on: ours is dropped, theirs accepted, since this person wanted it.
 */
export type RingDecision =
  { readonly type: 'ring' | 'busy' | 'ignore' } | { readonly type: 'yield'; readonly ours: string };

/** Decides about a ring. When two dial each other (glare), both sides keep the call with the greater id. */
export function decideRing(ring: Ring, self: string, calls: readonly CallOnHand[]): RingDecision {
  if (ring.from === self) return { type: 'ignore' };
  const ours = calls.find((call) => call.number === ring.from && isDialling(call));
  if (ours) return ours.id > ring.id ? { type: 'ignore' } : { type: 'yield', ours: ours.id };
  return { type: calls.length > 0 ? 'busy' : 'ring' };
}

function isDialling({ direction, state }: CallOnHand): boolean {
  return direction === 'outgoing' && (state.phase === 'calling' || state.phase === 'ringing');
}
