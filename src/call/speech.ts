import { later } from '../base/lifetime.js';
import type { Logger } from '../base/log.js';
import type { Message } from '../wire/message.js';
import type { Line, Posted } from './line.js';

/** What may have to be said more than once; everything else has ways of its own to be confirmed. */
const REPEATABLE: ReadonlySet<Message['type']> = new Set(['ring', 'ringing', 'accept', 'taken', 'bye']);

/**
 * Says the words of one call by signaling, and says again what may have been lost.
 *
 * A service that has taken a message may still lose it, and then only silence tells. What is said again is the same
 * message, so that it does not matter which of them arrives.
 */
export class Speech {
  readonly #line: Line;
  readonly #log: Logger;
  readonly #isQuiet: boolean;
  readonly #said = new Map<string, { readonly message: Message; readonly posted: Posted }>();

  /** @param isQuiet The call is for a place, so nobody has missed it. */
  constructor(line: Line, log: Logger, isQuiet = false) {
    this.#line = line;
    this.#log = log;
    this.#isQuiet = isQuiet;
  }

  /** Whether nothing has been said yet. */
  get isSilent(): boolean {
    return this.#said.size === 0;
  }

  /** Says something. Resolves when the service has it. */
  async say(message: Message): Promise<void> {
    if (!REPEATABLE.has(message.type)) return this.#line.post(message).sent;
    const name = JSON.stringify(message);
    const before = this.#said.get(name);
    if (before) return before.posted.again();
    const isQuiet = this.#isQuiet && message.type === 'bye';
    const posted = this.#line.post(isQuiet ? { ...message, quiet: true } : message);
    this.#said.set(name, { message, posted });
    return posted.sent;
  }

  /** What was said of a kind that may have to be said again. */
  said(type: Message['type']): readonly Message[] {
    return [...this.#said.values()].map(({ message }) => message).filter((message) => message.type === type);
  }

  /**
   * Says something, and says it again after each of the pauses, until the signal aborts: when it was heard. Resolves when
   * the service has taken it for the first time.
   */
  async insist(message: Message, pausesMs: readonly number[], heard: AbortSignal): Promise<void> {
    await this.say(message);
    this.remind(message, pausesMs, heard);
  }

  /** Says something after each of the pauses, until the signal aborts. */
  remind(message: Message, [pauseMs, ...rest]: readonly number[], heard: AbortSignal): void {
    if (pauseMs === undefined) return;
    later(pauseMs, heard, () => {
      this.#log({ level: 'info', event: 'said-again', detail: { type: message.type } });
      // Said for want of an answer: that this one did not leave is no worse than that it was lost.
      this.say(message).catch((error: unknown) => {
        const detail = { type: message.type, error: String(error) };
        this.#log({ level: 'debug', event: 'not-said-again', detail });
      });
      this.remind(message, rest, heard);
    });
  }
}
