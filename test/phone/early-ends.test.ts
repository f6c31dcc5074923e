import { expect } from '@open-wc/testing';

import { ringEarly } from '../support/early-call.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { reaches } from '../support/phones.js';

describe('A call that is connected while it rings', () => {
  let phones: MemoryPhones;
  beforeEach(() => (phones = new MemoryPhones()));
  afterEach(() => phones.close());

  async function ring() {
    const alice = await phones.connect('alice');
    const bob = await phones.connect('bob', { earlyConnection: ['alice'] });
    const calls = await ringEarly(alice, bob);
    const connections = [calls.caller, calls.callee].map(({ peerConnection }) => peerConnection);
    const closed = () => connections.every((each) => each?.signalingState === 'closed');
    return { alice, bob, ...calls, closed };
  }

  /** Nothing that is said by signaling arrives any more. */
  const cutSignaling = () => (phones.network.route = () => {});

  it('is closed on both sides when it is declined, and both know why though signaling is away', async () => {
    const { caller, callee, closed } = await ring();
    cutSignaling();

    await callee.reject();

    expect(await reaches(caller, 'ended')).to.include({ reason: 'declined', by: 'remote' });
    expect(callee.state).to.include({ reason: 'declined', by: 'local' });
    expect(closed()).to.equal(true);
  });

  it('is closed on both sides when the caller gives up', async () => {
    const { caller, callee, closed } = await ring();
    cutSignaling();

    await caller.hangUp();

    expect(await reaches(callee, 'ended')).to.include({ reason: 'cancelled', by: 'remote' });
    expect(closed()).to.equal(true);
  });

  for (const who of ['caller', 'callee'] as const) {
    it(`is over as soon as the ${who}'s page is closed, without signaling`, async () => {
      const { caller, callee, closed } = await ring();
      const [leaving, staying] = who === 'caller' ? [caller, callee] : [callee, caller];
      cutSignaling();

      leaving.leave();

      expect(await reaches(staying, 'ended')).to.include({ reason: 'left', by: 'remote' });
      expect(closed()).to.equal(true);
    });

    it(`is over when the ${who}'s browser closes it without a word`, async () => {
      const { caller, callee } = await ring();
      const [leaving, staying] = who === 'caller' ? [caller, callee] : [callee, caller];

      leaving.peerConnection?.close();

      expect(await reaches(staying, 'ended')).to.include({ reason: 'left', by: 'remote' });
    });
  }
});
