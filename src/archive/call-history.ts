import { History, type HistoryEntry } from './history.js';
import type { Keeper } from './keeper.js';

/** How many calls of one number are kept. The oldest make room. */
const MAX_CALLS = 1_000;

/** A call that is over. Times are in milliseconds since 1970. */
export interface CallRecord extends HistoryEntry {
  /** The call's id, the same on both sides. */
  readonly id: string;
  /** Whom it was with. */
  readonly number: string;
  readonly direction: 'outgoing' | 'incoming';
  /** What it was for: two people, two places in a room, or somebody's broadcast. */
  readonly purpose: 'talk' | 'room' | 'broadcast';
  readonly startedAt: number;
  /** When it was answered, if it was. */
  readonly answeredAt?: number;
  /** When the two could first talk, if they could. */
  readonly since?: number;
  readonly endedAt: number;
  /** Why it ended: an `EndReason`, or a word of a later version of the kit. */
  readonly reason: string;
  /** Whose doing that was. */
  readonly by: 'local' | 'remote';
  /** Somebody called, and nobody of this number answered or declined. */
  readonly missed: boolean;
  /** Whether the person has been shown it. Matters for missed calls. */
  readonly seen: boolean;
  /** What the caller asked for. */
  readonly audio: boolean;
  readonly video: boolean;
}

/** Past calls of one number: at most 1,000 of them. */
export class CallHistory extends History<CallRecord> {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    super({
      keeper,
      kind: 'calls',
      limits: { records: MAX_CALLS },
      rowOf: ({ startedAt: at, missed, seen }) => ({ at, bytes: 0, ...(missed && !seen && { unseen: 1 }) }),
    });
    this.#keeper = keeper;
  }

  /** How many missed calls the person has not been shown. @throws {PhoneError} `failed`. */
  async countMissed(): Promise<number> {
    return (await this.listUnseen()).length;
  }

  /** The person has been shown what they missed. @throws {PhoneError} `failed`. */
  async markSeen(): Promise<void> {
    await this.reviseUnseen((call) => ({ ...call, seen: true }));
  }

  /** Opens the database now: a page that is being closed has no time for it. @internal */
  async prepare(): Promise<void> {
    if (this.state.phase === 'idle') await this.#keeper.use(async () => {});
  }

  /**
   * Writes down a call that is over. Of several tabs of one number each tells its own story of it; kept is the one that
   * says most: of the tab that answered, before one in which it rang, before one that only heard it was answered.
   *
   * @internal
   */
  async record(call: CallRecord): Promise<void> {
    if (call.answeredAt !== undefined) await this.put(call);
    else await this.putIfNew(call, (old) => (saysMore(call, old) ? { ...call, seen: old.seen } : undefined));
  }

  /** Writes down a call that was missed, unless it is known. @internal */
  async recordMissed(call: CallRecord): Promise<void> {
    await this.putIfNew(call);
  }
}

function saysMore(call: CallRecord, old: CallRecord): boolean {
  return old.answeredAt === undefined && call.reason !== 'elsewhere';
}
