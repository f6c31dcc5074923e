import { PhoneError } from '../base/errors.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Quality } from '../peer/quality.js';
import type { Message, SentMedia } from '../wire/message.js';
import type { CallEvents } from './call-events.js';
import type { CallInit } from './call-init.js';
import { purposeOf, type CallPurpose } from './call-purpose.js';
import { hangUpReason, hasAgreed, type CallState } from './call-state.js';
import { Conversation } from './conversation.js';
import type { Line } from './line.js';
import type { PhotoOptions } from './photo-options.js';
import { ringHere, ringUp, takeUp, type Ring } from './opening.js';
import { Speaking } from './speaking.js';
import type { Standing } from './standing.js';

const NOTHING: MediaChoice = { audio: false, video: false };

/**
 * One conversation with one number, from the first ring to goodbye.
 *
 * A call owns its connection and a share in the devices. Once it has ended, the connection is closed, the share is
 * given back, and no method has an effect.
 */
export class Call extends typedEventTarget<CallEvents>() {
  /** Whom we are talking to, as the signaling service names them. */
  readonly number: string;
  /** Who dialled: `outgoing` when this person did, also when the other one did too at the same moment. */
  readonly direction: 'outgoing' | 'incoming';
  /** What the caller asked for. */
  readonly offered: MediaChoice;
  /** Who speaks: `local`, `remote`. It looks only between `watch(signal)` and the signal's end. */
  readonly speaking: Speaking;
  /** What the call is for. */
  readonly purpose: CallPurpose;
  /** The room in which both have a place. */
  readonly room: string | undefined;

  readonly #init: CallInit;
  #line: Line;
  #ring: Ring | undefined;
  #inside: Conversation;
  #starting = false;
  #answering = false;
  #joined: Promise<void> | undefined;

  constructor(init: CallInit) {
    super();
    const { number, offered, line, ring, purpose = {} } = init;
    this.number = number;
    this.room = purpose.room;
    this.purpose = purposeOf(purpose);
    this.offered = offered;
    this.direction = ring ? 'incoming' : 'outgoing';
    this.speaking = new Speaking(this, init.media);
    this.#init = init;
    this.#line = line;
    this.#ring = ring;
    this.#inside = this.#begin({ phase: ring ? 'incoming' : 'calling' });
  }

  /** The same on both sides. Final from `connecting` on: when two dial each other, one call takes the other's id. */
  get id(): string {
    return this.#line.id;
  }

  /** A frozen picture of the call, replaced by another one on every change. */
  get state(): CallState {
    return this.#inside.life.state;
  }

  /** What this side means to send; what really leaves also depends on the phone's devices. */
  get sending(): MediaChoice {
    return this.#inside.media.sending;
  }

  /** What the other side says it is sending right now. */
  get remoteMedia(): SentMedia {
    return this.#inside.remoteMedia;
  }

  /** Whether this side has put the call on hold. Whether the other one has, `remoteMedia.held` tells. */
  get held(): boolean {
    return this.#inside.media.held;
  }

  /** This phone's microphone and camera, as far as they are open. */
  get localStream(): MediaStream {
    return this.#init.media.stream;
  }

  /** What arrives from the other side. The same stream from `connecting` to the end; its tracks come and go. */
  get remoteStream(): MediaStream {
    return this.#inside.peer.remoteStream;
  }

  /** The browser's own connection, to look at. Undefined before there is one, and another one after some interruptions. */
  get peerConnection(): RTCPeerConnection | undefined {
    return this.#inside.peer.connection;
  }

  /** How well the connection carries sound and picture, both ways. `unknown` while there is none, and for its first seconds. */
  get quality(): Quality {
    return this.#inside.peer.quality;
  }

  /** What this side knows of the other one. @internal */
  get standing(): Standing {
    return this.#inside.life.standing;
  }

  /** When it was answered, in milliseconds since 1970. Undefined before. @internal */
  get answeredAt(): number | undefined {
    return this.#inside.life.answeredAt;
  }

  /** Whether the person who dials has not been told yet that the call is on its way. @internal */
  get starting(): boolean {
    return this.#starting;
  }

  /** Rings at the other number. Resolves when its phones can have heard it. @internal */
  async start(): Promise<void> {
    const inside = this.#inside;
    this.#starting = true;
    try {
      await ringUp(inside, this.offered, this.#init.purpose).catch((cause: unknown) => {
        if (inside === this.#inside) this.#giveUp(inside, cause, `${this.number} could not be called.`);
      });
      await this.#joined;
    } finally {
      this.#starting = false;
    }
  }

