import { PhoneError } from '../../base/errors.js';
import type { Arrival } from '../signaling.js';

/** What is kept for a number, and for how long in milliseconds: storage is small, and news gets old. */
const MAX_KEPT = 100;
const KEPT_MS = 7 * 24 * 3_600_000;
/** Digits of a time in milliseconds, until the year 33658: as text they are in the order of time. */
const DIGITS = 15;

interface Kept {
  readonly from: string;
  readonly payload: object;
}

/**
 * What came for the numbers of this browser while no tab of theirs was open, in localStorage.
 *
 * One entry for each payload, so that tabs that write at the same time do not undo each other. The key says for whom it
 * is and when it came, which is its position.
 */
export class LocalLog {
  readonly #storage: Storage;

  /** @throws {PhoneError} `unsupported`, where the browser lends this frame no storage. */
  constructor() {
    try {
      this.#storage = window.localStorage;
    } catch (cause) {
      throw new PhoneError('unsupported', 'The browser keeps nothing for this frame.', { cause });
    }
  }

  /** Keeps a payload. Returns its position. @throws {PhoneError} `too-large`, when there is no room even for it alone. */
  keep(to: string, entry: Kept): string {
    const known = this.#positions(to);
    const newest = Number(known.at(-1) ?? 0);
    // Whatever the clock does, what comes later is behind what came before.
    const position = String(Math.max(Date.now(), newest + 1)).padStart(DIGITS, '0');
    for (const old of known.slice(0, -(MAX_KEPT - 1))) this.#storage.removeItem(keyOf(to, old));
    this.#write(
      keyOf(to, position),
      JSON.stringify(entry),
      this.#positions(to).map((old) => keyOf(to, old)),
    );
    return position;
  }

  /** What was kept for a number behind a position, the oldest first. */
  recall(number: string, after = ''): readonly Arrival[] {
    const now = Date.now();
    return this.#positions(number).flatMap((position) => {
      const ageMs = Math.max(0, now - Number(position));
      if (ageMs > KEPT_MS) this.#storage.removeItem(keyOf(number, position));
      else if (position > after) {
        const kept = parse(this.#storage.getItem(keyOf(number, position)));
        if (kept) return [{ ...kept, ageMs, position }];
      }
      return [];
    });
  }

  /** Makes room by forgetting the oldest, as long as there is one. */
  #write(key: string, value: string, old: string[]): void {
    try {
      this.#storage.setItem(key, value);
    } catch (cause) {
      const [oldest, ...others] = old;
      if (oldest === undefined) {
        throw new PhoneError('too-large', "The browser's storage for this page is full.", { cause });
      }
      this.#storage.removeItem(oldest);
      this.#write(key, value, others);
    }
  }

  /** Where something is kept for a number, the oldest first. */
  #positions(number: string): string[] {
    const prefix = keyOf(number, '');
    const keys = Array.from(
      { length: this.#storage.length },
      (_none, index) => this.#storage.key(index) ?? '',
    );
    return keys
      .filter((key) => key.startsWith(prefix) && key.length === prefix.length + DIGITS)
      .map((key) => key.slice(prefix.length))
      .filter((position) => /^\d+$/.test(position))
      .toSorted();
  }
}

/** As JSON, so that no number can look like the beginning of another. */
function keyOf(number: string, position: string): string {
  return `rtc-elements kept ${JSON.stringify(number)} ${position}`;
}

/** Any page of the origin may write there. */
function parse(text: string | null): Kept | undefined {
  try {
    const { from, payload } = JSON.parse(text ?? '') as Partial<Kept>;
    return typeof from === 'string' && typeof payload === 'object' && payload !== null
      ? { from, payload }
      : undefined;
  } catch {
    return undefined;
  }
}
