import type { Logger } from '../../base/log.js';
import { randomId } from '../../wire/random-id.js';
import type { OpenGroup } from '../open-group.js';
import type { About, Member } from '../signaling.js';

/** Behind it the group, the number, what it says, when, and a random name, as JSON: no number can look like another. */
const PREFIX = 'rtc-elements group ';
/** Where it is told that somebody came. */
const NEWS = 'rtc-elements groups';

interface Presence extends Member {
  readonly group: string;
  /** In milliseconds since 1970. Of two tabs of a number the later word counts. */
  readonly at: number;
}

/**
 * Who is where among the tabs of one browser: whoever is in a group holds a lock (Web Locks API, W3C) whose name says it.
 *
 * The browser takes the lock of a tab back in the moment in which it is closed or crashes, and grants it to those who wait
 * for just that: so nobody has to say goodbye, and nothing has to be asked again and again.
 */
export class LocalGroups {
  readonly #number: string;
  readonly #log: Logger;
  readonly #signal: AbortSignal;
  readonly #news = new BroadcastChannel(NEWS);
  readonly #groups = new Set<OpenGroup>();
  /** Gives back the lock of a group we are in. */
  readonly #releases = new Map<OpenGroup, () => void>();
  /** The locks of others whose end we wait for. */
  readonly #awaited = new Map<string, AbortController>();
  #isLooking = false;
  #isOutdated = false;

  constructor(number: string, log: Logger, signal: AbortSignal) {
    this.#number = number;
    this.#log = log;
    this.#signal = signal;
    this.#news.addEventListener('message', () => void this.#look(), { signal });
    signal.addEventListener('abort', () => this.#close());
  }

  /** Takes a group up, until it is closed. */
  enter(group: OpenGroup): void {
    if (this.#signal.aborted || group.signal.aborted) return;
    this.#groups.add(group);
    group.addEventListener('told', () => this.#hold(group), { signal: group.signal });
    group.signal.addEventListener('abort', () => this.#leave(group));
    if (group.about) this.#hold(group);
    void this.#look();
  }

  /** Says who we are by a new lock, and only then gives back the one before: in between nobody must miss us. */
  #hold(group: OpenGroup): void {
    const words = [group.name, this.#number, group.about, Date.now(), randomId()];
    const held = (): Promise<void> => {
      if (group.signal.aborted) return Promise.resolve();
      return new Promise((release) => {
        this.#releases.get(group)?.();
        this.#releases.set(group, release);
        this.#news.postMessage(null);
        void this.#look();
      });
    };
    this.#request(PREFIX + JSON.stringify(words), {}, held);
  }

  /** Asks for a lock. A page that is not secure has none to ask for. */
  #request(name: string, options: LockOptions, granted: () => Promise<void> | void): void {
    Promise.resolve()
      .then(() => navigator.locks.request(name, options, granted))
      .catch((error: unknown) => options.signal?.aborted || this.#note(error));
  }

  #leave(group: OpenGroup): void {
    this.#groups.delete(group);
    this.#releases.get(group)?.();
    this.#releases.delete(group);
    if (this.#signal.aborted) return;
    void this.#look();
  }

  /** Finds out who is where. One at a time; what happens meanwhile is looked at once more. */
  async #look(): Promise<void> {
    this.#isOutdated = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      while (this.#isOutdated && !this.#signal.aborted) {
        this.#isOutdated = false;
        const { held = [] } = await navigator.locks.query();
        // Who waits for a lock's end has it for a moment, but shares it.
        const names = held.flatMap(({ name, mode }) => (name && mode === 'exclusive' ? [name] : []));
        this.#show(names);
      }
    } catch (error) {
      this.#note(error);
    } finally {
      this.#isLooking = false;
    }
  }

  #show(names: readonly string[]): void {
    const found = names.flatMap((name) => {
      const presence = parse(name);
      const isOfInterest = [...this.#groups].some((group) => group.name === presence?.group);
      return presence && isOfInterest ? [{ name, presence }] : [];
    });
    this.#await(found.map(({ name }) => name));
    for (const group of this.#groups) {
      const members = new Map<string, Presence>();
      for (const { presence } of found) {
        const known = members.get(presence.number);
        if (presence.group === group.name && presence.at >= (known?.at ?? 0)) {
          members.set(presence.number, presence);
        }
      }
      group.show([...members.values()].map(({ number, about }) => ({ number, about })));
    }
  }

  /** Asks for the locks of those who are there. Whoever gets one knows that its holder is gone. */
  #await(names: readonly string[]): void {
    for (const [name, waiting] of this.#awaited) {
      if (names.includes(name)) continue;
      waiting.abort();
      this.#awaited.delete(name);
    }
    for (const name of names) {
      if (this.#awaited.has(name)) continue;
      const waiting = new AbortController();
      this.#awaited.set(name, waiting);
      const { signal } = waiting;
      this.#request(name, { mode: 'shared', signal }, () => {
        this.#awaited.delete(name);
        void this.#look();
      });
    }
  }

  #close(): void {
    for (const group of this.#groups) group.close();
    this.#await([]);
    this.#news.close();
  }

  /** Some frames are lent no locks by their browser. Then it stays unknown who is where. */
  #note(error: unknown): void {
    if (this.#signal.aborted) return;
    this.#log({ level: 'warn', event: 'group-unknown', detail: { error: String(error) } });
  }
}

/** Any page of the origin may hold a lock of any name. */
function parse(name: string): Presence | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  try {
    const [group, number, about, at] = JSON.parse(name.slice(PREFIX.length)) as unknown[];
    if (typeof group !== 'string' || typeof number !== 'string' || typeof at !== 'number') return undefined;
    if (typeof about !== 'object' || about === null) return undefined;
    return { group, number, about: about as About, at };
  } catch {
    return undefined;
  }
}
