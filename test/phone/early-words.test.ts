import { expect } from '@open-wc/testing';

import type { Call } from '../../src/core.js';
import { SimulatedPhones, withoutCompression } from '../support/simulated-phones.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('The words of a call that is connected while it rings', () => {
  let clock: VirtualClock;
  let phones: SimulatedPhones;
  let bringBack: () => void;

  beforeEach(() => {
    clock = new VirtualClock();
    bringBack = withoutCompression();
    phones = new SimulatedPhones();
  });

  afterEach(() => {
    phones.close();
    bringBack();
    clock.restore();
  });

  async function ring() {
    const [alice, bob] = [phones.add('alice'), phones.add('bob', ['alice'])];
    void alice.dial('bob');
    await clock.advance(300);
    await clock.rest();
    const [caller, callee] = [alice.had[0], bob.rang[0]] as [Call, Call];
    return { caller, callee, phases: () => [caller, callee].map(({ state }) => state.phase) };
  }

  /** What was said by signaling, each with whether it held a description. */
  const said = () =>
    phones.network.sent.map(({ payload }) => {
      const { type, sdp } = payload as { type: string; sdp?: string };
      return sdp === undefined ? type : `${type} with sdp`;
    });

  it('are two of signaling until it is accepted, and none after', async () => {
    const { callee, phases } = await ring();

    await callee.accept();
    await clock.advance(30_000);

    expect(phases()).to.deep.equal(['active', 'active']);
    expect(said()).to.deep.equal(['ring with sdp', 'ringing with sdp']);
  });

  it('are said again with all that belongs to them when the ring is repeated', async () => {
    let lost = 0;
    phones.network.route = ({ payload }, arrive) => {
      if ((payload as { type: string }).type === 'ringing' && lost < 1) lost += 1;
      else arrive();
    };
    const { callee, phases } = await ring();
    expect(phases()[0]).to.equal('calling');

    await clock.advance(1_000);
    await callee.accept();
    await clock.rest();

    expect(phases()).to.deep.equal(['active', 'active']);
    expect(said().slice(0, 4)).to.deep.equal([
      'ring with sdp',
      'ringing with sdp',
      'ring with sdp',
      'ringing with sdp',
    ]);
  });

  it('bring the answer once more when the caller has not heard that it rings', async () => {
    phones.network.route = ({ payload }, arrive) => {
      if ((payload as { type: string }).type !== 'ringing') arrive();
    };
    const { callee, phases } = await ring();

    await callee.accept();
    await clock.advance(5_000);

    expect(said()).to.include('accept with sdp');
    expect(phases()).to.deep.equal(['active', 'active']);
  });

  it('go by signaling a second later when the direct way lost them', async () => {
    const { caller, callee, phases } = await ring();
    phones.air.carry = () => {};

    await callee.accept();
    await clock.advance(900);
    expect(phases()).to.deep.equal(['ringing', 'active']);
    expect(said()).to.have.lengthOf(2);
    await clock.advance(200);

    expect(said().at(-1)).to.equal('accept with sdp');
    expect(caller.state.phase).to.equal('active');
  });

  it('go by signaling at once when the direct way is known to be lost', async () => {
    const { callee, phases } = await ring();
    phones.air.cut();

    await callee.accept();
    await clock.advance(10);

    expect(said().at(-1)).to.equal('accept with sdp');
    expect(phases()).to.deep.equal(['connecting', 'connecting']);
  });

  it('end when nobody accepts, and both let go of the connection', async () => {
    const { caller, callee } = await ring();
    expect(phones.air.open).to.have.lengthOf(2);

    await clock.advance(46_000);

    for (const { state } of [caller, callee]) expect(state).to.include({ reason: 'no-answer' });
    expect(phones.air.open).to.deep.equal([]);
  });

  it('end as they would by signaling when the direct way is lost, and nobody accepts', async () => {
    const { caller, callee } = await ring();
    phones.air.cut();

    await clock.advance(30_000);
    expect([caller, callee].map(({ state }) => state.phase)).to.deep.equal(['ringing', 'incoming']);
    await clock.advance(16_000);

    for (const { state } of [caller, callee]) expect(state).to.include({ reason: 'no-answer' });
  });
});
