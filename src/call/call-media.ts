import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice, MediaKind } from '../media/media-choice.js';
import type { MediaHold } from '../media/media-hold.js';
import type { LinePlan, Peer } from '../peer/peer.js';
import { PhoneError } from '../base/errors.js';

const NOTHING: MediaChoice = { audio: false, video: false };

export interface CallMediaInit {
  readonly media: LocalMedia;
  readonly peer: Peer;
  readonly signal: AbortSignal;
  /** What we send, or what arrives, is not what it was. */
  readonly changed: () => void;
  /** Tells the other side what it now gets. */
  readonly announce: (sent: MediaChoice) => void;
  /** A device is missing that was wanted; the call goes on with what is left. */
  readonly missing: (error: PhoneError) => void;
}

/**
 * Brings this person's devices onto the lines of one call, and keeps them there.
 *
 * The devices belong to the phone, which shares them among its calls; a call only holds them. What a line carries follows
 * the device: muted, switched off, unplugged, or exchanged for another one, always without a new negotiation.
 */
export class CallMedia {
  readonly #init: CallMediaInit;
  #hold: MediaHold | undefined;
  #sending: MediaChoice = NOTHING;
  #announced: MediaChoice | undefined;

  constructor(init: CallMediaInit) {
    this.#init = init;
    const { media, signal } = init;
    const follow = () => this.#follow();
    media.addEventListener('trackchange', follow, { signal });
    media.addEventListener('statechange', follow, { signal });
    signal.addEventListener('abort', () => this.#hold?.release(), { once: true });
  }

  /** What this side means to send. */
  get sending(): MediaChoice {
    return this.#sending;
  }

  /** What really leaves: a muted microphone sends nothing, nor does a camera that is off. */
  get sent(): MediaChoice {
    return { audio: this.#carries('audio'), video: this.#carries('video') };
  }

  /** How the lines are used for what this side means to send. All that the other side may want to send is welcome. */
  get plan(): LinePlan {
    const { audio, video } = this.#sending;
    return { audio: { send: audio, receive: true }, video: { send: video, receive: true } };
  }

  /** Decides what to send, before the devices are there. */
  choose(choice: MediaChoice): void {
    this.#sending = choice;
  }

  /**
   * Opens the devices of the choice, once the person has said what to send.
   *
   * Where the browser would ask the person first, this resolves after the answer: nobody should ring, or answer, who may
   * yet refuse. Otherwise it resolves at once, and `opened` later: a camera takes its time to start.
   *
   * @throws {PhoneError} `media-…`, when the person refused, or none of the devices is to be had.
   */
  async openOrAsk(): Promise<{ readonly opened: Promise<void> }> {
    const permission = await this.#init.media.permission(this.#sending);
    const opened = this.#open();
    // Whoever gets `opened` hears of a failure; it may come before anybody listens.
    opened.catch(() => {});
    if (permission !== 'granted') await opened;
    return { opened };
  }

  async #open(): Promise<void> {
    const { media, signal, missing } = this.#init;
    const hold = await media.open(this.#sending, signal);
    if (signal.aborted) {
      hold.release();
      return;
    }
    this.#hold?.release();
    this.#hold = hold;
    for (const error of Object.values(hold.errors)) missing(error);
    this.#follow();
  }

  /** Goes on without a device, and takes whatever of them comes back. */
  goOnWithout(error: PhoneError): void {
    const { media, signal, missing } = this.#init;
    missing(error);
    if (signal.aborted) return;
    this.#hold ??= media.keep(this.#sending);
    this.#follow();
  }

  /** Sends video from now on, or sends it no longer. */
  async setVideo(on: boolean): Promise<void> {
    const { media, peer } = this.#init;
    const choice = { ...this.#sending, video: on };
    await this.#hold?.change(choice);
    if (on) await media.setCameraEnabled(true);
    const error = on && this.#hold?.errors.video;
    if (error) throw error;
    this.#sending = choice;
    peer.setPlan(this.plan);
    this.#follow();
  }

  /** Says once more what is being sent: to somebody who may not have heard it. */
  announce(): void {
    this.#announced = this.sent;
    this.#init.announce(this.#announced);
  }

  #follow(): void {
    this.#putOnLine('audio');
    this.#putOnLine('video');
    const { audio, video } = this.sent;
    if (this.#announced && (this.#announced.audio !== audio || this.#announced.video !== video))
      this.announce();
    this.#init.changed();
  }

  #putOnLine(kind: MediaKind): void {
    const { media, peer, missing } = this.#init;
    const track = this.#hold && this.#sending[kind] ? media.track(kind) : null;
    peer.setTrack(kind, track).catch((cause: unknown) => {
      missing(PhoneError.from(cause, 'media-failed', `The ${kind} could not be put on the line.`));
    });
  }

  #carries(kind: MediaKind): boolean {
    const { media } = this.#init;
    const { enabled, interrupted } = kind === 'audio' ? media.microphone : media.camera;
    const flows = enabled && !interrupted && media.track(kind) !== null;
    return this.#hold !== undefined && this.#sending[kind] && flows;
  }
}
