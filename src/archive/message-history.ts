import { History, type HistoryEntry, type HistoryPage } from './history.js';
import type { Keeper } from './keeper.js';
import { isWithin, type Talk } from './talk.js';

/** How many messages of one number are kept, with all others together. The oldest make room. */
const MAX_MESSAGES = 5_000;
/** As finely as a time in milliseconds can be told from the next one: it has 53 bits. */
const TICK_MS = 0.001;

/**
 * What became of a message.
 *
 * - `sending`: on its way. In a message of a page that is closed by now: nobody knows.
 * - `kept`: the service keeps it for the other phone.
 * - `delivered`: the other phone has it. So is every message of theirs.
 * - `failed`: it could not be sent.
 */
export type MessageStatus = 'sending' | 'kept' | 'delivered' | 'failed';

/** Something that was said by signaling or in a call. */
export interface MessageRecord extends HistoryEntry {
  readonly id: string;
  /** With whom. In a room, who said it: this phone's own number, when it is from `me`. */
  readonly number: string;
  /** The room in which it was said to everybody. */
  readonly room?: string;
  readonly from: 'me' | 'them';
  /** In milliseconds since 1970. Has a fraction where two of the same millisecond must stay in order. */
  readonly at: number;
  /** JSON of the page. Not to be trusted when it is theirs. */
  readonly data: unknown;
  readonly status: MessageStatus;
  /** It is theirs, and the person has not been shown it. */
  readonly unseen?: true;
}

/** Which messages are wanted: with one number, of one room, or all. */
export interface MessagePage extends HistoryPage<MessageRecord> {
  readonly room?: string;
}

/** Messages with all numbers: at most 5,000 of them. */
export class MessageHistory extends History<MessageRecord> {
  #lastAt = 0;

  /** @param most Fewer than usual only in tests. */
  constructor(keeper: Keeper, most = MAX_MESSAGES) {
    super({
      keeper,
      kind: 'messages',
      limits: { records: most },
      rowOf: ({ at, room, unseen }) => ({
        at,
        bytes: 0,
        ...(room !== undefined && { number: placeOf(room) }),
        ...(unseen && { unseen: 1 }),
      }),
    });
  }

  /** @throws {PhoneError} `failed`, when the database cannot be read. */
  override async list({ room, ...page }: MessagePage = {}): Promise<readonly MessageRecord[]> {
    return await super.list(room === undefined ? page : { ...page, number: placeOf(room) });
  }

  /** How many messages the person has not been shown, in all or of one talk. @throws {PhoneError} `failed`. */
  async countUnseen(talk?: Talk): Promise<number> {
    return (await this.listUnseen(talk && ((message) => isWithin(talk, message)))).length;
  }

  /** The person has been shown all messages of a talk. @throws {PhoneError} `failed`. */
  async markSeen(talk: Talk): Promise<void> {
    await this.reviseUnseen(
      ({ unseen: _unseen, ...message }) => message,
      (message) => isWithin(talk, message),
    );
  }

  /**
   * Keeps a message, unless one with its id is kept already: several tabs of one number get the same ones. Resolves with
   * the message as it is kept.
   *
   * @throws {PhoneError} `failed`.
   */
  async add(message: MessageRecord): Promise<MessageRecord> {
    const entry = { ...message, at: this.#distinct(message.at) };
    await this.putIfNew(entry);
    return entry;
  }

  /** Takes note of what became of a message. @throws {PhoneError} `failed`. */
  async setStatus(id: string, status: MessageStatus): Promise<void> {
    await this.revise(id, (message) => ({ ...message, status }));
  }

  #distinct(at: number): number {
    this.#lastAt = Math.floor(this.#lastAt) === Math.floor(at) ? this.#lastAt + TICK_MS : at;
    return this.#lastAt;
  }
}

/** By what the messages of a room are found. No number begins with a space. */
const placeOf = (room: string) => ` ${room}`;
