import { texts } from '../base/texts.js';
import type { Phone } from '../../phone/phone.js';

/** Why a phone reaches nobody now, in words. Undefined when it does. */
export function obstacleOf({ state }: Phone): string | undefined {
  const { dialpad } = texts();
  switch (state.phase) {
    case 'ready':
      return undefined;
    case 'connecting':
    case 'reconnecting':
      return dialpad.notReady;
    case 'offline':
    case 'failed':
      return dialpad.offline;
  }
}

/** What is good to know before a number rings, in words: somebody watches it, and its phones are not there. */
export function warningOf({ presence }: Phone, number: string): string | undefined {
  // As phones write it.
  const status = presence.statusOf(number.trim().normalize());
  return status === 'offline' ? texts().dialpad.seemsOffline : undefined;
}
