import { AudioMix } from './audio-mix.js';
import type { LocalMedia } from './local-media.js';

/** What has to be known of a call to record it. */
export interface RecordableCall extends EventTarget {
  readonly held: boolean;
  readonly remoteStream: MediaStream;
}

/**
 * What both sides of a call say, and the picture of the other one, in one stream for a MediaRecorder, until the signal
 * aborts. The sound follows devices as they change; the picture is the one there is now, of which there may be none.
 *
 * To record somebody who does not know is forbidden in many countries, and this tells nobody: ask before, and say so in the
 * call. The call must be played meanwhile, as `<rtc-call>` does: browsers decode only what somebody plays.
 */
export function mixCall(call: RecordableCall, media: LocalMedia, signal: AbortSignal): MediaStream {
  signal.throwIfAborted();
  const mix = new AudioMix(() => {});
  const sound = mix.open();
  const follow = () => {
    const voice = call.held ? null : media.track('audio');
    mix.set([...(voice ? [voice] : []), ...call.remoteStream.getAudioTracks()]);
  };
  call.addEventListener('mediachange', follow, { signal });
  media.addEventListener('trackchange', follow, { signal });
  signal.addEventListener('abort', () => mix.close(), { once: true });
  follow();
  const [picture] = call.remoteStream.getVideoTracks();
  return new MediaStream([...(sound ? [sound] : []), ...(picture ? [picture] : [])]);
}
