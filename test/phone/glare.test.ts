import { expect } from '@open-wc/testing';

import type { Call } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { reaches } from '../support/phones.js';
import { seeded, SimulatedPhones, withoutCompression } from '../support/simulated-phones.js';
import { until } from '../support/until.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('Two people who dial each other', () => {
  describe('in a simulation', () => {
    let clock: VirtualClock;
    let bringBack: () => void;

    beforeEach(() => {
      clock = new VirtualClock();
      bringBack = withoutCompression();
    });

    afterEach(() => {
      bringBack();
      clock.restore();
    });

    it('are in exactly one call, 1,000 times, up to 500 ms apart', async function () {
      this.timeout(60_000);
      const random = seeded(1);
      const results: Record<string, number> = {};
      for (let run = 0; run < 1_000; run += 1) {
        const result = await dialEachOther(random);
        results[result] = (results[result] ?? 0) + 1;
      }

      expect(results).to.deep.equal({ 'one call': 1_000 });
    });

    async function dialEachOther(random: () => number): Promise<string> {
      const phones = new SimulatedPhones();
      phones.network.route = (_passing, arrive) => setTimeout(arrive, 20 + 280 * random());
      phones.air.carry = (arrive) => setTimeout(arrive, 20);
      const pair = [phones.add('alice'), phones.add('bob')] as const;
      const [alice, bob] = pair;
      const dialled: Call[] = [];
      setTimeout(() => void alice.dial('bob').then((call) => dialled.push(call)), 500 * random());
      setTimeout(() => void bob.dial('alice').then((call) => dialled.push(call)), 500 * random());
      await clock.advance(5_000);

      const had = pair.flatMap((phone) => phone.had);
      const goOn = dialled.length === 2 && dialled.every((call) => had.includes(call));
      const ids = new Set(had.map(({ id }) => id));
      const phases = had.map(({ state }) => state.phase).join();
      phones.close();
      clock.clear();
      if (!goOn) return 'dial() returned a call that does not go on';
      return ids.size === 1 && phases === 'active,active' ? 'one call' : `${ids.size} calls: ${phases}`;
    }
  });

  describe('in the browser', () => {
    let phones: MemoryPhones;

    beforeEach(() => {
      phones = new MemoryPhones();
    });

    afterEach(() => phones.close());

    it('are in one call, 50 times, and nothing rings, ends or comes twice', async function () {
      this.timeout(60_000);
      const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
      const news: string[] = [];
      for (const phone of [alice, bob]) {
        phone.addEventListener('incoming', () => news.push('incoming'));
        phone.addEventListener('error', ({ detail }) => news.push(detail.code));
      }
      const gaps = seeded(2);
      for (let run = 0; run < 50; run += 1) {
        // Both rings are on their way before one of them arrives.
        const parcels: (() => void)[] = [];
        phones.network.route = (_passing, arrive) => parcels.push(arrive);
        const choice = { audio: true, video: false };
        const calls = await Promise.all([alice.dial('bob', choice), bob.dial('alice', choice)]);
        for (const call of calls) call.addEventListener('error', ({ detail }) => news.push(detail.code));
        phones.network.route = (_passing, arrive) => void setTimeout(arrive, 5 * gaps());
        for (const arrive of parcels) arrive();
        await Promise.all(calls.map((call) => reaches(call, 'active')));
        const [one, other] = calls;

        expect(one.id).to.equal(other.id);
        expect([alice.calls, bob.calls]).to.deep.equal([[one], [other]]);
        expect([alice.call, bob.call]).to.deep.equal([one, other]);

        await one.hangUp();
        await reaches(other, 'ended');
      }
      expect(news).to.deep.equal([]);
    });

    it('talk to each other when one dials whom the phone already rings for', async () => {
      const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
      const caller = await alice.dial('bob', { audio: true, video: false });
      await until('it rings', () => bob.call?.state.phase === 'incoming');

      const callee = await bob.dial('alice', { audio: true, video: false });

      await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
      expect(callee.direction).to.equal('incoming');
      expect(callee.id).to.equal(caller.id);
    });

    it('stop the other devices that their calls made ring', async () => {
      const [alice, tablet] = [await phones.connect('alice'), await phones.connect('alice')];
      const bob = await phones.connect('bob');
      const parcels: (() => void)[] = [];
      phones.network.route = (_passing, arrive) => parcels.push(arrive);
      const calls = await Promise.all([alice.dial('bob'), bob.dial('alice')]);
      phones.network.route = (_passing, arrive) => arrive();
      for (const arrive of parcels) arrive();

      await Promise.all(calls.map((call) => reaches(call, 'active')));

      // Only if Bob's call was the one that went on, the tablet rang for it.
      await until('the tablet is quiet', () => tablet.calls.length === 0);
    });
  });
});
