import type { CallState } from '../../call/call-state.js';

/** How an element with a call stands: as the call does, or without one. */
export type Phase = CallState['phase'] | 'idle';

/** The two can hear each other, or could a moment ago. */
export const TALKING: ReadonlySet<Phase> = new Set(['active', 'reconnecting']);
/** Both have agreed to talk. */
export const AGREED: ReadonlySet<Phase> = new Set([...TALKING, 'connecting']);
/** This person has: what is wrong with the own devices is of interest. */
export const COMMITTED: ReadonlySet<Phase> = new Set([...AGREED, 'calling', 'ringing']);
