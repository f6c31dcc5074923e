import type { CallRecord } from '../../src/archive/call-history.js';
import type { MessageRecord } from '../../src/archive/message-history.js';
import { Archive } from '../../src/archive/archive.js';
import type { LogEntry } from '../../src/base/log.js';

const made = new Set<Archive>();
let serial = 0;

/** A number nobody else has: the database outlives the test. */
export function freshOwner(): string {
  serial += 1;
  return `owner-${crypto.randomUUID().slice(0, 8)}-${serial}`;
}

/** An archive and its log. Closed by {@link closeArchives}. */
export function makeArchive(number = freshOwner(), { off = false } = {}) {
  const log: LogEntry[] = [];
  const archive = new Archive({ number, off, log: (entry) => log.push(entry) });
  made.add(archive);
  const { calls, messages, photos } = archive;
  return { archive, calls, messages, photos, number, log };
}

export function closeArchives(): void {
  for (const archive of made) archive.close();
  made.clear();
}

/** A call with bob that was talked for a minute, with some things different. */
export function makeRecord(changes: Partial<CallRecord> = {}): CallRecord {
  const startedAt = changes.startedAt ?? 1_000_000;
  return {
    id: crypto.randomUUID(),
    number: 'bob',
    direction: 'outgoing',
    purpose: 'talk',
    startedAt,
    answeredAt: startedAt + 5_000,
    since: startedAt + 6_000,
    endedAt: startedAt + 66_000,
    reason: 'hung-up',
    by: 'local',
    missed: false,
    seen: true,
    audio: true,
    video: true,
    ...changes,
  };
}

/** A call of bob's that nobody answered. */
export function makeMissed(changes: Partial<CallRecord> = {}): CallRecord {
  const { answeredAt: _answered, since: _since, ...record } = makeRecord();
  const missed = {
    direction: 'incoming',
    reason: 'cancelled',
    by: 'remote',
    missed: true,
    seen: false,
  } as const;
  return { ...record, ...missed, ...changes };
}

export function makeMessage(changes: Partial<MessageRecord> = {}): MessageRecord {
  return {
    id: crypto.randomUUID(),
    number: 'bob',
    from: 'them',
    at: 1_000_000,
    data: 'hello',
    status: 'delivered',
    ...changes,
  };
}

/** Resolves with the next change that a history tells. */
export const nextChange = (history: Archive['calls' | 'messages' | 'photos']): Promise<Event> =>
  new Promise((resolve) => {
    history.addEventListener('change', resolve, { once: true });
  });
