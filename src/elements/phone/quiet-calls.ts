import type { Call } from '../../call/call.js';

/** Incoming calls that the page answers in its own way: no card is shown for them while they ring. */
export const quietCalls = new WeakSet<Call>();
