import { expect } from '@open-wc/testing';

import { ringEarly } from '../support/early-call.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { setPacketLoss } from '../support/packet-loss.js';
import { decodedFrames, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

/** What was said by signaling, in short. A slow browser may find some of its addresses late. */
const typesOf = ({ network: { sent } }: MemoryPhones) =>
  sent.map(({ payload }) => (payload as { type: string }).type).filter((type) => type !== 'candidates');

describe('A call that was connected while it rang, and has lost its way before it was accepted', function () {
  this.timeout(30_000);
  let phones: MemoryPhones;
  before(() => setPacketLoss(0));
  beforeEach(() => (phones = new MemoryPhones()));
  afterEach(async () => {
    phones.close();
    await setPacketLoss(0);
  });

  async function ring() {
    const alice = await phones.connect('alice');
    return ringEarly(alice, await phones.connect('bob', { earlyConnection: ['alice'] }));
  }

  it('asks for nothing while the way is lost, is accepted by signaling, and mended at once', async () => {
    const { caller, callee } = await ring();
    await setPacketLoss(100);
    await until('both browsers have noticed', () =>
      [caller, callee].every(({ peerConnection }) => peerConnection?.connectionState === 'disconnected'),
    );
    expect([caller.state.phase, callee.state.phase]).to.deep.equal(['ringing', 'incoming']);
    expect(typesOf(phones)).to.deep.equal(['ring', 'ringing']);

    await callee.accept();
    await reaches(caller, 'connecting');
    await until('the caller mends it', () => typesOf(phones).includes('offer'));
    await setPacketLoss(0);

    for (const call of [caller, callee]) {
      await reaches(call, 'active');
      play(call);
      await until('the picture moves', async () => (await decodedFrames(call)) > 0);
    }
  });

  it('is accepted by signaling a second later when the way has gone unnoticed', async () => {
    const { caller, callee } = await ring();
    await setPacketLoss(100);

    const accepted = callee.accept();
    await reaches(callee, 'active');
    expect(typesOf(phones)).to.deep.equal(['ring', 'ringing']);
    await accepted;
    await until(
      'the caller knows',
      () => caller.state.phase === 'connecting' || caller.state.phase === 'active',
    );

    expect(typesOf(phones)).to.include('accept');
    await setPacketLoss(0);
    await until('both talk', () => [caller, callee].every(({ state }) => state.phase === 'active'));
  });
});
