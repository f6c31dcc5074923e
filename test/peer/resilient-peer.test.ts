import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { IceSettings } from '../../src/peer/ice-source.js';
import { closeSides, talking, TURN, type Side } from '../support/resilient-side.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('ResilientPeer', () => {
  let clock: VirtualClock;
  beforeEach(() => (clock = new VirtualClock()));
  afterEach(() => {
    closeSides();
    clock.restore();
  });
  const talkingAs = (role: 'caller' | 'callee', settings?: Partial<IceSettings>) =>
    talking(clock, role, settings);

  /** Nothing arrives any more. */
  async function silence({ link }: Side, ms: number) {
    link(0).become('interrupted');
    await clock.advance(ms);
  }

  const offerOf = (epoch: number) => ({ type: 'offer', epoch, id: 0, sdp: `offer ${epoch}` }) as const;
  const answerOf = (epoch: number) => ({ type: 'answer', epoch, id: 0, sdp: 'an answer' }) as const;

  describe('as the caller', () => {
    it('restarts ICE after a second and a half, then offers another connection', async () => {
      const side = await talkingAs('caller');

      await silence(side, 1_500);
      expect(side.link(0).commands.at(-1)).to.equal('restart');
      expect(side.links).to.have.lengthOf(1);
      await clock.advance(4_000);

      expect(side.links).to.have.lengthOf(2);
      expect(side.said).to.deep.equal(['offer 1.0']);
      expect(side.link(0).state).to.equal('interrupted');
      expect(side.heard).to.deep.equal(['interrupted']);
    });

    it('goes on with the new connection, and only then closes the old one', async () => {
      const side = await talkingAs('caller');
      await silence(side, 5_500);

      await side.peer.takeDescription(answerOf(1));
      side.link(1).become('connected');
      expect([side.peer.state, side.link(0).state]).to.deep.equal(['interrupted', 'interrupted']);
      side.link(1).comeUp();

      expect(side.link(0).state).to.equal('closed');
      expect(side.heard).to.deep.equal(['interrupted', 'remotechange', 'connected', 'channelopen']);
      expect(side.peer.send('hello')).to.equal(true);
      expect(side.link(1).texts).to.deep.equal(['hello']);
    });

    it('uses the old connection when it comes back first, until the new one is there', async () => {
      const side = await talkingAs('caller');
      await silence(side, 5_500);

      side.link(0).become('connected');
      expect(side.heard).to.deep.equal(['interrupted', 'connected', 'channelopen']);
      expect(side.link(1).state).to.equal('connecting');
      side.link(1).comeUp();

      expect(side.link(0).state).to.equal('closed');
      expect(side.heard.slice(3)).to.deep.equal(['remotechange', 'channelopen']);
    });

    it('keeps the old connection when the new one does not come up', async () => {
      const side = await talkingAs('caller');
      await silence(side, 5_500);

      side.link(0).become('connected');
      side.link(1).become('failed');

      expect(side.link(1).state).to.equal('closed');
      await side.peer.takeDescription(answerOf(1));
      await clock.advance(60_000);
      expect(side.links).to.have.lengthOf(2);
      expect(side.heard).to.deep.equal(['interrupted', 'connected', 'channelopen']);
    });

    it('tries by TURN alone every second time, if there is a TURN server', async () => {
      const policies = async (settings: Partial<IceSettings>) => {
        const side = await talkingAs('caller', settings);
        await silence(side, 16_000);
        return side.links.map(({ options }) => options.iceTransportPolicy);
      };

      expect(await policies({ iceServers: [TURN], turn: true })).to.deep.equal([
        'all',
        'all',
        'relay',
        'all',
      ]);
      expect(await policies({})).to.deep.equal(['all', 'all', 'all', 'all']);
      expect(await policies({ iceServers: [TURN], turn: true, relayOnly: true })).to.deep.equal(
        Array.from({ length: 4 }, () => 'relay'),
      );
    });

    it('has two connections at the most', async () => {
      const side = await talkingAs('caller');
      await silence(side, 27_000);

      expect(side.links.length).to.be.greaterThan(4);
      expect(side.links.filter(({ state }) => state !== 'closed')).to.deep.equal([
        side.link(0),
        side.links.at(-1),
      ]);
    });

    it('helps when it is asked, though it has noticed nothing', async () => {
      const side = await talkingAs('caller');

      side.peer.mend(0);
      await clock.rest();
      expect(side.link(0).commands.at(-1)).to.equal('restart');
      await clock.advance(4_500);
      side.peer.mend(0);
      await clock.rest();

      expect(side.said).to.deep.equal(['offer 1.0']);
      expect(side.heard).to.deep.equal([]);
      side.link(1).comeUp();
      expect(side.link(0).state).to.equal('closed');
      expect(side.heard).to.deep.equal(['remotechange', 'channelopen']);
    });

    it('sends its offer again to a callee who asks about an older connection', async () => {
      const side = await talkingAs('caller');
      await silence(side, 5_500);

      side.peer.mend(0);
      side.peer.mend(7);

      expect(side.link(1).commands).to.deep.equal(['offer', 'repeat']);
    });

    it('makes another connection at once when the one there is cannot come back', async () => {
      const side = await talkingAs('caller');

      side.link(0).become('failed');
      await clock.rest();

      expect(side.said).to.deep.equal(['offer 1.0']);
      expect(side.heard).to.deep.equal(['interrupted']);
    });

    it('takes no offers of other connections', async () => {
      const side = await talkingAs('caller');

      await side.peer.takeDescription(offerOf(1));

      expect(side.links).to.have.lengthOf(1);
    });
  });

  describe('as the callee', () => {
    it('asks for help, and makes nothing by itself', async () => {
      const side = await talkingAs('callee');

      await silence(side, 7_000);

      expect(side.said).to.deep.equal(['recover 0', 'recover 0']);
      expect(side.links).to.have.lengthOf(1);
      expect(side.link(0).commands).to.deep.equal(['answer an offer']);
    });

    it('asks for a restart of ICE, when its browser wants one', async () => {
      const side = await talkingAs('callee');

      side.link(0).needHelp();

      expect([side.said, side.heard]).to.deep.equal([['recover 0'], []]);
    });

    it('answers another connection, and uses it in place of one that is silent', async () => {
      const side = await talkingAs('callee');
      await silence(side, 1_000);

      await side.peer.takeDescription(offerOf(1));
      expect(side.said).to.deep.equal(['answer 1.0']);
      expect(side.link(0).state).to.equal('interrupted');
      side.link(1).comeUp();

      expect(side.heard).to.deep.equal(['interrupted', 'remotechange', 'connected', 'channelopen']);
      expect(side.link(0).state).to.equal('closed');
    });

    it('leaves it to the caller to close one of two that carry packets', async () => {
      const side = await talkingAs('callee');
      await side.peer.takeDescription(offerOf(1));
      side.link(1).comeUp();
      expect(side.heard).to.deep.equal(['remotechange', 'channelopen']);
      expect(side.link(0).state).to.equal('connected');

      side.link(0).closeRemotely();

      expect(side.link(0).state).to.equal('closed');
      expect(side.heard).to.have.lengthOf(2);
    });

    it('closes the old connection when nothing comes by it, should the word of the caller be lost', async () => {
      const side = await talkingAs('callee');
      await side.peer.takeDescription(offerOf(1));
      side.link(1).comeUp();

      side.link(0).become('interrupted');

      expect(side.link(0).state).to.equal('closed');
      expect(side.peer.state).to.equal('connected');
    });

    it('goes back to the old connection when the caller has chosen that', async () => {
      const side = await talkingAs('callee');
      await side.peer.takeDescription(offerOf(1));
      side.link(1).comeUp();

      side.link(1).closeRemotely();
      side.peer.send('hello');

      expect(side.link(0).texts).to.deep.equal(['hello']);
      expect(side.heard).not.to.include('channelclose');
      expect(side.peer.state).to.equal('connected');
    });

    it('answers once, however often the offer comes, and forgets what is older', async () => {
      const side = await talkingAs('callee');

      await Promise.all([side.peer.takeDescription(offerOf(2)), side.peer.takeDescription(offerOf(2))]);
      await clock.advance(2_000);
      await side.peer.takeDescription(offerOf(2));
      await side.peer.takeDescription(offerOf(1));

      expect(side.links).to.have.lengthOf(2);
      expect(side.link(1).commands).to.deep.equal(['answer offer 2', 'take offer 0']);
    });

    it('keeps candidates that overtook the offer of their connection', async () => {
      const side = await talkingAs('callee');
      const candidates = [{ candidate: '', sdpMid: '0' }];

      await side.peer.addCandidates({ epoch: 1, candidates });
      await side.peer.takeDescription(offerOf(1));
      await side.peer.addCandidates({ epoch: 1, candidates });
      await side.peer.addCandidates({ epoch: 0, candidates });

      expect(side.link(1).commands).to.deep.equal(['candidates 1', 'answer offer 1', 'candidates 1']);
      expect(side.link(0).commands.at(-1)).to.equal('candidates 1');
    });

    it('survives an offer that its browser refuses', async () => {
      const side = await talkingAs('callee');
      side.refusal = new PhoneError('bad-message', 'The browser refuses.');

      await side.peer.takeDescription(offerOf(1));

      expect(side.link(1).state).to.equal('closed');
      expect([side.heard, side.said]).to.deep.equal([[], []]);
    });
  });
});
