import { hasAgreed } from '../../call/call-state.js';
import type { Standing } from '../../call/standing.js';

/** Two dial each other: how long after one call was answered the ring of the other may still come, in milliseconds. */
const STRAGGLER_MS = 5_000;

/** What the policy looks at of a call under way. */
export interface CallOnHand {
  readonly id: string;
  readonly number: string;
  readonly standing: Standing;
  /** When it was answered, in milliseconds since 1970. Undefined before. */
  readonly answeredAt: number | undefined;
}

/** An incoming ring: the call's id, the verified number it comes from, and its device. */
export interface Ring {
  readonly id: string;
  readonly from: string;
  readonly device: string;
  /** When it was sent, in milliseconds since 1970 by our clock. */
  readonly sentAt: number;
}

/**
 * What becomes of a ring.
 *
 * - `ring`: the person is told.
 * - `busy`: the caller is told that this phone is in another call.
 * - `ignore`: nothing happens, also when it is repeated.
 * - `join`: both dialled each other and their call goes on: ours becomes theirs, since this person wanted it.
 * - `replace`: the number calls anew while its old call hangs on here. That one is over, and the new one rings.
 */
export type RingDecision<Known extends CallOnHand = CallOnHand> =
  { readonly type: 'ring' | 'busy' | 'ignore' } | { readonly type: 'join' | 'replace'; readonly call: Known };

/**
 * Decides about a ring. When two dial each other (glare), both sides keep the call with the greater id.
 *
 * @param calls Those for the same purpose: a call in a room does not get in the way of one between two people.
 * @param free Whether the person can be told of one more call.
 */
export function decideRing<Known extends CallOnHand>(
  ring: Ring,
  self: string,
  calls: readonly Known[],
  free = calls.length === 0,
): RingDecision<Known> {
  if (ring.from === self) return { type: 'ignore' };
  const call = calls.find(({ number }) => number === ring.from);
  if (!call) return { type: free ? 'ring' : 'busy' };
  if (isDialling(call)) return call.id > ring.id ? { type: 'ignore' } : { type: 'join', call };
  if (isStraggler(ring, call)) return { type: 'ignore' };
  return isOver(ring, call) ? { type: 'replace', call } : { type: 'busy' };
}

function isDialling({ standing: { role, state } }: CallOnHand): boolean {
  return role === 'caller' && !hasAgreed(state);
}

/** The other side dialled too, took our call instead, and its ring comes after its answer. */
function isStraggler({ id, device, sentAt }: Ring, call: CallOnHand): boolean {
  const { role, devices } = call.standing;
  const { answeredAt } = call;
  if (role !== 'caller' || device !== devices.partner || answeredAt === undefined) return false;
  return id < call.id && sentAt < answeredAt + STRAGGLER_MS;
}

/** Whether the other side cannot be in its old call any more: a device is in one call, and a lost page calls again. */
function isOver({ device }: Ring, { standing: { state, devices } }: CallOnHand): boolean {
  return device === devices.partner || state.phase === 'incoming' || state.phase === 'reconnecting';
}
