import type { Operation } from './route.js';

/** PubNub counts messages in units of this many bytes. */
const unitBytes = 2048;

/** One request that was answered, cut, or given up by the client. */
export interface LoggedRequest {
  /** When it came, in milliseconds since 1970 by the server's clock. */
  readonly at: number;
  readonly operation: Operation;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly subscribeKey: string | undefined;
  readonly uuid: string | undefined;
  /** Undefined while the answer is open, and if there was none. */
  readonly status: number | undefined;
}

/** What was used since the last reset. A unit is 2 KiB of one message, begun units count whole. */
export interface TrafficCounts {
  readonly requests: Readonly<Partial<Record<Operation, number>>>;
  readonly publishes: number;
  readonly signals: number;
  readonly subscribes: number;
  /** Messages handed to subscribers, presence events included. */
  readonly deliveries: number;
  readonly units: { readonly published: number; readonly delivered: number };
}

interface Tally {
  readonly requests: Partial<Record<Operation, number>>;
  deliveries: number;
  published: number;
  delivered: number;
}

/** Counts and remembers what clients did, so that a test can say what a call costs. */
export class Traffic {
  readonly #size: number;
  readonly #watchers = new Set<() => void>();
  readonly #tallies = new Map<string | undefined, Tally>();
  #log: LoggedRequest[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  /** The latest requests, oldest first. */
  get log(): readonly LoggedRequest[] {
    return this.#log;
  }

  /** What all used together. */
  get counts(): TrafficCounts {
    return countsOf([...this.#tallies.values()]);
  }

  /** What those used who have one subscribe key. */
  countsOf(subscribeKey: string): TrafficCounts {
    return countsOf([this.#tally(subscribeKey)]);
  }

  /** Forgets counts and log: all, or those of one subscribe key. */
  reset(subscribeKey?: string): void {
    if (subscribeKey === undefined) this.#tallies.clear();
    else this.#tallies.delete(subscribeKey);
    this.#log = this.#log.filter(
      (entry) => subscribeKey !== undefined && entry.subscribeKey !== subscribeKey,
    );
  }

  /** Notes a request; returns how to note its answer. */
  began(request: Omit<LoggedRequest, 'status'>): (status: number) => void {
    const entry: { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] } = {
      ...request,
      status: undefined,
    };
    this.#log = [...this.#log, entry].slice(-this.#size);
    const { requests } = this.#tally(entry.subscribeKey);
    requests[entry.operation] = (requests[entry.operation] ?? 0) + 1;
    this.#changed();
    return (status) => {
      entry.status = status;
      this.#changed();
    };
  }

  /** Waits until the log holds a request of a kind, such as a poll that is open or a heartbeat that was answered. */
  until(isIt: (request: LoggedRequest) => boolean): Promise<LoggedRequest> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.#log.find(isIt);
        if (!found) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Notes an accepted message or signal. */
  published(subscribeKey: string, message: unknown): void {
    this.#tally(subscribeKey).published += units(message);
  }

  /** Notes messages handed to one subscriber. */
  delivered(subscribeKey: string, messages: readonly unknown[]): void {
    const tally = this.#tally(subscribeKey);
    tally.deliveries += messages.length;
    tally.delivered += messages.reduce<number>((sum, message) => sum + units(message), 0);
  }

  #tally(subscribeKey: string | undefined): Tally {
    const tally = this.#tallies.get(subscribeKey) ?? {
      requests: {},
      deliveries: 0,
      published: 0,
      delivered: 0,
    };
    this.#tallies.set(subscribeKey, tally);
    return tally;
  }

  #changed(): void {
    for (const look of this.#watchers) look();
  }
}

function countsOf(tallies: readonly Tally[]): TrafficCounts {
  const requests: Partial<Record<Operation, number>> = {};
  for (const [operation, count] of tallies.flatMap((tally) => Object.entries(tally.requests))) {
    requests[operation as Operation] = (requests[operation as Operation] ?? 0) + count;
  }
  const sum = (field: 'deliveries' | 'published' | 'delivered') =>
    tallies.reduce((total, tally) => total + tally[field], 0);
  return {
    requests,
    publishes: requests.publish ?? 0,
    signals: requests.signal ?? 0,
    subscribes: requests.subscribe ?? 0,
    deliveries: sum('deliveries'),
    units: { published: sum('published'), delivered: sum('delivered') },
  };
}

function units(message: unknown): number {
  return Math.max(1, Math.ceil(new TextEncoder().encode(JSON.stringify(message)).length / unitBytes));
}
