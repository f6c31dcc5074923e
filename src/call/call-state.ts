import type { ByeReason } from '../wire/message.js';

/**
 * Why a call is over. Both sides end with the same word; when both end it at once, see {@link outranks}.
 *
 * - `hung-up`: somebody ended a call that had been accepted.
 * - `cancelled`: the caller gave up before an answer; to the callee, a missed call.
 * - `declined`: a person, or a policy of theirs, refused the call.
 * - `busy`: the other side is in another call.
 * - `no-answer`: it rang for 45 s and nobody answered.
 * - `unreachable`: for 8 s no device of that number said that it rings.
 * - `elsewhere`: another device of the same number took the call.
 * - `left`: the other page was closed.
 * - `full`: the room or the broadcast has no place left.
 * - `removed`: whoever broadcasts has sent this viewer away.
 * - `no-route`: accepted, but for 20 s no path was found between the two browsers.
 * - `connection-lost`: the path broke and did not come back for 30 s.
 * - `failed`: something else went wrong; an `error` event told what.
 */
export type EndReason = ByeReason;

/** Where a call stands. All a screen shows follows from this value. */
export type CallState =
  /** Outgoing. No device of the other number has been heard of yet. */
  | { readonly phase: 'calling' }
  /** Outgoing. A device of the other number rings. */
  | { readonly phase: 'ringing' }
  /** Somebody calls this phone, and nobody has answered yet. */
  | { readonly phase: 'incoming' }
  /** Accepted; the browsers look for a path. */
  | { readonly phase: 'connecting' }
  /** The two are talking, or were a moment ago. `since`: when they first could, in milliseconds since 1970. */
  | { readonly phase: 'active' | 'reconnecting'; readonly since: number }
  /**
   * Over. `by`: whose doing it was. `at`: when, in milliseconds since 1970. Replaced once more only when it turns out
   * that the other side had ended the call too, with a reason that goes before ours.
   */
  | {
      readonly phase: 'ended';
      readonly reason: EndReason;
      readonly by: 'local' | 'remote';
      readonly at: number;
      readonly since?: number;
    };

/** Something that became known about a call. `at` in milliseconds since 1970. */
export type CallFact =
  /** A device of the other number rings. */
  | { readonly type: 'rang' }
  /** The callee took the call. */
  | { readonly type: 'accepted' }
  /** Packets flow. */
  | { readonly type: 'connected'; readonly at: number }
  /** Packets stopped. */
  | { readonly type: 'interrupted' }
  | {
      readonly type: 'ended';
      readonly reason: EndReason;
      readonly by: 'local' | 'remote';
      readonly at: number;
    }
  /** The other side ended the call too, before it had heard of our end, for a reason that goes before ours. */
  | { readonly type: 'overruled'; readonly reason: EndReason };

/** Strongest first: what a person did, then what a clock said, then what broke. */
const RANKS: readonly EndReason[] = [
  'elsewhere',
  'declined',
  'busy',
  'cancelled',
  'removed',
  'hung-up',
  'full',
  'left',
  'no-answer',
  'unreachable',
  'no-route',
  'connection-lost',
  'failed',
];

/** Whether one reason goes before another: when two end a call at once, both keep the one that goes before. */
export function outranks(one: EndReason, other: EndReason): boolean {
  return RANKS.indexOf(one) < RANKS.indexOf(other);
}

/** The state after a fact, or the same one: late and repeated facts are normal, networks reorder and repeat. */
export function nextState(state: CallState, fact: CallFact): CallState {
  if (state.phase === 'ended') return correctedState(state, fact);
  if (fact.type === 'ended') return endedState(state, fact);

  switch (state.phase) {
    case 'calling':
      if (fact.type === 'rang') return { phase: 'ringing' };
      return fact.type === 'accepted' ? { phase: 'connecting' } : state;
    case 'ringing':
    case 'incoming':
      return fact.type === 'accepted' ? { phase: 'connecting' } : state;
    case 'connecting':
      return fact.type === 'connected' ? { phase: 'active', since: fact.at } : state;
    case 'active':
      return fact.type === 'interrupted' ? { phase: 'reconnecting', since: state.since } : state;
    case 'reconnecting':
      return fact.type === 'connected' ? { phase: 'active', since: state.since } : state;
  }
}

type Ended = Extract<CallState, { phase: 'ended' }>;

function correctedState(state: Ended, fact: CallFact): CallState {
  if (fact.type !== 'overruled' || !outranks(fact.reason, state.reason)) return state;
  return { ...state, reason: fact.reason, by: 'remote' };
}

function endedState(state: CallState, { reason, by, at }: Extract<CallFact, { type: 'ended' }>): CallState {
  const since = 'since' in state ? state.since : undefined;
  return { phase: 'ended', reason, by, at, ...(since !== undefined && { since }) };
}

/** Whether both sides have agreed to talk, and nobody has hung up. */
export function hasAgreed({ phase }: CallState): boolean {
  return phase === 'connecting' || phase === 'active' || phase === 'reconnecting';
}

/** What hanging up means where the call stands: giving up, refusing, or saying goodbye. */
export function hangUpReason({ phase }: CallState): EndReason {
  switch (phase) {
    case 'calling':
    case 'ringing':
      return 'cancelled';
    case 'incoming':
      return 'declined';
    case 'connecting':
    case 'active':
    case 'reconnecting':
    case 'ended':
      return 'hung-up';
  }
}
