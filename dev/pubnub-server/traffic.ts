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

/** Counts and remembers what clients did, so that a test can say what a call costs. */
export class Traffic {
  readonly #size: number;
  #log: LoggedRequest[] = [];
  #requests: Partial<Record<Operation, number>> = {};
  #deliveries = 0;
  #published = 0;
  #delivered = 0;
  readonly #watchers = new Set<() => void>();

  constructor(size: number) {
    this.#size = size;
  }

  /** The latest requests, oldest first. */
  get log(): readonly LoggedRequest[] {
    return this.#log;
  }

  get counts(): TrafficCounts {
    const requests = { ...this.#requests };
    return {
      requests,
      publishes: requests.publish ?? 0,
      signals: requests.signal ?? 0,
      subscribes: requests.subscribe ?? 0,
      deliveries: this.#deliveries,
      units: { published: this.#published, delivered: this.#delivered },
    };
  }

  /** Forgets all counts and the log. */
  reset(): void {
    this.#log = [];
    this.#requests = {};
    this.#deliveries = 0;
    this.#published = 0;
    this.#delivered = 0;
  }

  /** Notes a request; returns how to note its answer. */
  began(request: Omit<LoggedRequest, 'status'>): (status: number) => void {
    const entry: { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] } = {
      ...request,
      status: undefined,
    };
    this.#log = [...this.#log, entry].slice(-this.#size);
    this.#requests[entry.operation] = (this.#requests[entry.operation] ?? 0) + 1;
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
  published(message: unknown): void {
    this.#published += units(message);
  }

  /** Notes messages handed to one subscriber. */
  delivered(messages: readonly unknown[]): void {
    this.#deliveries += messages.length;
    this.#delivered += messages.reduce<number>((sum, message) => sum + units(message), 0);
  }

  #changed(): void {
    for (const look of this.#watchers) look();
  }
}

function units(message: unknown): number {
  return Math.max(1, Math.ceil(new TextEncoder().encode(JSON.stringify(message)).length / unitBytes));
}
