import { expect } from '@open-wc/testing';

import { Liveness, takePulse, type Pulse } from '../../src/peer/liveness.js';
import { until } from '../support/until.js';
import { VirtualClock } from '../support/virtual-clock.js';

const MINUTE_MS = 60_000;

/** The same numbers in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What happens on the wire, in a time that is only counted. */
const WORLD = {
  /** Share of the packets that get lost, each way. */
  loss: 0,
  roundTripMs: 30,
  /** Until when the other side sends media, 50 packets a second. By default not at all. */
  mediaUntil: 0,
  /** How often the other side asks for a sign of life. */
  theirBeatsMs: 500,
  /** When the wire is pulled, and put back. */
  cutAt: Infinity,
  backAt: Infinity,
  /** How late this page's timers are at the least. */
  timersMs: 0,
};

/** The packets of the other side. */
class Wire {
  readonly #world: typeof WORLD;
  readonly #random = dice(7);
  readonly #sources;
  #answers: number[] = [];
  #last = 0;

  constructor(world: typeof WORLD) {
    this.#world = world;
    this.#sources = [
      { every: 20, until: world.mediaUntil, next: 0 },
      { every: world.theirBeatsMs, until: Infinity, next: 0 },
    ];
  }

  /** The other browser acknowledges within 200 ms, whatever its page does. */
  beat(at: number): void {
    const answer = at + this.#world.roundTripMs + 200 * this.#random();
    if (this.#survives(at) && this.#survives(answer)) this.#answers.push(answer);
  }

  /** When the last packet came that has come by now. */
  lastAt(now: number): number {
    for (const source of this.#sources) {
      // What is long ago makes no difference.
      const skipped = Math.floor((now - source.next) / source.every - 20);
      source.next += Math.max(0, skipped) * source.every;
      for (; source.next <= Math.min(now, source.until); source.next += source.every)
        this.#arrive(source.next);
    }
    for (const answer of this.#answers) if (answer <= now) this.#last = Math.max(this.#last, answer);
    this.#answers = this.#answers.filter((answer) => answer > now);
    return this.#last;
  }

  #arrive(at: number): void {
    if (this.#survives(at)) this.#last = Math.max(this.#last, at);
  }

  #survives(at: number): boolean {
    const { cutAt, backAt, loss } = this.#world;
    return (at < cutAt || at >= backAt) && this.#random() >= loss;
  }
}

/** What one side notices, and when, in milliseconds. */
function watch(world: Partial<typeof WORLD>, forMs: number): { noticed: string[]; looks: number } {
  const { roundTripMs, timersMs, ...rest } = { ...WORLD, ...world };
  const wire = new Wire({ roundTripMs, timersMs, ...rest });
  const noticed: string[] = [];
  let pulse: Pulse = { lastAt: 0, quietMs: 0, lookedAt: 0, beats: 0, silent: false };
  let looks = 0;
  for (let at = 500; at < forMs;) {
    looks += 1;
    const next = takePulse(pulse, at, { lastAt: wire.lastAt(at), statsAt: at, roundTripMs });
    if (next.pulse.silent !== pulse.silent) noticed.push(`${next.pulse.silent ? 'silent' : 'back'} ${at}`);
    ({ pulse } = next);
    if (next.beat) wire.beat(at);
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
        const { noticed } = watch({ mediaUntil, cutAt, backAt: cutAt + 5_000 }, 20_000);

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

  it('notices a pulled wire within four seconds and a half in a hidden page', () => {
    for (let cutAt = 10_000; cutAt < 12_000; cutAt += 97) {
      const { noticed } = watch({ mediaUntil: Infinity, cutAt, timersMs: 1_000 }, 20_000);

      expect(timeOf(noticed[0]) - cutAt).to.be.within(1_000, 4_500);
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
    let looks = 0;
    const liveness: Liveness = new Liveness({
      connection: {
        getStats: async () => new Map(stats().map((each, index) => [`${index}`, each])),
      },
      signal: life.signal,
      looked: () => (looks += 1),
      beat: () => (beats += 1),
      changed: () => news.push(liveness.silent),
    });
    return { liveness, news, life, beats: () => beats, looks: () => looks };
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

  it('hands on what the browser reports, but not of a connection that is silent', async () => {
    const { liveness, looks, beats, life } = makeLiveness(() => [
      pair('used', { bytesReceived: 1_000, lastPacketReceivedTimestamp: now() }),
    ]);

    await until('it has looked', () => looks() > 0);
    await until('it notices that nothing comes', () => liveness.silent);
    const [before, then] = [looks(), beats()];
    await until('it has looked again', () => beats() > then + 3);
    life.abort();

    expect(looks()).to.equal(before);
  });

  it('takes what comes by any pair of addresses', async () => {
    const clock = new VirtualClock();
    let bytesReceived = 0;
    const { news, looks, life } = makeLiveness(() => [
      pair('sending', { selected: true, bytesReceived: 1_000, lastPacketReceivedTimestamp: now() - 5_000 }),
      pair('receiving', { bytesReceived: (bytesReceived += 1) }),
    ]);

    await clock.advance(60_000);
    life.abort();
    clock.restore();

    expect(news).to.deep.equal([]);
    expect(looks()).to.equal(120);
  });

  it('takes a connection that was closed behind its back for silent', async () => {
    const { liveness, life } = makeLiveness(() => {
      throw new DOMException('closed', 'InvalidStateError');
    });

    await until('it notices', () => liveness.silent);
    life.abort();
  });
});
