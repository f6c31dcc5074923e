import { PhoneError } from '../base/errors.js';
import type { IceSettings } from './ice-source.js';

/**
 * Why no path was found, as far as one side can tell, and what the owner of the site can do about it.
 *
 * @param settings What the connection was made with. Undefined when there was none.
 * @param localSdp Our description, with the addresses that we found of ourselves.
 */
export function noRoute(settings: IceSettings | undefined, localSdp: string): PhoneError {
  return new PhoneError('no-route', `No path was found to the other browser. ${hint(settings, localSdp)}`, {
    cause: settings?.failure,
  });
}

function hint(settings: IceSettings | undefined, localSdp: string): string {
  if (settings?.failure !== undefined) return 'The iceServers could not be fetched; the cause says why.';
  if (!settings?.turn) return 'A TURN server among the iceServers makes a way where there is no direct one.';
  const types = new Set(Array.from(localSdp.matchAll(/^a=candidate:.* typ (\w+)/gm), ([, type]) => type));
  if (!types.has('relay')) {
    return 'The TURN server gave no address: it cannot be reached from here, or refuses the credentials.';
  }
  return 'Not even by the TURN server: it may forward to nobody, or the other side reaches it neither.';
}
