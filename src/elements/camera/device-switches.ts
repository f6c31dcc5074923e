import type { RtcDetail, RtcRequest } from '../events.js';
import type { Call } from '../../call/call.js';
import type { LocalMedia } from '../../media/local-media.js';

/** Asks the page, then the phone. True when it is done. */
export type RtcAsk = <Type extends RtcRequest>(type: Type, detail: RtcDetail<Type>) => Promise<boolean>;

/**
 * Switches the camera as somebody in a call means it: on, it is sent, too, to whom no picture was sent so far.
 *
 * @param call Undefined for all calls and the room.
 */
export async function switchCamera(
  ask: RtcAsk,
  media: LocalMedia | undefined,
  { call, isSent, on }: { readonly call?: Call; readonly isSent: boolean; readonly on: boolean },
): Promise<void> {
  if (on && !isSent && !(await ask('rtc-video-request', { ...(call && { call }), on }))) return;
  if (media?.camera.enabled !== on || media.camera.status === 'failed') {
    await ask('rtc-camera-request', { enabled: on });
  }
}
