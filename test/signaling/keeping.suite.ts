import { expect } from '@open-wc/testing';

import type { Arrival, Signaling } from '../../src/signaling/signaling.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';
import type { Transport } from './port.suite.js';

/** What every transport must do that keeps payloads for those who are away. `prepare` runs once. */
export function keepingSuite(prepare: () => Promise<Transport>): void {
  const made: Signaling[] = [];
  let transport: Transport;

  before(async () => {
    transport = await prepare();
  });

  afterEach(() => {
    for (const signaling of made.splice(0)) signaling.close();
  });

  async function connect(number = freshNumber('end')) {
    const signaling = transport.make(number);
    made.push(signaling);
    const arrivals: Arrival[] = [];
    signaling.addEventListener('arrival', ({ detail }) => arrivals.push(detail));
    await signaling.connect();
    const recall = async (after?: string) => (await signaling.recall?.(after)) ?? [];
    return { number, signaling, arrivals, recall };
  }

  const payloads = (arrivals: readonly Arrival[]) => arrivals.map(({ payload }) => payload);

  it('has kept for a number what was to be kept, and nothing else, when it comes', async () => {
    const [alice, bob] = [await connect(), freshNumber('bob')];

    await alice.signaling.send(bob, { n: 1 }, { keep: true });
    await alice.signaling.send(bob, { n: 2 });
    await alice.signaling.send(bob, { n: 3 }, { keep: false });
    await alice.signaling.send(bob, { n: 4, 'ü "': [null, '%'] }, { keep: true });
    await alice.signaling.send(freshNumber('carol'), { n: 5 }, { keep: true });
    const recalled = await (await connect(bob)).recall();

    expect(payloads(recalled)).to.deep.equal([{ n: 1 }, { n: 4, 'ü "': [null, '%'] }]);
    for (const { from, ageMs, position } of recalled) {
      expect(from).to.equal(alice.number);
      expect(ageMs).to.be.within(0, 5_000);
      expect(position).to.be.a('string');
    }
  });

  it('brings what is kept to those who are there as well, once', async () => {
    const [alice, bob] = [await connect(), await connect()];

    await alice.signaling.send(bob.number, { n: 1 }, { keep: true });
    await until('it is there', () => bob.arrivals.length === 1);

    expect(payloads(bob.arrivals)).to.deep.equal([{ n: 1 }]);
    expect(bob.arrivals[0]?.position).to.equal((await bob.recall())[0]?.position);
  });

  it('goes on behind a position, and repeats nothing', async () => {
    const [alice, bob] = [await connect(), await connect()];
    await alice.signaling.send(bob.number, { n: 1 }, { keep: true });
    await alice.signaling.send(bob.number, { n: 2 }, { keep: true });
    const before = await bob.recall();

    await alice.signaling.send(bob.number, { n: 3 }, { keep: true });

    expect(payloads(await bob.recall(before[0]?.position))).to.deep.equal([{ n: 2 }, { n: 3 }]);
    expect(payloads(await bob.recall(before[1]?.position))).to.deep.equal([{ n: 3 }]);
    expect(payloads(await bob.recall())).to.deep.equal([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('gives out the newest hundred', async () => {
    const [alice, bob] = [await connect(), await connect()];

    for (let n = 0; n < 104; n += 1) await alice.signaling.send(bob.number, { n }, { keep: true });
    const recalled = await bob.recall();

    expect(payloads(recalled)).to.deep.equal(
      Array.from({ length: 100 }, (_none, index) => ({ n: index + 4 })),
    );
  });
}
