import type { Call } from '../../call/call.js';
import { shareProgress, type PhotoOptions } from '../../call/photo-progress.js';
import type { Delivery } from './post-office.js';

/** Sends a JSON value to all of some calls. Resolves when each of them has it. */
export async function dataToAll(calls: readonly Call[], data: unknown): Promise<Delivery> {
  await Promise.all(calls.map((call) => call.send(data)));
  return 'delivered';
}

/** Sends a photo to all of some calls, and tells the progress of all as one. */
export async function photoToAll(
  calls: readonly Call[],
  photo: Blob,
  options: PhotoOptions = {},
): Promise<Delivery> {
  const shares = shareProgress(options, calls.length);
  await Promise.all(calls.map((call, index) => call.sendPhoto(photo, shares[index])));
  return 'delivered';
}
