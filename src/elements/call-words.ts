import { texts } from './texts.js';
import type { Call } from '../call/call.js';
import type { LocalMedia } from '../media/local-media.js';

/** How a call stands, in words. */
export function callWords({ state, direction, offered }: Call, media: LocalMedia | undefined): string {
  const { call, ended } = texts();
  switch (state.phase) {
    case 'incoming':
      if (isStarting(media)) return call.starting;
      return offered.video ? call.incomingVideo : call.incomingVoice;
    case 'calling':
      return isStarting(media) ? call.starting : call.calling;
    case 'ringing':
    case 'connecting':
    case 'active':
    case 'reconnecting':
      return call[state.phase];
    case 'ended': {
      const { reason, by } = state;
      return ended[`${reason}-${by}`] ?? ended[`${reason}-${direction}`] ?? ended[reason];
    }
  }
}

/** While the devices start the browser may be asking the person, who should then look there. */
function isStarting(media: LocalMedia | undefined): boolean {
  return media?.microphone.status === 'starting' || media?.camera.status === 'starting';
}
