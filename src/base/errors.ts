/** Why something failed. Stable across releases, so pages may switch on it. */
export type PhoneErrorCode =
  /** A value handed to the kit makes no sense; the message names the option and what it may be. */
  | 'bad-option'
  /** A number is empty, too long, or holds characters no number may have. */
  | 'bad-number'
  /** A phone cannot call its own number. */
  | 'self-call'
  /** The call or the phone is not in a phase that allows this. */
  | 'bad-state'
  /** The phone is in as many calls as it may be. */
  | 'too-many-calls'
  /** An element asked for a phone and there is none around it, nor one with the id in `for`. */
  | 'no-phone'
  /** This browser, or this way of embedding the page, has no WebRTC. */
  | 'unsupported'
  /** Browsers lend cameras and microphones only to https pages and localhost. */
  | 'insecure-context'
  /** The person, or the system, refused the camera or the microphone. */
  | 'media-denied'
  /** The person closed the browser's question without an answer. */
  | 'media-dismissed'
  /** The page or the frame around it forbids the camera or the microphone (Permissions Policy). */
  | 'media-blocked'
  /** There is no such camera or microphone. */
  | 'media-missing'
  /** The camera or microphone is there, but the system or another program holds it. */
  | 'media-busy'
  /** The camera or microphone failed for a reason the browser did not tell. */
  | 'media-failed'
  /** The signaling service refused the publish or subscribe key. */
  | 'bad-keys'
  /** The signaling service refused the token, or the token does not allow this. */
  | 'forbidden'
  /** The signaling service could not be reached. */
  | 'network'
  /** The other side of the call could not be told, in all the time and by all the ways there were. */
  | 'not-delivered'
  /** A direct connection is needed for this, and there is none now. */
  | 'not-connected'
  /** A message or a photo is larger than the kit sends. */
  | 'too-large'
  /** What arrived is not our protocol. */
  | 'bad-message'
  /** A sealed message could not be opened: another cipher key, or somebody changed it. */
  | 'bad-seal'
  /** The browsers could not agree on the connection, in all the tries they are allowed. */
  | 'negotiation-failed'
  /** No path was found between the two browsers; the message says what may help. */
  | 'no-route'
  /** Something failed that the kit knows no better name for; `cause` does. */
  | 'failed';

/** The one error type of the kit. What went wrong underneath is its `cause`. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError';
  readonly code: PhoneErrorCode;

  constructor(code: PhoneErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Any failure as one of ours: itself if it is one, else wrapped with the given code. */
  static from(cause: unknown, code: PhoneErrorCode, message: string): PhoneError {
    return cause instanceof PhoneError ? cause : new PhoneError(code, message, { cause });
  }
}
