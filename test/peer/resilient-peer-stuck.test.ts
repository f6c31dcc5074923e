import { expect } from '@open-wc/testing';

import { AUDIO, AUDIO_VIDEO } from '../support/peer-pair.js';
import { makeResilientPair } from '../support/resilient-pair.js';
import { closeSides, talking } from '../support/resilient-side.js';
import { storm } from '../support/storm.js';
import { until } from '../support/until.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('ResilientPeer, when the browsers can agree on nothing new', () => {
  let clock: VirtualClock;
  beforeEach(() => (clock = new VirtualClock()));
  afterEach(() => {
    closeSides();
    clock.restore();
  });

  it('makes another connection as the caller, and goes on by the one there is until that is up', async () => {
    const side = await talking(clock, 'caller');

    side.link(0).storm();
    await clock.rest();
    expect(side.said).to.deep.equal(['offer 1.0']);
    expect([side.peer.state, side.heard]).to.deep.equal(['connected', []]);
    side.link(1).comeUp();

    expect(side.link(0).state).to.equal('closed');
    expect(side.heard).to.deep.equal(['remotechange', 'channelopen']);
  });

  it('asks for another one as the callee, and gets it', async () => {
    const [caller, callee] = [await talking(clock, 'caller'), await talking(clock, 'callee')];

    callee.link(0).storm();
    expect(callee.said).to.deep.equal(['recover 1']);
    caller.peer.mend(1);
    await clock.rest();

    expect(caller.said).to.deep.equal(['offer 1.0']);
    expect([...caller.heard, ...callee.heard]).to.deep.equal([]);
  });

  it('makes one, though both sides notice, and however often they do', async () => {
    const side = await talking(clock, 'caller');

    side.link(0).storm();
    await clock.rest();
    side.link(0).storm();
    side.peer.mend(1);
    await clock.rest();

    expect(side.said).to.deep.equal(['offer 1.0']);
    expect(side.heard).to.deep.equal([]);
  });

  it('tries again when the first try came to nothing', async () => {
    const side = await talking(clock, 'caller');
    side.link(0).storm();
    await clock.rest();
    side.link(1).become('failed');
    await clock.advance(20_000);

    side.link(0).storm();
    await clock.rest();

    expect(side.said).to.deep.equal(['offer 1.0', 'offer 2.0']);
    expect(side.heard).to.deep.equal([]);
  });

  for (const [whose, stick] of [
    ['its own', (side) => side.link(1).storm()],
    ["the callee's", (side) => side.peer.mend(2)],
  ] as const satisfies [string, (side: Awaited<ReturnType<typeof talking>>) => void][]) {
    it(`gives up when the other connection gets there as well, in ${whose} view`, async () => {
      const side = await talking(clock, 'caller');
      side.link(0).storm();
      await clock.rest();
      side.link(1).comeUp();
      side.heard.length = 0;
      await clock.advance(60_000);

      stick(side);
      await clock.rest();

      expect(side.heard).to.deep.equal(['error']);
      expect(side.links).to.have.lengthOf(2);
    });
  }

  it('makes nothing because a caller says that it needs something', async () => {
    const side = await talking(clock, 'callee');

    side.peer.mend(1);
    await clock.rest();

    expect([side.said, side.heard, side.links.length]).to.deep.equal([[], [], 1]);
  });
});

describe('ResilientPeer, in a storm of real negotiations', () => {
  for (const role of ['caller', 'callee'] as const) {
    it(`goes on over another connection, on which the ${role} gets what it wanted`, async () => {
      const pair = makeResilientPair();
      const peers = [pair.caller.peer, pair.callee.peer];
      try {
        await pair.connect({ ...AUDIO, video: { send: false, receive: true } });
        const before = peers.map(({ connection }) => connection);
        const one = pair[role].peer;
        const other = pair[role === 'caller' ? 'callee' : 'caller'].peer;

        await storm(() => one.connection);
        one.setPlan(AUDIO_VIDEO);
        await until('both are on another one', () => peers.every((peer, i) => peer.connection !== before[i]));
        await until('the other one gets video', () => other.remoteStream.getVideoTracks().length > 0);

        await until('the old one is closed', () => before.every((each) => each?.signalingState === 'closed'));
        expect([pair.caller.states, pair.callee.states]).to.deep.equal([
          ['connecting', 'connected'],
          ['connecting', 'connected'],
        ]);
        expect(pair.errors).to.deep.equal([]);
      } finally {
        pair.close();
      }
    });
  }
});
