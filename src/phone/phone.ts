import { Archive } from '../archive/archive.js';
import { PhoneError } from '../base/errors.js';
import { guarded } from '../base/log.js';
import { hasAgreed } from '../call/call-state.js';
import type { Call } from '../call/call.js';
import type { PhotoOptions } from '../call/photo-options.js';
import { checkData } from '../call/data-exchange.js';
import { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { SignalingState } from '../signaling/signaling.js';
import { parseNumber } from '../wire/number.js';
import { CallRecorder } from './call-recorder.js';
import { Chats } from './post/chats.js';
import { CallList } from './rings/call-list.js';
import { isTrusted, signalingKind, type PhoneOptions, type SignalingKind } from './phone-options.js';
import { PhoneSettings } from './phone-settings.js';
import type { OfferedPhoto } from './post/photo-post.js';
import { Places } from './places/places.js';
import type { Delivery } from './post/post-office.js';
import { Presence } from './presence.js';
import { ServiceConnection } from './service-connection.js';
import { dataToAll, photoToAll } from './post/to-all.js';

export type { TokenExpiry } from '../signaling/signaling.js';
export type { PhoneEvents, PhoneMessage, Refusal, Screening } from './phone-events.js';

/** How a phone stands with its signaling service. */
export type PhoneState = SignalingState;

/**
 * A phone without a face: a number that can call and be called.
 *
 * Making one starts nothing. Once closed it stays closed.
 */
export class Phone extends PhoneSettings {
  readonly number: string;
  /** The microphone and the camera, which all calls of the phone share. */
  readonly media = new LocalMedia();
  /** Whom this phone reaches. */
  readonly signaling: SignalingKind;
  /** What was there before: past calls, messages and photos of this number, in this browser alone. */
  readonly history: Archive;
  /** Text from person to person, kept in the history. */
  readonly chats: Chats;
  /** Rooms and broadcasts. */
  readonly places: Places;
  /** What others see of this phone. */
  readonly presence: Presence;

  readonly #life = new AbortController();
  readonly #calls = new CallList(() => this.#onCalls());
  readonly #connection: ServiceConnection;

  /** @throws {PhoneError} `bad-number` or `bad-option`. */
  constructor(options: PhoneOptions) {
    super(options);
    const log = guarded(options.logger);
    const { signal } = this.#life;
    const number = parseNumber(options.number);
    this.number = number;
    this.signaling = signalingKind(options);
    this.history = new Archive({ number, off: options.history === false, log });
    const recorder = new CallRecorder({ history: this.history.calls, log });
    recorder.follow(this, signal);
    this.#connection = new ServiceConnection({
      number,
      options,
      ice: () => ({ iceServers: this.iceServers, relayOnly: options.relayOnly ?? false }),
      calls: this.#calls,
      archive: this.history,
      recorder,
      capacity: this,
      media: this.media,
      tell: (event) => this.dispatchEvent(event),
      trusts: (other) => isTrusted(other, this.earlyConnection, this.presence),
      showsEarly: () => this.earlyPicture,
      announce: (call) => this.#announce(call),
      attempt: (promise) => this.#attempt(promise),
      log,
      signal,
    });
    this.#connection.addEventListener('statechange', () => this.#onState());
    this.chats = new Chats({
      number,
      history: this.history.messages,
      calls: () => this.calls,
      send: (to, data) => this.send(to, data),
      log,
    });
    this.chats.follow(this, signal);
    this.places = new Places({
      number,
      media: this.media,
      service: () => this.#connection.required,
      maxCalls: () => this.maxCalls,
      changed: () => this.#onCalls(),
      signal,
    });
    this.presence = new Presence({
      number,
      service: () => this.#connection.service,
      isBusy: () => this.calls.length > 0,
      visible: options.presence ?? false,
    });
  }

  /** How the phone stands with its signaling service. A frozen picture, replaced on every change. */
  get state(): PhoneState {
    return this.#connection.state;
  }

  /** The calls that have not ended. */
  get calls(): readonly Call[] {
    return this.#calls.all;
  }

  /** The call this phone is about: the one that is going on, else the last one, which has ended. */
  get call(): Call | undefined {
    return this.#calls.current;
  }

  /**
   * Begins to listen for calls. Resolves when the phone can be called and can call.
   *
   * While the service cannot be reached the phone goes on trying, and `state` says so.
   *
   * @throws {PhoneError} when trying again cannot help: `bad-keys`, `forbidden`, `unsupported`, `bad-option`, `bad-state`.
   */
  connect(): Promise<void> {
    return this.#connection.connect();
  }

  /**
   * Calls a number, by sound and picture unless `choice` says otherwise. Resolves when the call is on its way to it; from
   * then on `call.state` tells.
   *
   * Asks the person for microphone and camera first if the browser must: nobody is rung who could not be talked to. When
   * the number rings here, or dials this phone at the same moment, the two are put into one call, which is this one.
   *
   * @throws {PhoneError} `bad-number`, `self-call`, `bad-state` (not connected, or in a call with this number),
   * `too-many-calls`, `media-…`, `network`.
   */
  async dial(number: string, choice?: Partial<MediaChoice>): Promise<Call> {
    const to = parseNumber(number);
    if (to === this.number) throw new PhoneError('self-call', 'A phone cannot call itself.');
    return await this.#connection.required.switchboard.dial(to, { audio: true, video: true, ...choice });
  }

  /** Turns to a call: the others are put on hold, and it goes on. */
  async switchTo(call: Call): Promise<void> {
    const others = this.#calls.talks.filter((each) => each !== call && hasAgreed(each.state) && !each.held);
    await Promise.all(others.map((each) => each.hold()));
    this.#calls.bringToFront(call);
    if (hasAgreed(call.state)) await call.resume();
  }

  /**
   * Sends a JSON value to a number, without a call, or to all of some calls. Resolves with `delivered` when the other
   * phone, or each of them, has it; with `kept` after 3 s when the service keeps it for a phone that is not there.
   *
   * @throws {PhoneError} `bad-number`; `bad-message`, when it is no JSON; `too-large` (12 KiB); `bad-state`;
   * `not-delivered`, when nobody is there and the service keeps nothing; `network`, `forbidden`.
   */
  async send(to: string | readonly Call[], data: unknown): Promise<Delivery> {
    if (typeof to !== 'string') return await dataToAll(to, data);
    const number = parseNumber(to);
    checkData(data);
    return await this.#connection.required.office.send(number, { type: 'note', data });
  }

  /**
   * Sends a photo to a number, without a call, or to all of some calls. Without a call the other person is asked before it
   * is fetched or shown.
   *
   * @throws {PhoneError} `bad-number`; `bad-message`, when it is no JPEG, PNG or WebP; `too-large`; as `send()`.
   */
  async sendPhoto(to: string | readonly Call[], photo: Blob, options?: PhotoOptions): Promise<Delivery> {
    if (typeof to !== 'string') return await photoToAll(to, photo, options);
    return await this.#connection.required.photos.send(parseNumber(to), photo, options);
  }

  /** Photos of people who are not in a call with us, which nobody has accepted or declined yet. The oldest first. */
  get offeredPhotos(): readonly OfferedPhoto[] {
    return this.#connection.service?.photos.offers ?? [];
  }

  /** Goes on with a fresh token: also in a call, and also after the last one was refused. */
  setToken(token: string): void {
    this.#connection.setToken(token);
  }

  /**
   * Starts or stops sending a picture in all calls, and in the room.
   *
   * @throws {PhoneError} `media-…`, when the camera is not to be had.
   */
  async setVideo(on: boolean): Promise<void> {
    const talks = this.calls.filter(({ purpose, state }) => purpose === 'talk' && hasAgreed(state));
    await Promise.all([this.places.room?.setVideo(on), ...talks.map((call) => call.setVideo(on))]);
  }

  /** Ends all calls. */
  async hangUp(): Promise<void> {
    await Promise.all(this.calls.map((call) => call.hangUp()));
  }

  /** Hangs up, gives back microphone and camera, and stops listening. For good. */
  close(): void {
    if (this.#life.signal.aborted) return;
    const goodbyes = this.calls.map((call) => call.quit());
    this.#life.abort(new PhoneError('bad-state', 'The phone has been closed.'));
    this.media.close();
    this.presence.close();
    this.#connection.retire();
    void Promise.allSettled(goodbyes).then(() => {
      this.#connection.close();
      this.history.close();
    });
  }

  #onState(): void {
    if (this.state.phase === 'ready') {
      this.presence.update();
      void this.#connection.service?.catchUp.run();
    } else if (this.state.phase === 'failed') {
      this.presence.close();
    }
    this.dispatchEvent(new Event('statechange'));
  }

  /** Tells the page that somebody calls; answers by itself whom the person trusts, unless the page forbids it. */
  #announce(call: Call): void {
    const event = new CustomEvent('incoming', { detail: call, cancelable: true });
    const isExpected = isTrusted(call.number, this.autoAnswer, this.presence);
    if (this.dispatchEvent(event) && isExpected) this.#attempt(call.accept());
  }

  /** In a call a lost signaling service must be noticed soon: the call may need it to find another path. */
  #onCalls(): void {
    this.#connection.service?.transport.attend?.(this.calls.length > 0);
    if (this.state.phase === 'ready') this.presence.update();
    this.dispatchEvent(new Event('callschange'));
  }

  /** For what nobody waits for. */
  #attempt(promise: Promise<unknown>): void {
    promise.catch((cause: unknown) => {
      const detail = PhoneError.from(cause, 'failed', 'The phone could not do that.');
      this.dispatchEvent(new CustomEvent('error', { detail }));
    });
  }
}
