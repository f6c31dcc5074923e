import type { LogEntry, Logger } from './log.js';

/** How many entries are kept. The oldest make room: an hour of calls, or a minute of trouble. */
const MAX_ENTRIES = 1_000;
/** What names a person. */
const NAMES: ReadonlySet<string> = new Set(['from', 'to', 'number', 'caller', 'callee']);
/** IPv4 with or without port, IPv6 in full or with its `::`, and the names that stand for local addresses (RFC 8828). */
const ADDRESS =
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b(?:[\da-f]{1,4}:){7}[\da-f]{1,4}\b|\b(?:[\da-f]{1,4}:)*[\da-f]{1,4}::(?:[\da-f]{1,4}:)*[\da-f]{0,4}|[\w-]+\.local\b/gi;

/** An entry, and when it was written: in milliseconds since the trace began. */
export interface TraceEntry extends LogEntry {
  readonly atMs: number;
}

/**
 * Remembers what was logged last, so that a person can send it to whoever is to help.
 *
 * What leaves by `export()` names nobody: numbers become `#1`, `#2`, the same for the same number, and addresses are
 * taken out.
 */
export class Trace {
  readonly #start = performance.now();
  #entries: readonly TraceEntry[] = [];

  /** Hand it to a phone. */
  readonly logger: Logger = (entry) => {
    const atMs = Math.round(performance.now() - this.#start);
    this.#entries = [...this.#entries.slice(1 - MAX_ENTRIES), { ...entry, atMs }];
  };

  /** The last thousand, the oldest first, as they were written. */
  get entries(): readonly TraceEntry[] {
    return this.#entries;
  }

  /** The same as JSON, one entry a line, without names and addresses. */
  export(): string {
    const hide = hiderOf(this.#entries.flatMap(({ detail = {} }) => namesIn(detail)));
    return this.#entries
      .map(({ detail, ...entry }) =>
        JSON.stringify(detail ? { ...entry, detail: redact(detail, hide) } : entry),
      )
      .join('\n');
  }
}

function namesIn(detail: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(detail).flatMap(([key, value]) =>
    NAMES.has(key) && typeof value === 'string' && value !== '' ? [value] : [],
  );
}

/** What puts an alias in the place of each name, which may also stand in the words of an error. */
function hiderOf(names: readonly string[]): (text: string) => string {
  const aliases = new Map([...new Set(names)].map((name, index) => [name, `#${index + 1}`]));
  if (aliases.size === 0) return (text) => text;
  // The longest first: one may be the beginning of another.
  const longestFirst = [...aliases.keys()].toSorted((one, other) => other.length - one.length);
  const anyName = new RegExp(longestFirst.map((name) => name.replace(/[^\w\s]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(anyName, (name) => aliases.get(name) ?? name);
}

function redact(detail: Readonly<Record<string, unknown>>, hide: (text: string) => string): object {
  const redacted = Object.entries(detail).map(([key, value]) => {
    const isPlain = typeof value === 'number' || typeof value === 'boolean';
    return [key, isPlain ? value : hide(NAMES.has(key) ? String(value) : hideAddresses(String(value)))];
  });
  return Object.fromEntries(redacted) as object;
}

function hideAddresses(text: string): string {
  return text.replace(ADDRESS, '[address]');
}
