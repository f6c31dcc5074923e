import { PhoneError } from '../base/errors.js';
import { listDevices } from './devices.js';
import type { ChosenDevice } from './media-choice.js';
import type { MediaInput } from './media-input.js';

/**
 * The camera to turn to: of a phone the one that looks the other way, of a computer the next one.
 *
 * Before a camera was open nothing is known of it; then it is the one that looks away from the person, if there is one.
 *
 * @throws {PhoneError} `media-missing`, when there is but one.
 */
export async function otherCamera({ state, chosen }: MediaInput): Promise<ChosenDevice> {
  const cameras = (await listDevices()).filter(({ kind }) => kind === 'camera');
  if (cameras.length === 1) throw onlyCamera();

  const facing = state.facing ?? chosen?.facing;
  if (facing !== undefined || state.status !== 'on')
    return { facing: facing === 'environment' ? 'user' : 'environment' };

  const next = cameras[(cameras.findIndex(({ id }) => id === state.deviceId) + 1) % cameras.length];
  if (!next) throw onlyCamera();
  return { id: next.id };
}

export function onlyCamera(): PhoneError {
  return new PhoneError('media-missing', 'There is no other camera.');
}
