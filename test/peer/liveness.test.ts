import { expect } from '@open-wc/testing';

import { Liveness, takePulse, type Pulse } from '../../src/peer/liveness.js';
import { until } from '../support/until.js';

const MINUTE_MS = 60_000;

/** The same numbers in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface World {
  /** Share of the packets that get lost, each way. */
  readonly loss?: number;
  readonly roundTripMs?: number;
  /** Until when the other side sends media, 50 packets a second. By default not at all. */
  readonly mediaUntil?: number;
  /** How often the other side asks for a sign of life. */
  readonly theirBeatsMs?: number;
  /** When the wire is pulled, and put back. */
  readonly cut?: readonly [from: number, to: number];
  /** How late this page's timers are at the least. */
  readonly timersMs?: number;
}

/** What one side notices of a connection, in a time that is only counted. When, in milliseconds. */
function watch(world: World, forMs: number): { noticed: string[]; looks: number } {
  const { loss = 0, roundTripMs = 30, mediaUntil = 0, theirBeatsMs = 500, timersMs = 0 } = world;
  const { cut: [cutAt, backAt] = [Infinity, Infinity] } = world;
  const random = dice(7);
  const isCut = (at: number) => at >= cutAt && at < backAt;
  const survives = (at: number) => !isCut(at) && random() >= loss;
  // Media; their beats; checks whether the path still stands (RFC 7675); and the answers to ours.
  const sources = [
    { every: 20, until: mediaUntil, next: 0 },
    { every: theirBeatsMs, until: Infinity, next: 0 },
    { every: 2_500, until: Infinity, next: 0 },
    { every: 2_500, until: Infinity, next: 1_300 },
  ];
  let answers: number[] = [];

  /** When the last packet came that has come by now. */
  function lastArrival(before: number, at: number): number {
    let last = before;
    for (const source of sources) {
      // What is long ago makes no difference.
      source.next = Math.max(
        source.next,
        source.next + Math.floor((at - source.next) / source.every - 20) * source.every,
      );
      for (; source.next <= Math.min(at, source.until); source.next += source.every) {
        if (survives(source.next)) last = Math.max(last, source.next);
      }
    }
    for (const answer of answers) if (answer <= at) last = Math.max(last, answer);
    answers = answers.filter((answer) => answer > at);
    return last;
  }

  const noticed: string[] = [];
  let pulse: Pulse = { lastAt: 0, quietMs: 0, lookedAt: 0, beats: 0, silent: false };
  let looks = 0;
  for (let at = 500; at < forMs;) {
    looks += 1;
    const next = takePulse(pulse, at, { lastAt: lastArrival(pulse.lastAt, at), statsAt: at, roundTripMs });
    if (next.pulse.silent !== pulse.silent) noticed.push(`${next.pulse.silent ? 'silent' : 'back'} ${at}`);
    ({ pulse } = next);
    // The other browser acknowledges within 200 ms, whatever its page does.
    const answer = at + roundTripMs + 200 * random();
    if (next.beat && survives(at) && survives(answer)) answers.push(answer);
    at += Math.max(next.againInMs, timersMs);
  }
  return { noticed, looks };
}

const timeOf = (notice: string | undefined) => Number(notice?.split(' ')[1]);

