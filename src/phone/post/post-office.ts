import { PhoneError } from '../../base/errors.js';
import { later } from '../../base/lifetime.js';
import type { Logger } from '../../base/log.js';
import type { Letter } from '../../signaling/inbox.js';
import type { Mailbox } from '../../signaling/mailbox.js';
import type { Message } from '../../wire/message.js';
import { randomId } from '../../wire/random-id.js';
import { TokenBucket } from '../rings/token-bucket.js';

const MINUTE_MS = 60_000;
/** Notes that one number, and all together, may have read here in a minute. */
const NOTES_PER_SENDER = 60;
const NOTES_IN_ALL = 300;
/** How long the other phone has to confirm a note that the service keeps for it anyway. */
const KEPT_AFTER_MS = 3_000;
/** When a note is sent again that nobody confirms, where the service keeps none, in milliseconds after the one before. */
const AGAIN_MS = [1_000, 2_000, 3_000];
/** Notes remembered, so that each is read once. */
const MAX_REMEMBERED = 1_000;

/** What travels without a call. */
export type Note = Extract<Message, { type: 'note' | 'photo' }>;

/** A note with where it comes from. */
export type NoteLetter = Letter & { readonly message: Note };

/** What became of a note: the other phone has it, or the service keeps it until that phone comes. */
export type Delivery = 'delivered' | 'kept';

export interface PostOfficeInit {
  readonly mailbox: Mailbox;
  /** Whether the service keeps notes for those who are not there, as far as it is known. */
  readonly keeps: () => boolean;
  /** Takes a note: each once. */
  readonly deliver: (letter: NoteLetter) => void;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

interface Pending {
  readonly to: string;
  readonly confirmed: AbortController;
}

/** Notes from number to number, outside of any call: confirmed, each once, and kept for those who are away. */
export class PostOffice {
  readonly #init: PostOfficeInit;
  readonly #pending = new Map<string, Pending>();
  readonly #read = new Set<string>();
  readonly #senders = new Map<string, TokenBucket>();
  readonly #all = new TokenBucket(NOTES_IN_ALL, MINUTE_MS);

  constructor(init: PostOfficeInit) {
    this.#init = init;
    const { mailbox, signal } = init;
    mailbox.addEventListener('letter', ({ detail }) => this.take(detail), { signal });
    mailbox.addEventListener('repeat', ({ detail }) => this.take(detail), { signal });
  }

  /**
   * Sends a note. Resolves when the other phone has it, or after 3 s when the service keeps it.
   *
   * @throws {PhoneError} `not-delivered`, when nobody is there and the service keeps nothing; `network`, `forbidden`,
   * `too-large`.
   */
  async send(to: string, note: Note): Promise<Delivery> {
    const { mailbox, keeps, signal } = this.#init;
    const id = randomId();
    const confirmed = new AbortController();
    this.#pending.set(id, { to, confirmed });
    try {
      const posted = mailbox.post(to, id, note);
      await posted.sent;
      if (keeps()) {
        await atMost(KEPT_AFTER_MS, AbortSignal.any([confirmed.signal, signal]));
        return confirmed.signal.aborted ? 'delivered' : 'kept';
      }
      for (const afterMs of AGAIN_MS) {
        await atMost(afterMs, AbortSignal.any([confirmed.signal, signal]));
        if (confirmed.signal.aborted) return 'delivered';
        signal.throwIfAborted();
        await posted.again();
      }
      throw new PhoneError('not-delivered', `No phone of ${to} has confirmed this.`);
    } finally {
      this.#pending.delete(id);
    }
  }

  /** Takes a letter, if it is one of these: also one that the service had kept. */
  take(letter: Letter): void {
    const { call: id, from, message } = letter;
    if (message.type === 'noted') {
      const pending = this.#pending.get(id);
      if (pending?.to === from) pending.confirmed.abort();
    } else if (message.type === 'note' || message.type === 'photo') {
      this.#receive({ ...letter, message });
    }
  }

  #receive(letter: NoteLetter): void {
    const { deliver, log } = this.#init;
    const key = JSON.stringify([letter.from, letter.call]);
    const isNews = !this.#read.has(key);
    if (isNews && !this.#isAllowed(letter.from)) {
      log({ level: 'warn', event: 'notes-flood', detail: { from: letter.from } });
      return;
    }
    this.#confirm(letter);
    if (!isNews) return;
    this.#read.add(key);
    const [oldest] = this.#read;
    if (this.#read.size > MAX_REMEMBERED && oldest !== undefined) this.#read.delete(oldest);
    deliver(letter);
  }

  /** When it cannot be told, the other side sends its note again, and is told then. */
  #confirm({ from, call }: NoteLetter): void {
    const { mailbox, log } = this.#init;
    mailbox
      .send(from, call, { type: 'noted' })
      .catch((error: unknown) =>
        log({ level: 'debug', event: 'note-not-confirmed', detail: { error: String(error) } }),
      );
  }

  #isAllowed(from: string): boolean {
    const now = performance.now();
    for (const [sender, bucket] of this.#senders) if (bucket.isFull(now)) this.#senders.delete(sender);
    const bucket = this.#senders.get(from) ?? new TokenBucket(NOTES_PER_SENDER, MINUTE_MS);
    this.#senders.set(from, bucket);
    return bucket.take(now) && this.#all.take(now);
  }
}

/** Waits, and no longer than until the signal aborts. */
function atMost(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    later(ms, signal, resolve);
  });
}
