import { call as callTexts } from '../english/call.js';
import { ended as endedTexts } from '../english/ended.js';
import { several } from '../english/several.js';
import { addTexts, texts } from '../base/texts.js';
import { TALKING } from './call-phases.js';
import type { Call } from '../../call/call.js';
import type { LocalMedia } from '../../media/local-media.js';

addTexts({ call: callTexts, ended: endedTexts, several });

/** Whether one of the two has put the call on hold. */
export const isOnHold = ({ state, held, remoteMedia }: Call): boolean =>
  state.phase === 'active' && (held || remoteMedia.held === true);

/** How a call stands, in words. */
export function callWords(shown: Call, media: LocalMedia | undefined): string {
  const { state, direction, offered } = shown;
  const { call, ended } = texts();
  if (isOnHold(shown)) return shown.held ? texts().several.onHold : texts().several.heldByThem;
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

/** Whether there is a picture to see: while the two talk; and before, of a caller who wants that and is trusted here. */
export function isInSight(call: Call): boolean {
  const { phase } = call.state;
  if (TALKING.has(phase)) return call.remoteMedia.video && !isOnHold(call);
  return phase !== 'ended' && call.remoteStream.getVideoTracks().some(({ muted }) => !muted);
}
