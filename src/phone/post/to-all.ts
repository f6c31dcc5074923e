import { PhoneError } from '../../base/errors.js';
import type { Call } from '../../call/call.js';
import { shareProgress, type PhotoOptions } from '../../call/photo-progress.js';
import type { Delivery } from './post-office.js';

/**
 * Sends a JSON value to all of some calls. Resolves when each of them has it.
 *
 * @throws {PhoneError} `bad-state`, when there are none; else as {@link Call.send}.
 */
export async function dataToAll(calls: readonly Call[], data: unknown): Promise<Delivery> {
  requireSome(calls);
  await Promise.all(calls.map((call) => call.send(data)));
  return 'delivered';
}

/**
 * Sends a photo to all of some calls, and tells the progress of all as one.
 *
 * @throws {PhoneError} `bad-state`, when there are none; else as {@link Call.sendPhoto}.
 */
export async function photoToAll(
  calls: readonly Call[],
  photo: Blob,
  options: PhotoOptions = {},
): Promise<Delivery> {
  requireSome(calls);
  const shares = shareProgress(options, calls.length);
  await Promise.all(calls.map((call, index) => call.sendPhoto(photo, shares[index])));
  return 'delivered';
}

function requireSome(calls: readonly Call[]): void {
  if (calls.length === 0) throw new PhoneError('bad-state', 'There is no call to send it to.');
}
