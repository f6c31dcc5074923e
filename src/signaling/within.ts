import { PhoneError } from '../base/errors.js';
import { later, unlessAborted } from '../base/lifetime.js';

/**
 * The promise's outcome, unless the service takes too long for it.
 *
 * @throws {PhoneError} `network`, after `limitMs`; the signal's reason, when it aborts.
 */
export function within<T>(limitMs: number, signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const limited = new Promise<T>((resolve, reject) => {
    const stop = later(limitMs, signal, () =>
      reject(new PhoneError('network', 'The signaling service did not answer in time.')),
    );
    promise.then(resolve, reject).finally(stop);
  });
  return unlessAborted(limited, signal);
}

/**
 * How long a try may take, in milliseconds: short at first, since what hangs is mostly lost, and longer with every try,
 * since some networks are slow.
 */
export function openLimitMs(attempt: number): number {
  return Math.min(2_000 + attempt * 250, 5_000);
}
