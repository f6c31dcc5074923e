import { typedEventTarget } from '../base/typed-event-target.js';
import type { IceServers } from '../peer/ice-source.js';
import { MAX_CALLS } from './limits.js';
import type { PhoneEvents } from './phone-events.js';
import { defaultIceServers, parseTrusted, type PhoneOptions, type TrustedNumbers } from './phone-options.js';

/** What a phone may be told at any time. It holds from the next call on. */
export class PhoneSettings extends typedEventTarget<PhoneEvents>() {
  /** STUN and TURN servers of the next connection, or a function that fetches them. */
  iceServers: IceServers;
  /** Whether one more call rings while this person talks. */
  callWaiting: boolean;
  /** How many calls this phone may be in at once, places in a room included. */
  maxCalls: number;

  /** Whether those who trust this phone see its camera while it rings there. */
  earlyPicture: boolean;

  #autoAnswer: TrustedNumbers;
  #earlyConnection: TrustedNumbers;

  /** @throws {PhoneError} `bad-option`. */
  constructor(options: PhoneOptions) {
    super();
    const { autoAnswer = [], earlyConnection = [], earlyPicture = false } = options;
    const { callWaiting = false, maxCalls = MAX_CALLS } = options;
    this.#autoAnswer = parseTrusted('autoAnswer', autoAnswer);
    this.#earlyConnection = parseTrusted('earlyConnection', earlyConnection);
    this.earlyPicture = earlyPicture;
    this.callWaiting = callWaiting;
    this.maxCalls = maxCalls;
    this.iceServers = defaultIceServers(options);
  }

  /**
   * Who is answered without asking.
   *
   * @throws {PhoneError} `bad-option`, when set to something that is no list of numbers.
   */
  get autoAnswer(): TrustedNumbers {
    return this.#autoAnswer;
  }

  set autoAnswer(trusted: TrustedNumbers) {
    this.#autoAnswer = parseTrusted('autoAnswer', trusted);
  }

  /**
   * For whom this phone answers while it rings. It shows them this device's address: see
   * {@link PhoneOptions.earlyConnection}.
   *
   * @throws {PhoneError} `bad-option`, when set to something that is no list of numbers.
   */
  get earlyConnection(): TrustedNumbers {
    return this.#earlyConnection;
  }

  set earlyConnection(trusted: TrustedNumbers) {
    this.#earlyConnection = parseTrusted('earlyConnection', trusted);
  }
}
