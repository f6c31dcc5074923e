/** The two kinds of media a call carries, as MediaStreamTrack.kind names them. */
export type MediaKind = 'audio' | 'video';

/** Which kinds are meant: to ask for, to send, to answer with. */
export interface MediaChoice {
  readonly audio: boolean;
  readonly video: boolean;
}
