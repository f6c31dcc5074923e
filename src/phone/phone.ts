import { PhoneError } from '../base/errors.js';
import { silent, type Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import type { Call } from '../call/call.js';
import { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { IceOptions, IceServers } from '../peer/ice-source.js';
import type { Peer } from '../peer/peer.js';
import { Mailbox } from '../signaling/mailbox.js';
import type { Signaling, SignalingState, TokenExpiry } from '../signaling/signaling.js';
import { parseNumber } from '../wire/number.js';
import { CallList } from './call-list.js';
import {
  defaultIceServers,
  makeSignaling,
  signalingKind,
  type AutoAnswer,
  type PhoneOptions,
  type SignalingKind,
} from './phone-options.js';
import { RingLimits } from './ring-limits.js';
import { Switchboard } from './switchboard.js';

export type { TokenExpiry } from '../signaling/signaling.js';

/** How a phone stands with its signaling service. */
export type PhoneState = SignalingState;

/** Something came in that this phone could not or would not read. Nothing came of it. */
export interface Refusal {
  readonly from: string;
  /** `bad-message`, or `bad-seal` when somebody uses another cipher key. */
  readonly error: PhoneError;
  /** How many so far. */
  readonly count: number;
}

export interface PhoneEvents {
  /** {@link Phone.state} is another value than before. */
  statechange: Event;
  /** {@link Phone.calls} or {@link Phone.call} is another than before. */
  callschange: Event;
  /** Somebody calls. `preventDefault()` keeps the phone from answering by itself (`autoAnswer`). */
  incoming: CustomEvent<Call>;
  refused: CustomEvent<Refusal>;
  /** The token runs out, or was refused: hand over a fresh one by {@link Phone.setToken}. */
  tokenexpiring: CustomEvent<TokenExpiry>;
  /** Something failed that nobody waits for. What is a call's own is told by the call. */
  error: CustomEvent<PhoneError>;
}

/** What {@link Phone.dial} asks for when it is not told. */
const VIDEO_CALL: MediaChoice = { audio: true, video: true };

/**
 * A phone without a face: a number that can call and be called.
 *
 * Making one starts nothing. Once closed it stays closed.
 */
export class Phone extends typedEventTarget<PhoneEvents>() {
  readonly number: string;
  /** The microphone and the camera, which all calls of the phone share. */
  readonly media = new LocalMedia();
  /** Whom this phone reaches. */
  readonly signaling: SignalingKind;
  /** Who is answered without asking. */
  autoAnswer: AutoAnswer;
  /** STUN and TURN servers of the next connection, or a function that fetches them. */
  iceServers: IceServers;

  #options: PhoneOptions;
  readonly #log: Logger;
  readonly #life = new AbortController();
  readonly #calls = new CallList(() => this.#onCalls());
  #state: PhoneState = Object.freeze({ phase: 'offline' });
  /** Ends with the transport: a phone that could not be connected may be connected again. */
  #connection = new AbortController();
  #transport: Signaling | undefined;
  #mailbox: Mailbox | undefined;
  #switchboard: Switchboard | undefined;
  #connected: Promise<void> | undefined;

  /** @throws {PhoneError} `bad-number` or `bad-option`. */
  constructor(options: PhoneOptions) {
    super();
    this.number = parseNumber(options.number);
    this.signaling = signalingKind(options);
    this.autoAnswer = options.autoAnswer ?? false;
    this.iceServers = defaultIceServers(options);
    this.#options = options;
    this.#log = options.logger ?? silent;
  }

  /** How the phone stands with its signaling service. A frozen picture, replaced on every change. */
  get state(): PhoneState {
    return this.#state;
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
  async connect(): Promise<void> {
    this.#requireOpen();
    this.#connected ??= this.#connect();
    await this.#connected;
  }

  /**
   * Calls a number. Resolves when the call is on its way to it; from then on `call.state` tells.
   *
   * Asks the person for microphone and camera first if the browser must: nobody is rung who could not be talked to. When
   * the number rings here, or dials this phone at the same moment, the two are put into one call, which is this one.
   *
   * @throws {PhoneError} `bad-number`, `self-call`, `bad-state` (not connected, or in a call), `media-…`, `network`.
   */
  async dial(number: string, choice: Partial<MediaChoice> = {}): Promise<Call> {
    this.#requireOpen();
    const to = parseNumber(number);
    if (to === this.number) throw new PhoneError('self-call', 'A phone cannot call itself.');
    if (!this.#switchboard) throw new PhoneError('bad-state', 'The phone is not connected.');
    return await this.#switchboard.dial(to, { ...VIDEO_CALL, ...choice });
  }

  /** Goes on with a fresh token: also in a call, and also after the last one was refused. */
  setToken(token: string): void {
    this.#options = { ...this.#options, token };
    this.#transport?.setToken?.(token);
    const { state } = this;
    const wasRefused = state.phase === 'failed' && state.error.code === 'forbidden';
    if (wasRefused && !this.#transport) this.#attempt(this.connect());
  }

  /** Ends all calls. */
  async hangUp(): Promise<void> {
    await Promise.all(this.calls.map((call) => call.hangUp()));
  }

  /** Hangs up, gives back microphone and camera, and stops listening. For good. */
  close(): void {
    if (this.#life.signal.aborted) return;
    const goodbyes = this.calls.map((call) => call.quit());
    this.#life.abort();
    this.media.close();
    this.#become({ phase: 'offline' });
    void Promise.allSettled(goodbyes).then(() => this.#disconnect());
  }

  async #connect(): Promise<void> {
    this.#become({ phase: 'connecting' });
    try {
      const [{ peerFactory }, transport] = await Promise.all([
        import('../peer/peer-factory.js'),
        makeSignaling(this.number, this.#options, this.#log),
        import('../peer/shims.js').then(({ prepareWebRtc }) => prepareWebRtc()),
      ]);
      this.#requireOpen();
      this.#listen(
        transport,
        peerFactory(() => this.#iceOptions, this.#log),
      );
      await transport.connect();
    } catch (cause) {
      const error = PhoneError.from(cause, 'failed', 'The phone could not be connected.');
      this.#disconnect();
      this.#connected = undefined;
      this.#become({ phase: 'failed', error });
      throw error;
    }
  }

  #listen(transport: Signaling, makePeer: () => Peer): void {
    const { number } = this;
    this.#connection = new AbortController();
    const signal = AbortSignal.any([this.#life.signal, this.#connection.signal]);
    const log = this.#log;
    const mailbox = new Mailbox({ number, signaling: transport, cipherKey: this.#options.cipherKey, log });
    this.#transport = transport;
    this.#mailbox = mailbox;
    this.#switchboard = new Switchboard({
      number,
      mailbox,
      calls: this.#calls,
      limits: new RingLimits(),
      media: this.media,
      makePeer,
      announce: (call) => this.#announce(call),
      attempt: (promise) => this.#attempt(promise),
      log,
      signal,
    });
    transport.addEventListener('statechange', () => this.#become(transport.state), { signal });
    transport.addEventListener(
      'tokenexpiring',
      ({ detail }) => this.dispatchEvent(new CustomEvent('tokenexpiring', { detail })),
      { signal },
    );
    mailbox.addEventListener(
      'refused',
      ({ detail }) => this.dispatchEvent(new CustomEvent('refused', { detail })),
      { signal },
    );
    window.addEventListener('pagehide', () => this.calls.forEach((call) => call.leave()), { signal });
  }

  #disconnect(): void {
    this.#connection.abort();
    this.#mailbox?.close();
    this.#transport?.close();
    this.#mailbox = undefined;
    this.#transport = undefined;
    this.#switchboard = undefined;
  }

  /** Tells the page that somebody calls; answers by itself where the person wanted that, unless the page forbids it. */
  #announce(call: Call): void {
    const event = new CustomEvent('incoming', { detail: call, cancelable: true });
    if (this.dispatchEvent(event) && this.#answersByItself(call.number)) this.#attempt(call.accept());
  }

  #answersByItself(number: string): boolean {
    const { autoAnswer } = this;
    // In plain JavaScript it may be anything, and part of a text is not a number on a list.
    return Array.isArray(autoAnswer) ? autoAnswer.includes(number) : autoAnswer === true;
  }

  /** In a call a lost signaling service must be noticed soon: the call may need it to find another path. */
  #onCalls(): void {
    this.#transport?.attend?.(this.calls.length > 0);
    this.dispatchEvent(new Event('callschange'));
  }

  /** For what nobody waits for. */
  #attempt(promise: Promise<unknown>): void {
    promise.catch((cause: unknown) => {
      const detail = PhoneError.from(cause, 'failed', 'The phone could not do that.');
      this.dispatchEvent(new CustomEvent('error', { detail }));
    });
  }

  get #iceOptions(): IceOptions {
    return { iceServers: this.iceServers, relayOnly: this.#options.relayOnly ?? false };
  }

  #requireOpen(): void {
    if (this.#life.signal.aborted) throw new PhoneError('bad-state', 'The phone has been closed.');
  }

  #become(state: PhoneState): void {
    if (this.#life.signal.aborted && state.phase !== 'offline') return;
    if (state.phase === this.#state.phase && state.phase !== 'reconnecting') return;
    this.#state = Object.freeze(state);
    this.dispatchEvent(new Event('statechange'));
  }
}
