import { ACK_TIMEOUT_MS, RING_TIMEOUT_MS } from '../wire/limits.js';
import type { CallState, EndReason } from './call-state.js';

/** The callee waits a little longer than the caller, whose word it is that nobody answered. */
const CALLEE_GRACE_MS = 2_000;

interface PhaseLimit {
  readonly afterMs: number;
  readonly reason: EndReason;
}

const LIMITS: Readonly<Record<CallState['phase'], PhaseLimit | undefined>> = {
  calling: { afterMs: ACK_TIMEOUT_MS, reason: 'unreachable' },
  ringing: { afterMs: RING_TIMEOUT_MS, reason: 'no-answer' },
  incoming: { afterMs: RING_TIMEOUT_MS + CALLEE_GRACE_MS, reason: 'no-answer' },
  connecting: { afterMs: 20_000, reason: 'no-route' },
  active: undefined,
  reconnecting: { afterMs: 30_000, reason: 'connection-lost' },
  ended: undefined,
};

/** How long a call may stay in a phase, and what it ends with when it does. */
export function phaseLimit({ phase }: CallState): PhaseLimit | undefined {
  return LIMITS[phase];
}
