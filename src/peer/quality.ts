import { numberIn, statsOf, type Stats } from './stats.js';

/**
 * How well a connection carries media, both ways.
 *
 * - `good`: nothing to be noticed.
 * - `weak`: sound and picture suffer now and then, or answers come late.
 * - `bad`: a conversation is hard.
 * - `unknown`: it carries nothing, or has not for long enough.
 */
export type Quality = 'good' | 'weak' | 'bad' | 'unknown';

/** What is known of a span of time. Undefined: nothing is. */
interface Measures {
  /** The share of the packets that got lost, in the direction in which more did. 0 to 1. */
  readonly loss: number | undefined;
  readonly roundTripMs: number | undefined;
  /** How unevenly the sound arrives (RFC 3550 section 6.4.1). */
  readonly jitterMs: number | undefined;
}

/**
 * From here on it is `weak`. Loss: what voice bears (ITU-T G.1010 table I.1). Round trip: twice the delay that nobody
 * notices (ITU-T G.114). Jitter: what voice networks are planned for, and Twilio's SDK warns of.
 */
const WEAK = { loss: 0.03, roundTripMs: 300, jitterMs: 30 };

/**
 * From here on it is `bad`. Loss: a tenth of the sound is made up and pictures freeze, as measured between two Chromium.
 * Round trip: twice the delay that networks must not be planned for (ITU-T G.114). Jitter turns into delay at the other
 * end, and alone makes no conversation impossible.
 */
const BAD = { loss: 0.1, roundTripMs: 800, jitterMs: Infinity };

/** With fewer packets, a second's worth of sound, the share that got lost means nothing. */
const MIN_PACKETS = 50;

/** What two of the browser's reports on one connection, a few seconds apart, say about the time between them. */
export function qualityBetween(before: RTCStatsReport, after: RTCStatsReport): Quality {
  const { loss, roundTripMs, jitterMs } = measure(before, after);
  if (loss === undefined && roundTripMs === undefined) return 'unknown';
  const reaches = (limits: typeof WEAK) =>
    (loss ?? 0) >= limits.loss ||
    (roundTripMs ?? 0) >= limits.roundTripMs ||
    (jitterMs ?? 0) >= limits.jitterMs;
  if (reaches(BAD)) return 'bad';
  return reaches(WEAK) ? 'weak' : 'good';
}

function measure(before: RTCStatsReport, after: RTCStatsReport): Measures {
  const losses = [receivedLoss(before, after), sentLoss(before, after)];
  return {
    loss: greatest(losses.filter((loss) => loss !== undefined)),
    roundTripMs: roundTrip(after),
    jitterMs: greatest(
      ofSound(statsOf(after, 'inbound-rtp')).map((stats) => 1_000 * numberIn(stats, 'jitter')),
    ),
  };
}

/** Of what should have arrived, over all streams. A packet that is late or comes twice counts as one less that is lost. */
function receivedLoss(before: RTCStatsReport, after: RTCStatsReport): number | undefined {
  let lost = 0;
  let received = 0;
  for (const stats of statsOf(after, 'inbound-rtp')) {
    lost += growth(before, stats, 'packetsLost');
    received += growth(before, stats, 'packetsReceived');
  }
  return lost + received < MIN_PACKETS ? undefined : lost / (lost + received);
}

/** Of what we sent, in the words of the other side: of the stream of which most got lost lately. */
function sentLoss(before: RTCStatsReport, after: RTCStatsReport): number | undefined {
  const busy = new Set(
    statsOf(after, 'outbound-rtp')
      .filter((stats) => growth(before, stats, 'packetsSent') >= MIN_PACKETS)
      .map((stats) => stats['id']),
  );
  const words = statsOf(after, 'remote-inbound-rtp').filter((stats) => busy.has(stats['localId']));
  return greatest(words.map((stats) => numberIn(stats, 'fractionLost')));
}

/** By the path in use; where the browser does not measure that, by what it hears about its media. */
function roundTrip(report: RTCStatsReport): number | undefined {
  const named = new Set(statsOf(report, 'transport').map((stats) => stats['selectedCandidatePairId']));
  const pairs = statsOf(report, 'candidate-pair').filter(
    (pair) => named.has(pair['id']) || pair['selected'] === true,
  );
  const byPath = pairs.map((pair) => numberIn(pair, 'currentRoundTripTime'));
  const byMedia = statsOf(report, 'remote-inbound-rtp').map((stats) => numberIn(stats, 'roundTripTime'));
  const seconds = greatest(byPath.filter(Boolean)) ?? greatest(byMedia.filter(Boolean));
  return seconds === undefined ? undefined : 1_000 * seconds;
}

/** Pictures come in bursts of packets, and their jitter says little. */
function ofSound(all: readonly Stats[]): readonly Stats[] {
  return all.filter((stats) => stats['kind'] === 'audio');
}

function growth(before: RTCStatsReport, stats: Stats, name: string): number {
  const earlier = before.get(String(stats['id'])) as Stats | undefined;
  return earlier ? numberIn(stats, name) - numberIn(earlier, name) : 0;
}

function greatest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
