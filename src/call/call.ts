import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';
import type { Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import { verifyPhoto } from '../media/photo.js';
import type { Peer } from '../peer/peer.js';
import type { Message } from '../wire/message.js';
import { hangUpReason, type CallState } from './call-state.js';
import { Conversation } from './conversation.js';

export interface CallEvents {
  /** {@link Call.state} is another value than before. */
  statechange: Event;
  /** What is sent, what arrives, or what the other side says it sends has changed. */
  mediachange: Event;
  /** The other page sent a JSON value: `event.data`. */
  message: MessageEvent<unknown>;
  /** The other person sent a photo: `event.detail`, a JPEG, PNG or WebP that was verified. */
  photo: CustomEvent<Blob>;
  /** Something is missing or went wrong. Unless the call has ended, it goes on with what is left. */
  error: CustomEvent<PhoneError>;
}

export interface CallInit {
  readonly id: string;
  readonly number: string;
  /** What the caller asked for. */
  readonly offered: MediaChoice;
  /** Names this device to the caller's phone, when several devices ring. */
  readonly device: string;
  /** Of an incoming call: the caller's device and its packed offer. */
  readonly ring?: { readonly device: string; readonly offer: string };
  readonly peer: Peer;
  readonly media: LocalMedia;
  /** Delivers a message to the other number, or rejects. */
  readonly send: (message: Message) => Promise<void>;
  /** Prepares the goodbye of a page that is being closed. */
  readonly prepareGoodbye: () => Promise<() => void>;
  readonly log: Logger;
}

/**
 * One conversation with one number, from the first ring to goodbye.
 *
 * A call owns its connection and a share in the devices. Once it has ended, the connection is closed, the share is
 * given back, and no method has an effect.
 */
export class Call extends typedEventTarget<CallEvents>() {
  readonly id: string;
  /** Whom we are talking to, as the signaling service names them. */
  readonly number: string;
  readonly direction: 'outgoing' | 'incoming';
  /** What the caller asked for. */
  readonly offered: MediaChoice;

  readonly #init: CallInit;
  readonly #inside: Conversation;
  #answering = false;
  #sayGoodbye = () => {};

  constructor(init: CallInit) {
    super();
    const { id, number, offered, ring } = init;
    this.id = id;
    this.number = number;
    this.offered = offered;
    this.direction = ring ? 'incoming' : 'outgoing';
    this.#init = init;
    this.#inside = new Conversation({
      ...init,
      direction: this.direction,
      remoteDevice: ring?.device,
      remoteMedia: ring ? offered : { audio: false, video: false },
      tell: (event) => this.dispatchEvent(event),
    });
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
  get remoteMedia(): MediaChoice {
    return this.#inside.remoteMedia;
  }

  /** This phone's microphone and camera, as far as they are open. */
  get localStream(): MediaStream {
    return this.#init.media.stream;
  }

  /** What arrives from the other side. The same stream through the whole call; its tracks come and go. */
  get remoteStream(): MediaStream {
    return this.#init.peer.remoteStream;
  }

  /** The browser's own connection, to look at. Undefined before there is one. */
  get peerConnection(): RTCPeerConnection | undefined {
    return this.#init.peer.connection;
  }

  /**
   * Rings at the other number, with a complete offer. Asks the person for the devices first, if the browser must.
   *
   * @internal
   */
  async start(): Promise<void> {
    try {
      this.#inside.media.choose(this.offered);
      const devices = await this.#inside.media.openOrAsk();
      const sdp = await this.#inside.connection.offer(this.#inside.media.plan);
      this.#sayGoodbye = await this.#init.prepareGoodbye();
      this.#inside.life.startClock();
      const rung = Promise.all([this.#init.send({ type: 'ring', ...this.offered, sdp }), devices.opened]);
      await unlessAborted(rung, this.#inside.life.signal);
    } catch (cause) {
      if (this.#over) return;
      this.#inside.attempt(this.#inside.endHere('failed'));
      throw PhoneError.from(cause, 'failed', `${this.number} could not be called.`);
    }
  }

  /** Lets the caller know that this phone rings. @internal */
  async ring(): Promise<void> {
    this.#inside.life.startClock();
    this.#sayGoodbye = await this.#init.prepareGoodbye();
    await this.#inside.talk.tell({ type: 'ringing' });
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
    const { ring } = this.#init;
    if (!ring || this.state.phase !== 'incoming' || this.#answering) {
      throw new PhoneError('bad-state', 'Only an incoming call can be answered, and only once.');
    }
    this.#answering = true;
    try {
      this.#inside.media.choose({ ...this.offered, ...choice });
      const devices = await this.#inside.media.openOrAsk();
      if (!this.#inside.life.learn({ type: 'accepted' })) return;
      const sdp = await this.#inside.connection.answer(ring.offer, this.#inside.media.plan);
      await this.#inside.talk.tell({ type: 'accept', ...this.sending, sdp }, false);
      await devices.opened.catch((error: PhoneError) => this.#inside.report(error));
    } catch (cause) {
      if (this.#over) return;
      if (this.#inside.life.accepted) this.#inside.attempt(this.#inside.endHere('failed'));
      throw PhoneError.from(cause, 'failed', 'The call could not be answered.');
    } finally {
      this.#answering = false;
    }
  }

  /** Refuses an incoming call. Both sides hear the reason. */
  async reject(reason: 'declined' | 'busy' = 'declined'): Promise<void> {
    if (this.state.phase === 'incoming') await this.#inside.endHere(reason);
  }

  /** Ends the call on both sides. Ends here at once; rejects when the other side could not be told. */
  async hangUp(): Promise<void> {
    await this.#inside.endHere(hangUpReason(this.state));
  }

  /** The page is being closed: says goodbye as fast as a page still can. @internal */
  leave(): void {
    if (this.#over) return;
    this.#init.peer.send(JSON.stringify({ type: 'bye', reason: 'left' } satisfies Message));
    this.#sayGoodbye();
    this.#inside.end('left', 'local');
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
   * Sends a photo to the other person, over the direct connection.
   *
   * @throws {PhoneError} `bad-message`, when it is no JPEG, PNG or WebP; `too-large`; `bad-state`; `not-connected`.
   */
  async sendPhoto(photo: Blob): Promise<void> {
    this.#requireAccepted();
    const verified = await verifyPhoto(new Uint8Array(await photo.arrayBuffer()));
    await this.#init.peer.sendBytes(new Uint8Array(await verified.arrayBuffer()), this.#inside.life.signal);
  }

  /** Takes what a device of the other number said by signaling. @internal */
  receive(device: string, message: Message): void {
    this.#inside.receive(device, message);
  }

  get #over(): boolean {
    return this.state.phase === 'ended';
  }

  #requireAccepted(): void {
    if (!this.#inside.life.accepted) throw new PhoneError('bad-state', 'Nobody is talking in this call.');
  }
}
