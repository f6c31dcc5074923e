import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { MAX_PAYLOAD_BYTES } from '../wire/limits.js';
import { parseEnvelope, writeEnvelope, type Envelope, type Message } from '../wire/message.js';
import { parseNumber } from '../wire/number.js';
import { randomId } from '../wire/random-id.js';
import type { Sealer } from '../wire/seal.js';
import { Inbox, type Letter } from './inbox.js';
import { Outbox } from './outbox.js';
import type { Arrival, Signaling } from './signaling.js';

/** A goodbye of a closing page is counted last: it may be sent at any time, or never. */
const LAST_SEQ = 2 ** 31;

export interface MailboxEvents {
  /** A message for us, parsed, in order, once. */
  letter: CustomEvent<Letter>;
  /** A message that had come before: whoever wrote it may not have heard the answer. */
  repeat: CustomEvent<Letter>;
  /** Something arrived that is not for us to read. Nothing came of it. `count`: how many so far. */
  refused: CustomEvent<{ readonly from: string; readonly error: PhoneError; readonly count: number }>;
}

/** A message on its way. */
export interface Posted {
  /** Resolves when the service has it. */
  readonly sent: Promise<void>;
  /** Sends it once more under the same count, so that nobody takes it for another one. Not tried again when it fails. */
  again(): Promise<void>;
}

export interface MailboxInit {
  readonly number: string;
  readonly signaling: Signaling;
  /** Seals all that leaves and refuses all that is not sealed, when it is given. */
  readonly cipherKey?: string | undefined;
  readonly log: Logger;
}

/**
 * Messages between numbers, over any transport: exactly once, in order, sealed when there is a key.
 *
 * Everything another person's phone may say comes through here and is parsed here; what is not our protocol changes
 * nothing and is counted.
 */
export class Mailbox extends typedEventTarget<MailboxEvents>() {
  /** Names this device among those of the same number. Another one for every phone that is made. */
  readonly device = randomId();

  readonly #number: string;
  readonly #signaling: Signaling;
  readonly #cipherKey: string | undefined;
  readonly #log: Logger;
  readonly #life = new AbortController();
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  #sealer: Promise<Sealer> | undefined;
  #arrivals: Arrival[] = [];
  #opened: Promise<void> = Promise.resolve();
  #refused = 0;

  constructor({ number, signaling, cipherKey, log }: MailboxInit) {
    super();
    this.#number = number;
    this.#signaling = signaling;
    this.#cipherKey = cipherKey;
    this.#log = log;

    const { signal } = this.#life;
    this.#inbox = new Inbox((detail) => this.dispatchEvent(new CustomEvent('letter', { detail })), signal);
    this.#outbox = new Outbox(signal, log);
    signaling.addEventListener('arrival', ({ detail }) => this.#onArrival(detail), { signal });
    signaling.addEventListener(
      'statechange',
      () => signaling.state.phase === 'ready' && this.#outbox.hurry(),
      { signal },
    );
  }

  /**
   * Sends a message of a call, behind those already under way. Resolves when the service has it.
   *
   * @throws {PhoneError} `network`, `forbidden`, `bad-keys` or `too-large`.
   */
  send(to: string, call: string, message: Message): Promise<void> {
    return this.post(to, call, message).sent;
  }

  /** The same, for a message that the service may take and lose: it can be sent again. */
  post(to: string, call: string, message: Message): Posted {
    let transmit = () => Promise.resolve();
    const sent = this.#outbox.send(call, (seq) => {
      transmit = async () => {
        await this.#signaling.send(to, await this.#write(to, { call, device: this.device, seq, message }));
      };
      return transmit();
    });
    // Whoever waits for `sent` hears of its failure.
    const again = () => sent.catch(() => {}).then(() => transmit());
    return { sent, again };
  }

  /** Prepares the goodbye a closing page will have no time to seal. The function it resolves with sends it. */
  async prepareGoodbye(to: string, call: string): Promise<() => void> {
    const message: Message = { type: 'bye', reason: 'left' };
    const payload = await this.#write(to, { call, device: this.device, seq: LAST_SEQ, message });
    return () => this.#signaling.sendLast(to, payload);
  }

  /** Hears and sends nothing any more. */
  close(): void {
    this.#life.abort(new PhoneError('bad-state', 'The phone has been closed.'));
  }

  async #write(to: string, envelope: Envelope): Promise<object> {
    const plain = writeEnvelope(envelope);
    const sealer = await this.#sealing();
    const payload = sealer ? await sealer.seal(plain, { from: this.#number, to }) : plain;
    if (encodeURIComponent(JSON.stringify(payload)).length > MAX_PAYLOAD_BYTES) {
      throw new PhoneError('too-large', 'The message is too large for the signaling service.');
    }
    return payload;
  }

  async #sealing(): Promise<Sealer | undefined> {
    const cipherKey = this.#cipherKey;
    if (cipherKey === undefined) return undefined;
    this.#sealer ??= import('../wire/seal.js').then(({ Sealer }) => Sealer.from(cipherKey));
    return this.#sealer;
  }

  /** Transports hand over what arrived together one by one, but in one task: so all of it is here in a microtask. */
  #onArrival(arrival: Arrival): void {
    if (this.#arrivals.push(arrival) > 1) return;
    queueMicrotask(() => {
      const arrivals = this.#arrivals;
      this.#arrivals = [];
      this.#opened = this.#opened.then(() => this.#open(arrivals));
    });
  }

  async #open(arrivals: readonly Arrival[]): Promise<void> {
    const letters = await Promise.all(arrivals.map((arrival) => this.#read(arrival)));
    if (this.#life.signal.aborted) return;
    this.#inbox.takeAll(
      letters.filter((letter) => letter !== undefined),
      (letter, why) => {
        const detail = { type: letter.message.type, why };
        this.#log({ level: 'debug', event: 'message-dropped', detail });
        if (why === 'repeat') this.dispatchEvent(new CustomEvent('repeat', { detail: letter }));
      },
    );
  }

  async #read({ from, payload, ageMs }: Arrival): Promise<Letter | undefined> {
    try {
      const sealer = await this.#sealing();
      const plain = sealer ? await sealer.open(payload, { from, to: this.#number }) : unsealed(payload);
      return { from: parseNumber(from), ageMs, ...parseEnvelope(plain) };
    } catch (cause) {
      this.#refuse(from, PhoneError.from(cause, 'bad-message', 'A message could not be read.'));
      return undefined;
    }
  }

  #refuse(from: string, error: PhoneError): void {
    this.#refused += 1;
    const { code, message } = error;
    this.#log({
      level: 'warn',
      event: 'message-refused',
      detail: { from, code, message, count: this.#refused },
    });
    this.dispatchEvent(new CustomEvent('refused', { detail: { from, error, count: this.#refused } }));
  }
}

/** @throws {PhoneError} `bad-seal`, when it is sealed: this phone has no key. */
function unsealed(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('sealed' in payload)) return payload;
  throw new PhoneError('bad-seal', 'A message is sealed, and this phone has no cipher key.');
}