describe('takePulse', () => {
  for (const [what, mediaUntil] of [
    ['with media', Infinity],
    ['without', 0],
  ] as const) {
    it(`notices a pulled wire within a second and a half, ${what}, and that it is back`, () => {
      for (let cutAt = 10_000; cutAt < 13_000; cutAt += 37) {
        const { noticed } = watch({ mediaUntil, cut: [cutAt, cutAt + 5_000] }, 20_000);

        expect(noticed, `${cutAt}`).to.have.lengthOf(2);
        expect(timeOf(noticed[0]) - cutAt).to.be.within(500, 1_500);
        expect(timeOf(noticed[1]) - cutAt - 5_000).to.be.within(0, 2_600);
      }
    });

    it(`takes a loss of 10 % for no interruption, in an hour ${what}`, () => {
      const { noticed, looks } = watch({ mediaUntil, loss: 0.1 }, 60 * MINUTE_MS);

      expect(noticed).to.deep.equal([]);
      expect(looks).to.be.lessThan(60 * 60 * 3);
    });

    it(`takes no interruption from the timers of a hidden page, once a second, ${what}`, () => {
      const { noticed } = watch(
        { mediaUntil, loss: 0.1, theirBeatsMs: 1_000, timersMs: 1_000 },
        60 * MINUTE_MS,
      );

      expect(noticed).to.deep.equal([]);
    });

    it(`takes no interruption from timers that run once a minute, ${what}`, () => {
      const { noticed } = watch(
        { mediaUntil, loss: 0.1, theirBeatsMs: 1e9, timersMs: MINUTE_MS },
        600 * MINUTE_MS,
      );

      expect(noticed).to.deep.equal([]);
    });
  }

  it('notices a pulled wire within three seconds and a half in a hidden page', () => {
    for (let cutAt = 10_000; cutAt < 12_000; cutAt += 97) {
      const { noticed } = watch({ mediaUntil: Infinity, cut: [cutAt, 1e9], timersMs: 1_000 }, 20_000);

      expect(timeOf(noticed[0]) - cutAt).to.be.within(1_000, 3_500);
    }
  });

  it('takes it for no interruption that the other side stops sending media, also far away', () => {
    for (const roundTripMs of [1, 100, 300, 600, 1_000]) {
      for (let stop = 10_000; stop < 11_000; stop += 50) {
        const { noticed } = watch({ roundTripMs, mediaUntil: stop }, 30_000);
        expect(noticed, `${roundTripMs} ${stop}`).to.deep.equal([]);
      }
    }
  });

  it('asks again after a sleep, before it says that nobody is there', () => {
    const asleep: Pulse = { lastAt: 1_000, quietMs: 20, lookedAt: 1_020, beats: 0, silent: false };
    const look = { lastAt: 1_000, statsAt: 60_000, roundTripMs: 20 };

    const { pulse, beat } = takePulse(asleep, 60_020, look);

    expect({ silent: pulse.silent, beat }).to.deep.equal({ silent: false, beat: true });
  });

  it('counts the time by itself when the browser says nothing', () => {
    let pulse: Pulse = { lastAt: 5, quietMs: 0, lookedAt: 0, beats: 0, silent: false };
    for (let at = 300; at < 1_500; at += 100) ({ pulse } = takePulse(pulse, at, undefined));

    expect(pulse.silent).to.equal(true);
  });
});

describe('Liveness', () => {
  /** On statistics that the test makes up. */
  function makeLiveness(stats: () => readonly Record<string, unknown>[]) {
    const life = new AbortController();
    const news: boolean[] = [];
    let beats = 0;
    const liveness: Liveness = new Liveness({
      connection: {
        getStats: async () => new Map(stats().map((each, index) => [`${index}`, each])) as RTCStatsReport,
      },
      signal: life.signal,
      beat: () => (beats += 1),
      changed: () => news.push(liveness.silent),
    });
    return { liveness, news, life, beats: () => beats };
  }
  const now = () => performance.timeOrigin + performance.now();
  const pair = (id: string, fields: object) => ({ type: 'candidate-pair', id, timestamp: now(), ...fields });

  it('does not take checks of the path for packets that carry something', async () => {
    let bytesReceived = 1_000;
    const { liveness, news, beats, life } = makeLiveness(() => [
      { type: 'inbound-rtp', id: 'sound' },
      pair('used', { bytesReceived, lastPacketReceivedTimestamp: now() }),
    ]);

    await until('it notices', () => liveness.silent);
    bytesReceived += 1;
    await until('it notices that it is back', () => !liveness.silent);
    life.abort();

    expect(news).to.deep.equal([true, false]);
    expect(beats()).to.be.greaterThan(3);
  });

  it('takes what comes by any pair of addresses', async () => {
    let bytesReceived = 0;
    const started = performance.now();
    const { news, life } = makeLiveness(() => [
      pair('sending', { selected: true, bytesReceived: 1_000, lastPacketReceivedTimestamp: now() - 5_000 }),
      pair('receiving', { bytesReceived: (bytesReceived += 1) }),
    ]);

    await until('two seconds are over', () => performance.now() - started > 2_000);
    life.abort();

    expect(news).to.deep.equal([]);
  });

  it('takes a connection that was closed behind its back for silent', async () => {
    const { liveness, life } = makeLiveness(() => {
      throw new DOMException('closed', 'InvalidStateError');
    });

    await until('it notices', () => liveness.silent);
    life.abort();
  });
});
