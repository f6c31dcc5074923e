import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice, MediaKind } from '../media/media-choice.js';
import type { MediaHold } from '../media/media-hold.js';
import type { SentMedia } from '../wire/message.js';
import type { LinePlan, Peer } from '../peer/peer.js';
import { PhoneError } from '../base/errors.js';

const NOTHING: MediaChoice = { audio: false, video: false };

export interface CallMediaInit {
  /** Whether the camera may be seen before both sides have agreed to talk. */
  readonly early: boolean;
  readonly media: LocalMedia;
  readonly peer: Peer;
  readonly signal: AbortSignal;
  /** What we send, or what arrives, is not what it was. */
  readonly changed: () => void;
  /** Tells the other side what it now gets. */
  readonly announce: (sent: SentMedia) => void;
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
  #announced: SentMedia | undefined;
  #begun = false;
  #early = false;
  #held = false;
  #heldThere = false;
  #planned = NOTHING;
  #hasShown = false;

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

  /** What really leaves: a muted microphone sends nothing, nor does a camera that is off, nor a call on hold. */
  get sent(): SentMedia {
    const [audio, video] = [this.#carries('audio'), this.#carries('video')];
    const screen = video && this.#showsScreen;
    return { audio, video, ...(this.#held && { held: true }), ...(screen && { screen }) };
  }

  /** Whether this side has put the call on hold. */
  get held(): boolean {
    return this.#held;
  }

  /** How the lines are used for what this side means to send. All that the other side may want to send is welcome. */
  get plan(): LinePlan {
    const { audio, video } = this.#meant;
    // A line that has carried a screen stays open for the next one, which then needs no negotiation.
    return planFor({ audio, video: video || this.#hasShown });
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
    media.keepScreen(signal);
    for (const error of Object.values(hold.errors)) missing(error);
    this.#follow();
  }

  /** Goes on without a device, and takes whatever of them comes back. */
  goOnWithout(error: PhoneError): void {
    const { media, signal, missing } = this.#init;
    missing(error);
    if (signal.aborted) return;
    this.#hold ??= media.keep(this.#sending);
    media.keepScreen(signal);
    this.#follow();
  }

  /** There is a way to somebody who has not accepted yet: it may carry the camera, and nothing else. */
  preview(): void {
    this.#early = this.#init.early;
    this.#follow();
  }

  /** Puts on the lines what is to be sent. Nothing else is before both sides have agreed to talk. */
  begin(): void {
    this.#begun = true;
    this.#follow();
  }

  /** Sends video from now on, or sends it no longer. */
  async setVideo(on: boolean): Promise<void> {
    const { media } = this.#init;
    const choice = { ...this.#sending, video: on };
    await this.#hold?.change({ ...choice, video: on && !this.#held });
    if (on) await media.setCameraEnabled(true);
    const error = on && this.#hold?.errors.video;
    if (error) throw error;
    this.#sending = choice;
    this.#follow();
  }

  /** Puts the call on hold, which puts the camera's light out, or goes on with what was being sent. */
  async setHeld(held: boolean): Promise<void> {
    if (held === this.#held) return;
    this.#held = held;
    this.#follow();
    await this.#hold?.change({ ...this.#sending, video: this.#sending.video && !held });
    this.#follow();
  }

  /** The other side has put the call on hold, and wants nothing until it goes on. */
  setHeldThere(held: boolean): void {
    if (held === this.#heldThere) return;
    this.#heldThere = held;
    this.#follow();
  }

  /** Says what is being sent to somebody who so far knows only what was meant to be. */
  greet(): void {
    if (!this.#announced && this.#init.peer.channelOpen) this.announce();
  }

  /** Says once more what is being sent: to somebody who may not have heard it. */
  announce(): void {
    this.#announced = this.sent;
    this.#init.announce(this.#announced);
  }

  #follow(): void {
    this.#replan();
    this.#putOnLine('audio');
    this.#putOnLine('video');
    if (this.#announced && JSON.stringify(this.#announced) !== JSON.stringify(this.sent)) this.announce();
    this.#init.changed();
  }

  /** Negotiates anew when a line is to be used otherwise: by a screen in a call of voices, say. */
  #replan(): void {
    if (!this.#hold || !this.#begun) return;
    this.#hasShown ||= this.#showsScreen;
    const { plan } = this;
    const [audio, video] = [plan.audio.send, plan.video.send];
    if (audio === this.#planned.audio && video === this.#planned.video) return;
    this.#planned = { audio, video };
    this.#init.peer.setPlan(plan);
  }

  #putOnLine(kind: MediaKind): void {
    const { media, peer, missing } = this.#init;
    const track = this.#flows(kind) ? media.track(kind) : null;
    peer.setTrack(kind, track).catch((cause: unknown) => {
      missing(PhoneError.from(cause, 'media-failed', `The ${kind} could not be put on the line.`));
    });
  }

  #carries(kind: MediaKind): boolean {
    return this.#flows(kind) && this.#init.media.track(kind) !== null && this.#isLive(kind);
  }

  /** Whether the line is open to the device, which may be off. */
  #flows(kind: MediaKind): boolean {
    if (!this.#hold || !this.#meant[kind] || this.#held || this.#heldThere) return false;
    return this.#begun || (this.#early && kind === 'video' && !this.#showsScreen);
  }

  #isLive(kind: MediaKind): boolean {
    const { microphone, camera, screen } = this.#init.media;
    if (kind === 'video' && this.#showsScreen) return !screen.interrupted;
    const { enabled, interrupted } = kind === 'audio' ? microphone : camera;
    return (enabled && !interrupted) || (kind === 'audio' && screen.audio === true);
  }

  /** A screen is for everybody this person sends something to; who only watches shows nothing. */
  get #showsScreen(): boolean {
    const { audio, video } = this.#sending;
    return this.#init.media.screen.status === 'on' && (audio || video);
  }

  /** What the lines are for: what this side means to send, and a screen. */
  get #meant(): MediaChoice {
    const { audio, video } = this.#sending;
    return { audio, video: video || this.#showsScreen };
  }
}

/** How the lines are used by somebody who means to send this. */
export function planFor({ audio, video }: MediaChoice): LinePlan {
  return { audio: { send: audio, receive: true }, video: { send: video, receive: true } };
}
