import { expect } from '@open-wc/testing';

import { setPacketLoss } from '../support/packet-loss.js';
import { AUDIO_VIDEO, fakeTracks, makePair } from '../support/peer-pair.js';
import { until } from '../support/until.js';

describe('RtcPeer.quality', function () {
  this.timeout(40_000);
  const tracks = fakeTracks();
  beforeEach(() => setPacketLoss(0));
  afterEach(() => setPacketLoss(0));

  it('is good, bad while packets get lost, and unknown when none come', async () => {
    const { caller, callee, connect, close } = makePair();
    const news: string[] = [];
    caller.addEventListener('qualitychange', () => news.push(caller.quality));
    const { audio, video } = await tracks();
    for (const peer of [caller, callee]) {
      await peer.setTrack('audio', audio);
      await peer.setTrack('video', video);
    }
    await connect(AUDIO_VIDEO);

    await until('it is good', () => caller.quality === 'good');
    await setPacketLoss(25);
    await until('it is bad', () => caller.quality === 'bad', 15_000);
    await setPacketLoss(100);
    await until('it is not known', () => caller.quality === 'unknown');
    expect(caller.state).to.equal('interrupted');
    await setPacketLoss(0);
    await until('it is good again', () => caller.quality === 'good', 15_000);

    expect(news.filter((quality) => quality !== 'weak')).to.include.members(['good', 'bad', 'unknown']);
    close();
    expect(caller.quality).to.equal('unknown');
  });
});
