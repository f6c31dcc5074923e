import type { CallHistory, CallRecord } from '../archive/call-history.js';
import type { Logger } from '../base/log.js';
import type { Call } from '../call/call.js';
import type { CallState, EndReason } from '../call/call-state.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Letter } from '../signaling/inbox.js';

type Ended = Extract<CallState, { phase: 'ended' }>;

/** What the recorder needs of a phone. */
export interface CallSource {
  readonly calls: readonly Call[];
  addEventListener(type: 'callschange', listener: () => void, options: AddEventListenerOptions): void;
}

/** A ring that no call came of, because the person was busy. */
export interface BusyRing extends MediaChoice {
  /** The id the call would have had. */
  readonly id: string;
  readonly number: string;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
}

export interface CallRecorderInit {
  readonly history: CallHistory;
  readonly log: Logger;
}

/** Reasons that leave the callee with a missed call when they come for one that this phone never heard of. */
const MISSED: ReadonlySet<EndReason> = new Set(['cancelled', 'no-answer', 'unreachable']);

/** Writes down the calls of a phone when they are over. What cannot be written is told to the log, never to a call. */
export class CallRecorder {
  readonly #init: CallRecorderInit;
  readonly #known = new WeakSet<Call>();

  constructor(init: CallRecorderInit) {
    this.#init = init;
  }

  /** Follows all calls of a phone until the signal aborts; those that go on then are still written down. */
  follow(phone: CallSource, signal: AbortSignal): void {
    phone.addEventListener('callschange', () => phone.calls.forEach((call) => this.#attend(call)), {
      signal,
    });
  }

  /** Writes down that somebody called while the person was busy. */
  recordBusy({ id, number, at, audio, video }: BusyRing): void {
    this.#recordMissed({ id, number, at, audio, video, reason: 'busy' });
  }

  /**
   * Writes down the calls that came while this phone was away, from what the service has kept: goodbyes of callers who
   * reached nobody. Other letters are nothing to it.
   */
  recordRecalled(letters: readonly Letter[]): void {
    for (const { from: number, call: id, ageMs, message } of letters) {
      if (message.type !== 'bye' || !MISSED.has(message.reason)) continue;
      const at = Date.now() - ageMs;
      // What the caller asked for is not in a goodbye.
      this.#recordMissed({ id, number, at, audio: true, video: false, reason: message.reason });
    }
  }

  #attend(call: Call): void {
    if (this.#known.has(call)) return;
    this.#known.add(call);
    const startedAt = Date.now();
    this.#attempt(this.#init.history.prepare());
    // To the end and beyond: the other side may have ended it too, for a reason that goes before ours.
    call.addEventListener('statechange', () => {
      const { state } = call;
      if (state.phase === 'ended' && isWorthKeeping(call, state))
        this.#attempt(this.#init.history.record(recordOf(call, state, startedAt)));
    });
  }

  #recordMissed({ at, reason, ...ring }: BusyRing & { readonly reason: EndReason }): void {
    const { history } = this.#init;
    const missed = {
      direction: 'incoming',
      purpose: 'talk',
      by: 'remote',
      missed: true,
      seen: false,
    } as const;
    this.#attempt(history.recordMissed({ ...ring, ...missed, startedAt: at, endedAt: at, reason }));
  }

  #attempt(promise: Promise<void>): void {
    promise.catch((cause: unknown) => {
      this.#init.log({ level: 'warn', event: 'call-not-recorded', detail: { cause } });
    });
  }
}

/**
 * Whoever dials a call that cannot be made is told why by `dial()`. Viewers of a broadcast come and go by the hundred, and
 * rooms and broadcasts are tried until somebody is there.
 */
function isWorthKeeping({ starting, purpose, direction }: Call, { reason, since }: Ended): boolean {
  if (starting && reason === 'failed') return false;
  if (purpose === 'broadcast' && direction === 'incoming') return false;
  return purpose === 'talk' || since !== undefined;
}

function recordOf(call: Call, { reason, by, at, since }: Ended, startedAt: number): CallRecord {
  const { id, number, direction, purpose, answeredAt, offered } = call;
  const isMissed =
    direction === 'incoming' && answeredAt === undefined && reason !== 'declined' && reason !== 'elsewhere';
  return {
    id,
    number,
    direction,
    purpose,
    startedAt,
    ...(answeredAt !== undefined && { answeredAt }),
    ...(since !== undefined && { since }),
    endedAt: at,
    reason,
    by,
    missed: isMissed,
    seen: !isMissed,
    audio: offered.audio,
    video: offered.video,
  };
}
