/**
 * How long to wait before a try, in milliseconds: 250, 500, 1,000 … up to `maxMs`, each 20 % more or less.
 *
 * The jitter keeps a thousand phones that lost the same server from coming back in the same moment.
 *
 * @param attempt 1 for the first try that follows a failure.
 */
export function retryDelayMs(
  attempt: number,
  { baseMs = 250, maxMs = 3_000, random = Math.random } = {},
): number {
  const flat = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(flat * (0.8 + 0.4 * random()));
}
