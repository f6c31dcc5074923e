import type { ReactiveController, ReactiveElement } from 'lit';

import { isWithin, type Talk } from '../../archive/talk.js';
import type { MessageRecord } from '../../archive/message-history.js';
import type { ChatLine } from '../../phone/post/chats.js';
import type { Phone } from '../../phone/phone.js';
import { oneAtATime } from '../base/one-at-a-time.js';
import { Sight } from '../base/sight.js';

/** How many lines are read at once, and how many more each time. */
const PAGE = 30;
/** How many more are asked for: to know whether there are older ones, and for what is new. */
const SPARE = 10;
/** How many are shown of a long chat while the person looks at its end. */
const MOST = 120;
/** How many are remembered where no history keeps them. */
const MOST_LIVE = 500;

export interface ChatReaderInit {
  /** Somebody else has said something, just now. */
  readonly came: (line: ChatLine) => void;
  /** Something could not be read or written. */
  readonly failed: (error: unknown) => void;
  /** Whether the person looks at older lines, which are to stay where they are. */
  readonly isLookingBack: () => boolean;
}

/**
 * Reads one talk of a phone for an element: what its history keeps, and what comes and goes meanwhile.
 *
 * What is theirs counts as seen once the element was in sight with it.
 */
export class ChatReader implements ReactiveController {
  /** Reads as much as before. */
  readonly read = oneAtATime(() => this.#readOnce());
  /** The oldest first. Undefined until they were read. */
  lines: readonly ChatLine[] | undefined;
  /** Whether there are older ones than these. */
  hasMore = false;
  /** Whether they could not be read. */
  hasFailed = false;
  /** The first line that came while nobody looked: its id. */
  newFrom: string | undefined;
  /** Whether the last line came while nobody looked. */
  isLate = false;

  readonly #host: ReactiveElement;
  readonly #init: ChatReaderInit;
  readonly #sight: Sight;
  #phone: Phone | undefined;
  #talk: Talk | undefined;
  #watch: AbortController | undefined;
  /** When it began to follow. */
  #since = 0;
  #limit = PAGE;
  #isMarking = false;
  /** As the history had them last. */
  #kept: readonly ChatLine[] = [];
  /** Lines of which the history does not know all that we do, by their id; and whether it knows them at all. */
  readonly #live = new Map<string, { readonly line: ChatLine; isKept: boolean }>();

  constructor(host: ReactiveElement, init: ChatReaderInit) {
    this.#host = host;
    this.#init = init;
    this.#sight = new Sight(host, () => this.#markSeen());
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.follow(undefined, undefined);
  }

  /** Reads this talk of this phone from now on. */
  follow(phone: Phone | undefined, talk: Talk | undefined): void {
    if (phone === this.#phone && JSON.stringify(talk) === JSON.stringify(this.#talk)) return;
    this.#watch?.abort();
    this.#watch = new AbortController();
    this.#phone = phone;
    this.#talk = talk;
    this.#since = Date.now();
    this.#limit = PAGE;
    this.#kept = [];
    this.#live.clear();
    this.lines = undefined;
    this.newFrom = undefined;
    this.hasMore = false;
    this.hasFailed = false;
    phone?.history.messages.addEventListener('change', () => void this.read(), this.#watch);
    phone?.chats.addEventListener('line', ({ detail }) => this.#onLine(detail), this.#watch);
    void this.read();
  }

  /** Reads older ones as well. */
  async readMore(): Promise<void> {
    this.#limit += PAGE;
    await this.read();
  }

  async #readOnce(): Promise<void> {
    const talk = this.#talk;
    const limit = this.#limit + SPARE;
    const messages = this.#phone?.history.messages;
    if (!talk || !messages) return;
    const isCurrent = () => talk === this.#talk;
    try {
      const found = await messages.list({ ...talk, limit });
      if (!isCurrent()) return;
      this.#makeRoom(found);
      if (this.#limit >= limit) void this.read();
      this.#take(found.slice(0, this.#limit));
      this.hasMore = found.length > this.#limit;
      this.hasFailed = false;
      this.#show();
    } catch (error) {
      if (!isCurrent()) return;
      this.hasFailed = true;
      this.#init.failed(error);
    }
    this.#host.requestUpdate();
  }

  /** What is new must not push out what the person reads. */
  #makeRoom(found: readonly MessageRecord[]): void {
    const newest = this.#kept.at(-1)?.id;
    const news = found.findIndex(({ id }) => id === newest);
    if (news > 0) this.#limit = Math.min(this.#limit + news, this.#init.isLookingBack() ? Infinity : MOST);
  }

  /** What the history has now. Where it says the same as we have heard, or has forgotten what it had, it is right. */
  #take(found: readonly MessageRecord[]): void {
    this.#kept = found.filter(isLine).toReversed();
    const kept = new Map(this.#kept.map((line) => [line.id, line]));
    for (const [id, live] of this.#live) {
      const { status } = kept.get(id) ?? {};
      if (status === live.line.status || (live.isKept && !status)) this.#live.delete(id);
      else if (status) live.isKept = true;
    }
  }

  #onLine(line: ChatLine): void {
    if (!this.#talk || !isWithin(this.#talk, line)) return;
    this.#remember(line);
    if (line.from === 'me') this.newFrom = undefined;
    if (this.lines || this.hasFailed) this.#show();
    if (line.from === 'them') this.#init.came(line);
    this.#host.requestUpdate();
  }

  #remember(line: ChatLine): void {
    const { isKept = false } = this.#live.get(line.id) ?? {};
    this.#live.set(line.id, { line, isKept });
    const [oldest] = this.#live.keys();
    if (this.#live.size > MOST_LIVE && oldest !== undefined) this.#live.delete(oldest);
  }

  #show(): void {
    const isFirst = this.lines === undefined;
    const all = new Map(this.#kept.map((line) => [line.id, line]));
    for (const [id, { line }] of this.#live) all.set(id, line);
    this.lines = [...all.values()].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    const first = this.lines.find(({ unseen }) => unseen);
    const wasUnwatched = isFirst || !this.#sight.isSeen;
    // What the service has kept comes a moment after the element does.
    this.isLate = wasUnwatched || (this.lines.at(-1)?.at ?? Infinity) < this.#since;
    if (first && wasUnwatched) this.newFrom = first.id;
    else if (first && first.at < this.#since) this.newFrom ??= first.id;
    this.#markSeen();
  }

  #markSeen(): void {
    const talk = this.#talk;
    if (!talk || this.#isMarking || !this.#sight.isSeen || !this.lines?.some(({ unseen }) => unseen)) return;
    for (const live of this.#live.values()) {
      const { unseen: _unseen, ...line } = live.line;
      this.#live.set(line.id, { ...live, line });
    }
    this.lines = this.lines.map(({ unseen: _unseen, ...line }) => line);
    this.#isMarking = true;
    this.#phone?.history.messages
      .markSeen(talk)
      .catch(this.#init.failed)
      .finally(() => (this.#isMarking = false));
  }
}

/** Pages may keep other JSON there. */
function isLine(message: MessageRecord): message is ChatLine {
  return typeof message.data === 'string';
}
