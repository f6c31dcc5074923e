import type { Call } from '../../call/call.js';

/** What the pictures of all calls together may take of the line, in bits per second: most lines at home upload more. */
const BUDGET = 2_400_000;
/** Less than this is no picture any more. */
const LEAST = 120_000;
/** What one picture takes at most: a call between two people is not held back. */
const ENOUGH = 2_500_000;

/** How much each of so many calls may send as picture, in bits per second. */
function videoShare(calls: number): number {
  return calls <= 1 ? ENOUGH : Math.max(LEAST, Math.floor(BUDGET / calls));
}

/** Shares the line among calls that carry the same picture to several people. */
export function shareBandwidth(calls: readonly Call[]): void {
  const share = videoShare(calls.length);
  for (const call of calls) call.limitVideo(calls.length > 1 ? share : undefined);
}
