import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import { AUDIO, AUDIO_VIDEO } from '../support/peer-pair.js';
import { agreed, closeSides, Side, talking, TURN } from '../support/resilient-side.js';
import { VirtualClock } from '../support/virtual-clock.js';

/** A track that is like any other. */
function makeTrack(): MediaStreamTrack {
  const [track] = document.createElement('canvas').captureStream().getTracks();
  if (!track) throw new Error('A canvas gives no track.');
  return track;
}

describe('ResilientPeer', () => {
  let clock: VirtualClock;
  beforeEach(() => (clock = new VirtualClock()));
  afterEach(() => {
    closeSides();
    clock.restore();
  });

  /** A caller with another connection beside a broken one. */
  async function rebuilding(prepare: (side: Side) => Promise<void> = async () => {}): Promise<Side> {
    const side = await talking(clock, 'caller');
    await prepare(side);
    side.link(0).become('interrupted');
    await clock.advance(5_500);
    side.heard.length = 0;
    return side;
  }

  describe('carries over', () => {
    it('the tracks and the plan, also those that change meanwhile', async () => {
      const [before, meanwhile] = [makeTrack(), makeTrack()];
      const { peer, link } = await rebuilding(async (side) => {
        await side.peer.setTrack('audio', before);
        side.peer.setPlan(AUDIO);
      });
      expect([link(1).tracks, link(1).plan]).to.deep.equal([{ audio: before, video: null }, AUDIO]);

      await peer.setTrack('video', meanwhile);
      peer.setPlan(AUDIO_VIDEO);

      for (const each of [link(0), link(1)]) {
        expect([each.tracks, each.plan]).to.deep.equal([{ audio: before, video: meanwhile }, AUDIO_VIDEO]);
      }
    });

    it('the limit of the video, also one that changes meanwhile', async () => {
      const { peer, link } = await rebuilding(async (side) => side.peer.limitVideo(300_000));
      expect([link(0).videoLimit, link(1).videoLimit]).to.deep.equal([300_000, 300_000]);

      peer.limitVideo(undefined);

      expect([link(0).videoLimit, link(1).videoLimit]).to.deep.equal([undefined, undefined]);
    });

    it('the stream, with what arrives by the connection in use', async () => {
      const [first, second] = [makeTrack(), makeTrack()];
      const { peer, link, heard } = await rebuilding(async (side) => {
        side.link(0).show(first);
        expect(side.peer.remoteStream.getTracks()).to.deep.equal([first]);
      });
      const { remoteStream } = peer;

      link(1).show(second);
      expect(remoteStream.getTracks()).to.deep.equal([first]);
      link(1).comeUp();

      expect(peer.remoteStream).to.equal(remoteStream);
      expect(remoteStream.getTracks()).to.deep.equal([second]);
      expect(heard).to.deep.equal(['remotechange', 'connected', 'channelopen']);
    });

    it('a photo that went under with the old connection', async () => {
      const { peer, link } = await talking(clock, 'caller');
      const sent = peer.sendBytes(new Uint8Array(7), new AbortController().signal);
      link(0).become('failed');
      await clock.rest();

      link(1).comeUp();
      await clock.rest();
      expect(link(1).commands).to.deep.equal(['offer', 'bytes 7']);
      link(1).drained();

      await sent;
    });
  });

  it('takes no limit of the video that makes no sense', () => {
    const { peer } = new Side();

    for (const limit of [0, -1, NaN, Infinity, 2 ** 32]) {
      expect(() => peer.limitVideo(limit))
        .to.throw(PhoneError)
        .with.property('code', 'bad-option');
    }
  });

  describe('tells the quality', () => {
    it('of the connection in use', async () => {
      const { peer, link, heard } = await rebuilding();
      expect(peer.quality).to.equal('unknown');

      link(1).rate('good');
      expect([peer.quality, heard]).to.deep.equal(['unknown', []]);
      link(1).comeUp();
      expect([peer.quality, heard.shift()]).to.deep.equal(['good', 'qualitychange']);
      link(1).rate('weak');

      expect([peer.quality, heard.pop()]).to.deep.equal(['weak', 'qualitychange']);
    });

    it('before there is a connection: unknown', () => {
      expect(new Side().peer.quality).to.equal('unknown');
    });
  });

  describe('sends text', () => {
    it('not by a channel that carries nothing, so that it takes another way', async () => {
      const { peer, link } = await talking(clock, 'caller');
      expect(peer.send('one')).to.equal(true);

      link(0).become('interrupted');
      expect(peer.send('two')).to.equal(false);
      link(0).become('connected');

      expect(peer.send('three')).to.equal(true);
      expect(link(0).texts).to.deep.equal(['one', 'three']);
    });

    it('not by a channel that may carry nothing, after the network has changed', async () => {
      const { peer, link } = await talking(clock, 'caller');

      window.dispatchEvent(new Event('online'));
      expect(peer.send('one')).to.equal(false);
      expect(link(0).commands.at(-1)).not.to.equal('restart');
      await clock.rest();
      expect(link(0).commands.at(-1)).to.equal('restart');
      await clock.advance(3_000);

      expect(peer.send('two')).to.equal(true);
      expect(peer.state).to.equal('connected');
    });

    it('and hears it by either of two connections', async () => {
      const { link, heard } = await rebuilding();

      link(0).hear('late');
      link(1).hear('early');

      expect(heard).to.deep.equal(['text late', 'text early']);
    });
  });

  describe('tells that the other side has gone', () => {
    it('when it closes the connection', async () => {
      const { link, heard } = await talking(clock, 'caller');

      link(0).closeRemotely();

      expect(heard).to.deep.equal(['channelclose']);
    });

    it('not when there is another connection that may come up', async () => {
      const { link, heard, peer } = await rebuilding();

      link(0).closeRemotely();
      expect(heard).to.deep.equal(['remotechange']);
      link(1).comeUp();

      expect(heard.slice(1)).to.deep.equal(['connected', 'channelopen']);
      expect(peer.state).to.equal('connected');
    });

    it('when the other connection is beyond hope', async () => {
      const { link, heard } = await rebuilding();
      link(1).become('failed');

      link(0).closeRemotely();

      expect(heard).to.deep.equal(['channelclose']);
    });
  });

  describe('before the first connection', () => {
    it('fails when the browser has given up and there is no TURN server', async () => {
      const { link, heard, peer } = await agreed('caller');

      link(0).become('failed');

      expect(heard).to.deep.equal(['connecting', 'failed']);
      expect(peer.explain()).to.be.instanceOf(PhoneError).with.property('code', 'no-route');
    });

    it('tries by TURN alone after eight seconds', async () => {
      const { link, links, said, heard } = await agreed('caller', { iceServers: [TURN], turn: true });
      await clock.advance(7_999);
      expect(links).to.have.lengthOf(1);

      await clock.advance(1);
      expect(link(1).options.iceTransportPolicy).to.equal('relay');
      expect(said).to.deep.equal(['offer 1.0']);
      link(1).comeUp();

      expect(link(0).state).to.equal('closed');
      expect(heard).to.deep.equal(['connecting', 'remotechange', 'connected', 'channelopen']);
    });

    it('hears of packets that are faster than the word that they may come', async () => {
      const side = new Side();
      side.peer.commit();
      await side.peer.offer(AUDIO_VIDEO);
      side.link(0).takesDescription = () => side.link(0).comeUp();
      await side.peer.takeAnswer('an answer');

      side.link(0).become('interrupted');
      await clock.advance(1_500);

      expect(side.link(0).commands.at(-1)).to.equal('restart');
    });

    it('takes nothing', async () => {
      const { peer, links } = new Side();

      const error = await peer
        .takeDescription({ type: 'offer', epoch: 1, id: 0, sdp: '' })
        .catch((reason: unknown) => reason);

      expect(error).to.be.instanceOf(PhoneError).with.property('code', 'bad-state');
      expect(links).to.deep.equal([]);
    });
  });

  describe('closed', () => {
    it('closes every connection, and makes no other one', async () => {
      const { peer, links, heard } = await rebuilding();

      peer.close();
      window.dispatchEvent(new Event('online'));
      await peer.takeDescription({ type: 'offer', epoch: 9, id: 0, sdp: '' });
      await clock.advance(60_000);

      expect(links.map(({ state }) => state)).to.deep.equal(['closed', 'closed']);
      expect(heard).to.deep.equal(['closed']);
      expect(clock.waiting).to.deep.equal([]);
    });

    it('rejects what is pending, and drops a connection that is being made', async () => {
      const { peer, links } = new Side();
      const offer = peer.offer(AUDIO).catch((reason: unknown) => reason);

      peer.close();

      expect(await offer)
        .to.be.instanceOf(PhoneError)
        .with.property('code', 'bad-state');
      await clock.rest();
      expect(links).to.deep.equal([]);
    });
  });
});
