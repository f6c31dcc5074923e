import type { Clock } from './clock.js';
import { timetokenAt, type Timetoken } from './timetoken.js';

/** A message as history keeps it. */
export interface StoredMessage {
  readonly timetoken: Timetoken;
  readonly message: unknown;
  readonly uuid: string | undefined;
  readonly meta: unknown;
  /** Kind of event, null for a plain message. */
  readonly type: number | null;
  readonly customType: string | undefined;
  /** Milliseconds since 1970 after which it is gone. */
  readonly expires: number;
}

/** A stretch of time: later than or at `end`, earlier than `start`. PubNub counts backwards, hence the names. */
export interface Stretch {
  readonly start?: Timetoken | undefined;
  readonly end?: Timetoken | undefined;
}

/** What was said and kept, channel by channel. */
export class MessageStore {
  readonly #clock: Clock;
  readonly #channels = new Map<string, StoredMessage[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps a message, forever or for `hours`. */
  add(channel: string, message: Omit<StoredMessage, 'expires'>, hours?: number): void {
    const expires = hours ? this.#clock.now() + hours * 3_600_000 : Infinity;
    this.#channels.set(channel, [...this.all(channel), { ...message, expires }]);
  }

  /** Everything kept of a channel, oldest first. */
  all(channel: string): readonly StoredMessage[] {
    const now = this.#clock.now();
    return (this.#channels.get(channel) ?? []).filter(({ expires }) => expires > now);
  }

  /** The messages of a stretch, oldest first. */
  within(channel: string, { start, end }: Stretch): readonly StoredMessage[] {
    const first = end ?? timetokenAt(0);
    return this.all(channel).filter(
      ({ timetoken }) => timetoken >= first && (start === undefined || timetoken < start),
    );
  }

  /** Forgets the messages of a stretch. */
  remove(channel: string, stretch: Stretch): void {
    const gone = new Set(this.within(channel, stretch));
    this.#channels.set(
      channel,
      this.all(channel).filter((message) => !gone.has(message)),
    );
  }
}