  /** Lets the caller know that this phone rings. `early`: with an answer, which shows this device's address. @internal */
  async ring(early = false): Promise<void> {
    await ringHere(this.#inside, early ? this.#ring : undefined);
  }

  /**
   * Goes on as the call of the other side, and answers it: both have dialled each other, and this person wants to talk.
   *
   * Nobody sees an end or another call: this one now has the other's id. Nothing is said about the one it was. @internal
   */
  join(line: Line, ring: Ring): void {
    const before = this.#inside;
    this.#line = line;
    this.#ring = ring;
    const inside = this.#begin(before.life.state);
    this.#inside = inside;
    const leave = () => before.end('elsewhere', 'remote');
    // The old call keeps the devices until the new one has them.
    this.#joined = inside
      .prepareGoodbye()
      .then(() => takeUp(inside, ring, this.offered, leave))
      .catch((cause: unknown) => this.#giveUp(inside, cause, 'The call could not be answered.'))
      .finally(leave);
    this.#joined.catch((error: PhoneError) => !this.#starting && inside.report(error));
  }

  /**
   * Answers an incoming call. Sends what the caller asked for, or what `choice` says instead.
   *
   * Resolves when the caller has been told; the call is `connecting` then, and `active` soon after.
   *
   * @throws {PhoneError} `bad-state`, when it cannot be answered (any more); `media-…`, when the person was asked for the
   * devices and refused: the call still rings then, and may be answered otherwise.
   */
  async accept(choice: Partial<MediaChoice> = {}): Promise<void> {
    const inside = this.#inside;
    const ring = this.#ring;
    if (!ring || this.state.phase !== 'incoming' || this.#answering) {
      throw new PhoneError('bad-state', 'Only an incoming call can be answered, and only once.');
    }
    this.#answering = true;
    try {
      await takeUp(inside, ring, { ...this.offered, ...choice });
    } catch (cause) {
      if (this.state.phase !== 'incoming') this.#giveUp(inside, cause, 'The call could not be answered.');
      else throw PhoneError.from(cause, 'failed', 'The call could not be answered.');
    } finally {
      this.#answering = false;
    }
  }

  /** Answers without having rung. @internal */
  async admit(choice: MediaChoice): Promise<void> {
    await Promise.all([this.#inside.prepareGoodbye(), this.accept(choice)]);
  }

  /** Refuses an incoming call. Both sides hear the reason. */
  async reject(reason: 'declined' | 'busy' = 'declined'): Promise<void> {
    if (this.state.phase === 'incoming') await this.#inside.endHere(reason);
  }

  /** Ends the call on both sides. Ends here at once; rejects when the other side could not be told. */
  async hangUp(): Promise<void> {
    await this.#inside.endHere(hangUpReason(this.state));
  }

  /** Ends the call for a reason that is not the person's; `remote`, when the other side has left without a word. @internal */
  async dismiss(reason: 'full' | 'removed' | 'left', by: 'local' | 'remote' = 'local'): Promise<void> {
    await this.#inside.endHere(reason, by);
  }

  /** Ends the call with the phone: nobody has declined what still rings. @internal */
  async quit(): Promise<void> {
    await this.#inside.endHere(this.state.phase === 'incoming' ? 'left' : hangUpReason(this.state));
  }

  /** The page is being closed: says goodbye as fast as a page still can. @internal */
  leave(): void {
    this.#inside.leave();
  }

  /**
   * Starts or stops sending video in this call. Audio goes on.
   *
   * @throws {PhoneError} `media-…`, when the camera is not to be had.
   */
  async setVideo(on: boolean): Promise<void> {
    this.#requireAccepted();
    await this.#inside.media.setVideo(on);
  }

  /** Puts the call on hold: nothing is sent, nothing is wanted, and the other side is told. */
  async hold(): Promise<void> {
    this.#requireAccepted();
    await this.#inside.media.setHeld(true);
  }

  /**
   * Goes on with a call that was on hold.
   *
   * @throws {PhoneError} `media-…`, when the camera is not to be had again; the call goes on without.
   */
  async resume(): Promise<void> {
    this.#requireAccepted();
    await this.#inside.media.setHeld(false);
  }

  /**
   * Sends a JSON value to the other page, which gets a `message` event. Resolves when it has arrived.
   *
   * @throws {PhoneError} `too-large` (12 KiB), `bad-message`, `bad-state`, `not-delivered`.
   */
  async send(data: unknown): Promise<void> {
    this.#requireAccepted();
    await this.#inside.exchange.send(data);
  }

  /**
   * Sends a photo to the other person: over the direct connection if there is one, else by signaling.
   *
   * @throws {PhoneError} `bad-message`, when it is no JPEG, PNG or WebP; `too-large`; `bad-state`; `not-delivered`.
   */
  async sendPhoto(photo: Blob, options?: PhotoOptions): Promise<void> {
    this.#requireAccepted();
    await this.#inside.photos.send(photo, options);
  }

  /** Lets the picture take no more than so many bits per second. @internal */
  limitVideo(bitsPerSecond: number | undefined): void {
    this.#inside.peer.limitVideo(bitsPerSecond);
  }

  /** Takes what a device of the other number said by signaling. `again`: not for the first time. @internal */
  receive(device: string, message: Message, again: boolean): void {
    this.#inside.receive(device, message, again);
  }

  #begin(first: CallState): Conversation {
    const ring = this.#ring;
    const inside: Conversation = new Conversation({
      ...this.#init,
      role: ring ? 'callee' : 'caller',
      first,
      remoteDevice: ring?.device,
      remoteMedia: ring ? { audio: ring.audio, video: ring.video } : NOTHING,
      line: this.#line,
      peer: this.#init.makePeer(),
      // A call that goes on as another one has no news of the one it was.
      tell: (event) => inside === this.#inside && this.dispatchEvent(event),
    });
    return inside;
  }

  /** What made the call impossible is the answer to whoever asked for it; unless it had ended anyway. */
  #giveUp(inside: Conversation, cause: unknown, words: string): void {
    if (inside.isOver) return;
    inside.attempt(inside.endHere('failed'));
    throw PhoneError.from(cause, 'failed', words);
  }

  #requireAccepted(): void {
    if (!hasAgreed(this.state)) throw new PhoneError('bad-state', 'Nobody is talking in this call.');
  }
}
