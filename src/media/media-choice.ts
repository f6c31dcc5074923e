/** The two kinds of media a call carries, as MediaStreamTrack.kind names them. */
export type MediaKind = 'audio' | 'video';

/** Which kinds are meant: to ask for, to send, to answer with. */
export interface MediaChoice {
  readonly audio: boolean;
  readonly video: boolean;
}

/** Where a camera looks: at the person who holds the device, or away (W3C Media Capture 4.3.8, `facingMode`). */
export type Facing = 'user' | 'environment';

/** The device a person chose: one by its id or, of cameras, the one that looks this way. */
export interface ChosenDevice {
  readonly id?: string;
  readonly facing?: Facing;
}
