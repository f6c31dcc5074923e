import { PhoneError } from '../../base/errors.js';
import type { Call } from '../../call/call.js';
import type { PhotoOptions } from '../../call/photo-options.js';
import type { Delivery } from './post-office.js';

/**
 * Sends a JSON value to all of some calls. Resolves when each of them has it.
 *
 * @throws {PhoneError} `bad-state`, when there are none; else as {@link Call.send}.
 */
export async function dataToAll(calls: readonly Call[], data: unknown): Promise<Delivery> {
  return await toAll(calls, (call) => call.send(data));
}

/**
 * Sends a photo to all of some calls, and tells the progress of all as one.
 *
 * @throws {PhoneError} `bad-state`, when there are none; else as {@link Call.sendPhoto}.
 */
export async function photoToAll(
  calls: readonly Call[],
  photo: Blob,
  { onProgress }: PhotoOptions = {},
): Promise<Delivery> {
  const sent = calls.map(() => 0);
  return await toAll(calls, (call, index) =>
    call.sendPhoto(photo, {
      onProgress: (sentBytes, totalBytes) => {
        sent[index] = sentBytes;
        onProgress?.(
          sent.reduce((sum, each) => sum + each),
          totalBytes * calls.length,
        );
      },
    }),
  );
}

async function toAll(
  calls: readonly Call[],
  send: (call: Call, index: number) => Promise<void>,
): Promise<Delivery> {
  if (calls.length === 0) throw new PhoneError('bad-state', 'There is no call to send it to.');
  await Promise.all(calls.map(send));
  return 'delivered';
}
