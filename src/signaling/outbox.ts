import { retryDelayMs } from '../base/backoff.js';
import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import { Pauses } from './pauses.js';

/** How long a message is worth sending: as long as a phone rings. */
const GIVE_UP_MS = 45_000;
/** Conversations remembered, the latest first. */
const MAX_THREADS = 256;

interface Thread {
  /** The count of the next message. */
  seq: number;
  /** Settled when nothing is under way. */
  last: Promise<void>;
}

/**
 * Sends messages of one call one after the other, each again and again until the service has it.
 *
 * PubNub's SDK repeats no publish by itself, and publishes that are not awaited overtake each other.
 */
export class Outbox {
  readonly #signal: AbortSignal;
  readonly #log: Logger;
  readonly #threads = new Map<string, Thread>();
  readonly #pauses = new Pauses();

  constructor(signal: AbortSignal, log: Logger) {
    this.#signal = signal;
    this.#log = log;
  }

  /**
   * Sends behind everything of the same call. `write` is given the message's count and must be repeatable.
   *
   * @throws {PhoneError} what the last try threw: at once where trying again cannot help, else after 45 s.
   */
  send(call: string, write: (seq: number) => Promise<void>): Promise<void> {
    const thread = this.#threads.get(call) ?? { seq: 0, last: Promise.resolve() };
    const sent = thread.last.then(() => this.#sendNext(thread, write));
    thread.last = sent.catch(() => {});
    this.#threads.delete(call);
    this.#threads.set(call, thread);
    const [oldest] = this.#threads.keys();
    if (this.#threads.size > MAX_THREADS && oldest !== undefined) this.#threads.delete(oldest);
    return sent;
  }

  /** Tries again now what waits for its next try: the service is back. */
  hurry(): void {
    this.#pauses.hurry();
  }

  /** Only what was never taken leaves its place to the next: the other side would wait for it. */
  async #sendNext(thread: Thread, write: (seq: number) => Promise<void>): Promise<void> {
    const { seq } = thread;
    try {
      await this.#insist(() => write(seq));
      thread.seq += 1;
    } catch (error) {
      if (error instanceof PhoneError && error.code === 'network') thread.seq += 1;
      throw error;
    }
  }

  async #insist(write: () => Promise<void>): Promise<void> {
    const deadline = performance.now() + GIVE_UP_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (cause) {
        const error = PhoneError.from(cause, 'network', 'A message could not be sent.');
        const delayMs = retryDelayMs(attempt);
        if (error.code !== 'network' || performance.now() + delayMs > deadline) throw error;
        this.#log({ level: 'warn', event: 'send-retried', detail: { attempt, delayMs } });
        await this.#pauses.pause(delayMs, this.#signal);
      }
    }
  }
}
