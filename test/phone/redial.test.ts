import { expect } from '@open-wc/testing';

import { SimulatedPhones, withoutCompression, type SimulatedPhone } from '../support/simulated-phones.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('A number that calls anew', () => {
  let clock: VirtualClock;
  let bringBack: () => void;
  let phones: SimulatedPhones;
  let alice: SimulatedPhone;
  let bob: SimulatedPhone;

  beforeEach(() => {
    clock = new VirtualClock();
    bringBack = withoutCompression();
    phones = new SimulatedPhones();
    [alice, bob] = [phones.add('alice'), phones.add('bob')];
  });

  afterEach(() => {
    phones.close();
    bringBack();
    clock.restore();
  });

  async function dial(from: SimulatedPhone, number: string) {
    void from.dial(number);
    await clock.rest();
    return from.calls.all[0];
  }

  /** Alice's page is gone without a word. */
  function crash(): void {
    const { route } = phones.network;
    phones.network.route = (passing, arrive) => {
      if (passing.from !== 'alice') route(passing, arrive);
    };
    phones.air.cut();
    phones.network.route = route;
    phones.air.carry = (arrive) => queueMicrotask(arrive);
  }

  it('replaces its call that is broken here, and rings', async () => {
    await dial(alice, 'bob');
    await bob.rang[0]?.accept();
    await clock.rest();
    crash();
    expect(bob.calls.all[0]?.state.phase).to.equal('reconnecting');

    const again = await dial(phones.add('alice'), 'bob');

    expect(bob.rang[0]?.state).to.include({ phase: 'ended', reason: 'left', by: 'remote' });
    expect(bob.calls.all).to.deep.equal([bob.rang[1]]);
    await bob.rang[1]?.accept();
    await clock.rest();
    expect(again?.state.phase).to.equal('active');
    expect(bob.rang[1]?.state.phase).to.equal('active');
  });

  it('replaces its call that rings here, and rings', async () => {
    await dial(alice, 'bob');

    const again = await dial(phones.add('alice'), 'bob');

    expect(bob.rang.map(({ state }) => state.phase)).to.deep.equal(['ended', 'incoming']);
    expect(again?.state.phase).to.equal('ringing');
    expect(alice.had[0]?.state).to.include({ phase: 'ended', reason: 'left' });
  });

  it('does not disturb a call that is well', async () => {
    await dial(alice, 'bob');
    await bob.rang[0]?.accept();
    await clock.rest();

    const second = await dial(phones.add('alice'), 'bob');
    await clock.advance(1_000);

    expect(second?.state).to.include({ phase: 'ended', reason: 'busy' });
    expect(bob.rang[0]?.state.phase).to.equal('active');
  });

  it('is heard once when its ring comes again, and told again that this phone rings', async () => {
    const lost: (() => void)[] = [];
    phones.network.route = ({ payload }, arrive) => {
      if ('type' in payload && payload.type === 'ringing') lost.push(arrive);
      else arrive();
    };
    const call = await dial(alice, 'bob');
    expect(call?.state.phase).to.equal('calling');
    phones.network.route = (_passing, arrive) => arrive();

    await clock.advance(1_000);

    expect(call?.state.phase).to.equal('ringing');
    expect(bob.rang).to.have.lengthOf(1);
    await clock.advance(30_000);
    const rings = phones.network.sent.filter(({ payload }) => 'type' in payload && payload.type === 'ring');
    expect(rings, 'no more than needed').to.have.lengthOf(2);
  });

  it('costs three messages unanswered, and four answered, when nothing is lost', async () => {
    const count = async (end: () => Promise<unknown> | undefined) => {
      const before = phones.network.sent.length;
      await end();
      await clock.advance(120_000);
      expect([alice.calls.all, bob.calls.all]).to.deep.equal([[], []]);
      return phones.network.sent.length - before;
    };
    const costs = {
      declined: await count(async () => {
        await dial(alice, 'bob');
        await bob.calls.all[0]?.reject();
      }),
      cancelled: await count(async () => (await dial(alice, 'bob'))?.hangUp()),
      'no answer': await count(() => dial(alice, 'bob')),
      answered: await count(async () => {
        await dial(bob, 'alice');
        await alice.calls.all[0]?.accept();
        await clock.advance(60_000);
        await alice.calls.all[0]?.hangUp();
      }),
    };

    expect(costs).to.deep.equal({ declined: 3, cancelled: 3, 'no answer': 3, answered: 4 });
  });
});

describe('A flood of rings', () => {
  it('of a thousand callers at once opens no connection, rings once, and is answered thirty times a minute', async () => {
    const clock = new VirtualClock();
    const phones = new SimulatedPhones();
    const bob = phones.add('bob');
    const ring = {
      v: 1,
      device: 'device-0123',
      seq: 0,
      type: 'ring',
      audio: true,
      video: true,
      sdp: 'pdj0w',
    };

    for (let n = 0; n < 1_000; n += 1) {
      const payload = { ...ring, call: `call-${n}-0123456789` };
      phones.network.carry({ from: `caller-${n % 500}`, to: 'bob', payload });
    }
    await clock.advance(5_000);
    clock.restore();

    const answers = phones.network.sent.filter(({ from }) => from === 'bob');
    expect(bob.rang).to.have.lengthOf(1);
    expect(answers).to.have.lengthOf(30);
    expect(phones.air.open).to.deep.equal([]);
    expect(bob.log.findLast(({ event }) => event === 'ring')?.detail).to.deep.equal({
      decision: 'flood',
      count: 970,
    });
    phones.close();
  });
});
