import { PhoneError } from '../base/errors.js';
import { later } from '../base/lifetime.js';
import { MAX_DATA_BYTES } from '../wire/limits.js';
import { jsonBytes } from '../wire/fields.js';
import type { Message } from '../wire/message.js';

/** An unacknowledged message is sent again after this time, by signaling, in case the channel is stuck. */
const REPEAT_MS = 3_000;
/** After this time the sender is told that the message did not arrive. */
const GIVE_UP_MS = 30_000;
/** Messages that may wait for one that was sent before them. */
const MAX_HELD = 256;

export interface DataExchangeInit {
  /** Tells the other side, by the data channel if it is open and `direct` is wanted, else by signaling. */
  readonly tell: (message: Message, direct: boolean) => Promise<void>;
  /** Takes a message of the other side: each once, in the order in which they were sent. */
  readonly deliver: (data: unknown) => void;
  readonly signal: AbortSignal;
}

interface Pending {
  readonly message: Message;
  readonly arrived: () => void;
  readonly lost: (error: PhoneError) => void;
  readonly life: AbortController;
  stopRepeat: () => void;
}

/**
 * JSON from page to page within a call: acknowledged, each once, in order, whatever carries it.
 *
 * The data channel may break and come back, and signaling may repeat and overtake it; so the messages of each side are
 * counted, and kept until the other side has said that they arrived.
 */
export class DataExchange {
  readonly #tell: DataExchangeInit['tell'];
  readonly #deliver: DataExchangeInit['deliver'];
  readonly #pending = new Map<number, Pending>();
  readonly #held = new Map<number, unknown>();
  #sent = 0;
  #received = 0;

  constructor({ tell, deliver, signal }: DataExchangeInit) {
    this.#tell = tell;
    this.#deliver = deliver;
    signal.addEventListener('abort', () => this.#loseAll(), { once: true });
  }

  /**
   * Sends a JSON value. Resolves when the other page has it.
   *
   * @throws {PhoneError} `too-large`; `bad-message`, when it is no JSON; `not-delivered`, after 30 s or when the call ends.
   */
  async send(data: unknown): Promise<void> {
    checkData(data);
    this.#sent += 1;
    const n = this.#sent;
    const message: Message = { type: 'data', n, data };
    await new Promise<void>((arrived, lost) => {
      const pending: Pending = { message, arrived, lost, life: new AbortController(), stopRepeat: () => {} };
      this.#pending.set(n, pending);
      this.#transmit(n, pending, true);
      later(GIVE_UP_MS, pending.life.signal, () => this.#lose(n, undelivered()));
    });
  }

  /** Takes a message of the other side. One that was taken before is only acknowledged again. */
  receive(n: number, data: unknown): void {
    if (n > this.#received && this.#held.size < MAX_HELD) this.#held.set(n, data);
    while (this.#held.has(this.#received + 1)) {
      this.#received += 1;
      const next = this.#held.get(this.#received);
      this.#held.delete(this.#received);
      this.#deliver(next);
    }
    // Lost when it cannot be told: the other side sends its message again, and is told then.
    if (this.#received > 0) this.#tell({ type: 'received', n: this.#received }, true).catch(() => {});
  }

  /** All messages up to and with `n` have arrived. */
  acknowledge(n: number): void {
    for (const [sent, pending] of this.#pending) {
      if (sent > n) continue;
      this.#settle(sent, pending);
      pending.arrived();
    }
  }

  /** The way to the other side has changed: sends again what it has not acknowledged. */
  resend(): void {
    for (const [n, pending] of this.#pending) this.#transmit(n, pending, true);
  }

  #transmit(n: number, pending: Pending, direct: boolean): void {
    this.#tell(pending.message, direct).catch((cause: unknown) => {
      this.#lose(n, PhoneError.from(cause, 'not-delivered', 'The message could not be sent.'));
    });
    pending.stopRepeat();
    pending.stopRepeat = later(REPEAT_MS, pending.life.signal, () => this.#transmit(n, pending, false));
  }

  #lose(n: number, error: PhoneError): void {
    const pending = this.#pending.get(n);
    if (!pending) return;
    this.#settle(n, pending);
    pending.lost(error);
  }

  #loseAll(): void {
    for (const n of this.#pending.keys()) this.#lose(n, undelivered());
  }

  #settle(n: number, { life }: Pending): void {
    this.#pending.delete(n);
    life.abort();
  }
}

/**
 * Makes sure that a value can be sent.
 *
 * @throws {PhoneError} `bad-message`, when it is no JSON; `too-large`.
 */
export function checkData(data: unknown): void {
  let bytes: number;
  try {
    bytes = jsonBytes(data);
    if (JSON.stringify(data) === undefined) throw new TypeError('No JSON value.');
  } catch (cause) {
    throw new PhoneError('bad-message', 'Only JSON can be sent.', { cause });
  }
  if (bytes > MAX_DATA_BYTES)
    throw new PhoneError('too-large', `A message may be ${MAX_DATA_BYTES} bytes of JSON.`);
}

function undelivered(): PhoneError {
  return new PhoneError('not-delivered', 'The other side did not confirm the message.');
}
