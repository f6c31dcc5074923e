import type { Clock } from './clock.js';
import type { Envelope } from './envelope.js';
import { timetokenAt, type Timetoken } from './timetoken.js';

/** Finds the subscribed name through which a channel is heard: the channel itself, a wildcard, a group. */
export type ChannelMatch = (channel: string) => string | undefined;

interface Entry {
  /** The place in the order of delivery. It differs from the envelope's own time when delivery was late. */
  readonly cursor: Timetoken;
  readonly envelope: Envelope;
}

interface Watcher {
  readonly match: ChannelMatch;
  readonly wake: () => void;
}

/** What waits for one subscriber, and where to go on from. */
export interface Delivery {
  readonly envelopes: readonly Envelope[];
  readonly cursor: Timetoken;
}

/**
 * What was said lately on all channels of a key: enough to catch up after a pause between two polls, no more.
 *
 * A reader gets the newest `size` messages over all its channels together; older ones are gone without a word, as are
 * those older than `age` milliseconds (PubNub: 100 messages, 16 to 20 minutes).
 */
export class ChannelLog {
  readonly #clock: Clock;
  readonly #size: number;
  readonly #age: number;
  readonly #channels = new Map<string, Entry[]>();
  readonly #watchers = new Set<Watcher>();

  constructor({ clock, size, age }: { readonly clock: Clock; readonly size: number; readonly age: number }) {
    this.#clock = clock;
    this.#size = size;
    this.#age = age;
  }

  /** Adds a message and wakes who listens to its channel. */
  append(envelope: Envelope, cursor: Timetoken): void {
    const oldest = this.#oldest();
    // Of signals only the latest is kept, says PubNub's table of billable metrics.
    const keep = (this.#channels.get(envelope.c) ?? []).filter(
      (entry) => entry.cursor > oldest && !(envelope.e === 1 && entry.envelope.e === 1),
    );
    this.#channels.set(envelope.c, [...keep, { cursor, envelope }].slice(-this.#size));

    for (const { match, wake } of this.#watchers) if (match(envelope.c) !== undefined) wake();
  }

  /** What came after a moment on the channels that match; undefined if nothing did. */
  since(cursor: Timetoken, match: ChannelMatch): Delivery | undefined {
    const from = [cursor, this.#oldest()].toSorted().at(-1) ?? cursor;
    const waiting = [...this.#channels]
      .flatMap(([channel, entries]) => {
        const name = match(channel);
        if (name === undefined) return [];
        return entries.filter((entry) => entry.cursor > from).map((entry) => ({ entry, name }));
      })
      .toSorted((a, b) => (a.entry.cursor < b.entry.cursor ? -1 : 1))
      .slice(-this.#size);

    const last = waiting.at(-1);
    if (!last) return undefined;
    return {
      envelopes: waiting.map(({ entry, name }) => ({ ...entry.envelope, b: name })),
      cursor: last.entry.cursor,
    };
  }

  /** Calls `wake` for each message to come on a matching channel; returns how to stop. */
  watch(match: ChannelMatch, wake: () => void): () => void {
    const watcher = { match, wake };
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #oldest(): Timetoken {
    return timetokenAt(Math.max(0, this.#clock.now() - this.#age));
  }
}
