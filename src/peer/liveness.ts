import { later } from '../base/lifetime.js';
import { numberIn, statsOf, type Stats } from './stats.js';

/** How often the age of the last packet is looked at. One look costs about a millisecond. */
const LOOK_MS = 500;
/** How often while it is in doubt. */
const CLOSE_LOOK_MS = 100;
/** After this time without a packet we give the other side a reason to send one: its browser acknowledges our beat. */
const QUIET_MS = 300;
/** After this time without a packet there is doubt. */
const DOUBT_MS = 400;
/** After this time, and the time two round trips take, without a packet the connection counts as interrupted. */
const SILENT_MS = 1_000;
/** So many beats must have stayed without an answer before that. */
const ENOUGH_BEATS = 5;
/** After this time fewer are enough: a hidden page has few occasions to send one. */
const LONG_MS = 2_500;
const FEW_BEATS = 3;
/** When we could not look for so long, timers are throttled or the device slept: nobody was asked for a sign of life. */
const ASLEEP_MS = 1_500;

/** What is known of the packets of the other side. */
export interface Pulse {
  /** When the last packet came, by the clock of the browser's statistics, which is not the page's. */
  readonly lastAt: number;
  /** How long ago that was when we last looked. */
  readonly quietMs: number;
  /** When we last looked, by the page's clock. */
  readonly lookedAt: number;
  /** Beats that were sent since the last packet. */
  readonly beats: number;
  readonly silent: boolean;
}

/** What the browser's statistics say. */
export interface Look {
  readonly lastAt: number;
  readonly statsAt: number;
  readonly roundTripMs: number;
}

/**
 * What a look at the transport means, whether to ask the other side for a sign of life, and when to look again.
 *
 * @param at The page's clock.
 * @param look Undefined when the browser says nothing.
 */
export function takePulse(
  pulse: Pulse,
  at: number,
  look: Look | undefined,
): { readonly pulse: Pulse; readonly beat: boolean; readonly againInMs: number } {
  const lastAt = look ? Math.max(pulse.lastAt, look.lastAt) : pulse.lastAt;
  const quietMs = look ? look.statsAt - lastAt : pulse.quietMs + at - pulse.lookedAt;
  const fresh = lastAt > pulse.lastAt;
  const asleep = at - pulse.lookedAt >= ASLEEP_MS;
  const unanswered = fresh || asleep ? 0 : pulse.beats;

  const silent = (pulse.silent && !fresh) || isSilence(quietMs, unanswered, look);
  const beat = quietMs >= QUIET_MS;
  return {
    pulse: { lastAt, quietMs, lookedAt: at, beats: unanswered + (beat ? 1 : 0), silent },
    beat,
    againInMs: beat ? Math.max(CLOSE_LOOK_MS, silent ? 0 : DOUBT_MS - quietMs) : LOOK_MS,
  };
}

function isSilence(quietMs: number, unanswered: number, look: Look | undefined): boolean {
  const limitMs = SILENT_MS + Math.min(2 * (look?.roundTripMs ?? 0), SILENT_MS);
  if (quietMs < limitMs) return false;
  return unanswered >= (quietMs >= LONG_MS ? FEW_BEATS : ENOUGH_BEATS);
}

export interface LivenessInit {
  readonly connection: Pick<RTCPeerConnection, 'getStats'>;
  readonly signal: AbortSignal;
  /** Gets each of the browser's reports that says that packets come. */
  readonly looked: (report: RTCStatsReport) => void;
  /** Sends the other side something that its browser must acknowledge. */
  readonly beat: () => void;
  /** {@link Liveness.silent} is another value than before. */
  readonly changed: () => void;
}

/**
 * Notices when no packet of the other side arrives any more, long before the browser does: after 1 to 1.5 seconds.
 *
 * It goes by what the transport counts, not by what the other page's scripts do, so a page that is hidden, busy or frozen
 * is no interruption. Only this page's own timers matter: when they are throttled, it takes longer.
 */
export class Liveness {
  readonly #init: LivenessInit;
  readonly #counter = new PacketCounter();
  #pulse: Pulse;
  #stopTimer = () => {};

  /** Begins with the word of the browser that it is connected. */
  constructor(init: LivenessInit) {
    this.#init = init;
    this.#pulse = { lastAt: 0, quietMs: 0, lookedAt: performance.now(), beats: 0, silent: false };
    this.#lookIn(LOOK_MS);
  }

  /** Whether packets have stopped. */
  get silent(): boolean {
    return this.#pulse.silent;
  }

  #lookIn(delayMs: number): void {
    this.#stopTimer();
    this.#stopTimer = later(delayMs, this.#init.signal, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { connection, signal, looked, beat, changed } = this.#init;
    // A connection that somebody closed behind our back has nothing to say.
    const report = await connection.getStats().catch(() => undefined);
    if (signal.aborted) return;
    const wasSilent = this.silent;
    const at = performance.now();
    const next = takePulse(this.#pulse, at, report && this.#counter.read(report));
    this.#pulse = next.pulse;
    this.#lookIn(next.againInMs);
    if (next.beat) beat();
    if (report && !this.silent) looked(report);
    if (this.silent !== wasSilent) changed();
  }
}

/**
 * Reads from the browser's statistics when the last packet came (W3C WebRTC Statistics, RTCIceCandidatePairStats).
 *
 * Only what carries something counts: of a path that is blocked the checks may still get through. And all pairs of
 * addresses count: while ICE restarts, what comes in may not come by the pair that is in use for what goes out.
 */
class PacketCounter {
  #received = new Map<unknown, number>();
  #roundTripMs = 0;

  /** Undefined, when there is no pair. `lastAt` is 0, when nothing has come since the last look. */
  read(report: RTCStatsReport): Look | undefined {
    const pairs = statsOf(report, 'candidate-pair');
    const [any] = pairs;
    if (!any) return undefined;

    const busy = pairs.filter((pair) => bytesOf(pair) > (this.#received.get(pair['id']) ?? 0));
    this.#received = new Map(pairs.map((pair) => [pair['id'], bytesOf(pair)]));
    // Not every browser keeps the time: then it is now.
    const times = busy.map(
      (pair) => numberIn(pair, 'lastPacketReceivedTimestamp') || numberIn(pair, 'timestamp'),
    );
    const [first] = busy;
    if (first) this.#roundTripMs = 1_000 * numberIn(first, 'currentRoundTripTime');
    return {
      lastAt: Math.max(0, ...times),
      statsAt: numberIn(any, 'timestamp'),
      roundTripMs: this.#roundTripMs,
    };
  }
}

function bytesOf(pair: Stats): number {
  return numberIn(pair, 'bytesReceived');
}
