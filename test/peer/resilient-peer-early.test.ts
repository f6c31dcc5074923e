import { expect } from '@open-wc/testing';

import { AUDIO_VIDEO } from '../support/peer-pair.js';
import { closeSides, Side } from '../support/resilient-side.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('ResilientPeer, when it was answered before anybody had accepted', () => {
  let clock: VirtualClock;
  beforeEach(() => (clock = new VirtualClock()));
  afterEach(() => {
    closeSides();
    clock.restore();
  });

  /** A side that is connected, or about to be, while it rings. */
  async function trying(role: 'caller' | 'callee', settings = {}): Promise<Side> {
    const side = new Side(settings);
    if (role === 'callee') await side.peer.answer('an offer', AUDIO_VIDEO);
    else {
      await side.peer.offer(AUDIO_VIDEO);
      await side.peer.takeAnswer('an answer');
    }
    return side;
  }

  /** What arrives: a stream of one track. */
  const picture = () => document.createElement('canvas').captureStream().getTracks() as [MediaStreamTrack];
  const sound = () =>
    new AudioContext().createMediaStreamDestination().stream.getTracks() as [MediaStreamTrack];

  for (const role of ['caller', 'callee'] as const) {
    it(`lets the ${role} do nothing about what happens to the connection`, async () => {
      const side = await trying(role);

      side.link(0).comeUp();
      side.link(0).become('interrupted');
      await clock.advance(20_000);
      window.dispatchEvent(new Event('online'));
      side.link(0).become('failed');
      side.peer.mend(0);
      await clock.advance(20_000);

      expect(side.said).to.deep.equal([]);
      expect(side.links).to.have.lengthOf(1);
      expect(side.link(0).commands.filter((each) => each === 'restart')).to.deep.equal([]);
      expect(side.peer.state).to.equal('interrupted');
    });
  }

  it('lets the caller see and hear what arrives only from then on', async () => {
    const side = await trying('caller');
    const tracks = [...picture(), ...sound()];
    side.link(0).comeUp();
    side.link(0).show(...tracks);
    expect(side.heard).not.to.include('remotechange');
    expect(side.peer.remoteStream.getTracks()).to.deep.equal([]);

    side.peer.commit();

    expect(side.peer.remoteStream.getTracks()).to.have.members(tracks);
    expect(side.heard.at(-1)).to.equal('remotechange');
  });

  it('lets the callee see a picture that arrives before, and hear what arrives only from then on', async () => {
    const side = await trying('callee');
    const [[track], [voice]] = [picture(), sound()];
    side.link(0).comeUp();
    side.link(0).show(voice);
    expect(side.heard).not.to.include('remotechange');
    side.link(0).show(voice, track);
    expect(side.heard.at(-1)).to.equal('remotechange');
    expect(side.peer.remoteStream.getTracks()).to.deep.equal([track]);

    side.peer.commit();

    expect(side.peer.remoteStream.getTracks()).to.have.members([voice, track]);
  });

  it('goes on with the connection that is up, and mends it when it is lost later', async () => {
    const side = await trying('caller');
    side.link(0).comeUp();
    side.peer.commit();
    await clock.advance(60_000);
    expect(side.link(0).commands).to.deep.equal(['offer', 'take answer 0']);

    side.link(0).become('interrupted');
    await clock.advance(1_500);

    expect(side.link(0).commands.at(-1)).to.equal('restart');
  });

  it('mends at once what was lost while it rang', async () => {
    const [caller, callee] = [await trying('caller'), await trying('callee')];
    for (const { link } of [caller, callee]) {
      link(0).comeUp();
      link(0).become('interrupted');
    }

    for (const { peer } of [caller, callee]) peer.commit();
    await clock.rest();

    expect(caller.link(0).commands.at(-1)).to.equal('restart');
    expect(callee.said).to.deep.equal(['recover 0']);
  });

  it('makes another connection at once when the first has failed while it rang', async () => {
    const side = await trying('caller');
    side.link(0).become('failed');

    side.peer.commit();
    await clock.rest();

    expect(side.said).to.deep.equal(['offer 1.0']);
  });

  it('leaves that to the caller as the callee, and takes the offer by any way', async () => {
    const side = await trying('callee', { iceServers: [{ urls: 'turn:turn.example' }], turn: true });
    side.link(0).become('failed');

    side.peer.commit();
    await clock.advance(300);
    expect([side.peer.state, side.said]).to.deep.equal(['connecting', []]);
    await side.peer.takeDescription({ type: 'offer', epoch: 1, id: 0, sdp: 'another' });

    expect(side.said).to.deep.equal(['answer 1.0']);
    expect(side.link(1).options.iceTransportPolicy).to.equal('all');
  });

  describe('and another device accepts', () => {
    it('closes the connection with the first, and offers one of its own to the other', async () => {
      const side = await trying('caller');
      side.link(0).comeUp();
      side.heard.length = 0;

      side.peer.renew();
      expect([side.peer.state, side.peer.channelOpen]).to.deep.equal(['connecting', false]);
      await clock.rest();

      expect(side.link(0).state).to.equal('closed');
      expect(side.said).to.deep.equal(['offer 1.0']);
      expect(side.link(1).options.iceTransportPolicy).to.equal('all');
      expect(side.heard).to.deep.equal(['connecting']);
    });

    it('is connected when that one is, and shows what arrives by it', async () => {
      const side = await trying('caller');
      const [track] = picture();
      side.link(0).comeUp();
      side.peer.renew();
      await clock.rest();

      await side.peer.takeDescription({ type: 'answer', epoch: 1, id: 0, sdp: 'its answer' });
      side.link(1).comeUp();
      side.link(1).show(track);

      expect(side.link(1).commands).to.deep.equal(['offer', 'take answer 0']);
      expect(side.heard.slice(-4)).to.deep.equal(['connecting', 'connected', 'channelopen', 'remotechange']);
      expect(side.peer.remoteStream.getTracks()).to.deep.equal([track]);
    });

    it('drops what still comes for the first one', async () => {
      const side = await trying('caller');
      side.peer.renew();

      await side.peer.takeAnswer('late');
      await side.peer.addCandidates({ epoch: 0, candidates: [{ candidate: 'c', sdpMid: '0' }] });
      await clock.rest();

      expect(side.link(1).commands).to.deep.equal(['offer']);
    });

    it('offers it again until it is answered, and then another one', async () => {
      const side = await trying('caller');

      side.peer.renew();
      await clock.advance(4_500);
      expect(side.link(1).commands.filter((each) => each === 'repeat')).to.have.length.greaterThan(0);
      await clock.advance(1_000);

      expect(side.said).to.deep.equal(['offer 1.0', 'offer 2.0']);
    });
  });
});
