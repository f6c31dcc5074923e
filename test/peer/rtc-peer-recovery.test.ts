import { expect } from '@open-wc/testing';

import { setPacketLoss } from '../support/packet-loss.js';
import {
  AUDIO,
  AUDIO_VIDEO,
  fakeTracks,
  isStable,
  makePair,
  until,
  untilReceived,
  type Letter,
} from '../support/peer-pair.js';

describe('RtcPeer, when its path breaks', function () {
  this.timeout(30_000);
  const tracks = fakeTracks();
  const pairs: { close(): void }[] = [];
  before(() => setPacketLoss(0));
  afterEach(async () => {
    for (const pair of pairs.splice(0)) pair.close();
    await setPacketLoss(0);
  });
  function pairOf(...args: Parameters<typeof makePair>) {
    const pair = makePair(...args);
    pairs.push(pair);
    return pair;
  }
  const iceName = ({ connection }: { connection: RTCPeerConnection | undefined }) =>
    /a=ice-ufrag:(.*)/.exec(connection?.localDescription?.sdp ?? '')?.[1];

  for (const plan of [AUDIO, AUDIO_VIDEO]) {
    it(`notices within 1.5 s ${plan === AUDIO ? 'by heartbeats' : 'by media'}, and that it is back`, async () => {
      const { caller, callee, connect } = pairOf();
      if (plan === AUDIO_VIDEO) {
        const { audio, video } = await tracks();
        for (const peer of [caller, callee]) {
          await peer.setTrack('audio', audio);
          await peer.setTrack('video', video);
        }
      }
      await connect(plan);
      const heard: string[] = [];
      for (const peer of [caller, callee]) peer.addEventListener('statechange', () => heard.push(peer.state));
      // Two seconds of heartbeats, or one of sound and picture.
      await untilReceived([caller, callee], plan === AUDIO ? 6 : 100);
      expect(heard).to.deep.equal([]);

      await setPacketLoss(100);
      const pulledAt = performance.now();
      await until('both have noticed', () => heard.length === 2);
      // A quarter of a second for a busy machine.
      expect(performance.now() - pulledAt).to.be.lessThan(1_750);
      await setPacketLoss(0);
      const backAt = performance.now();
      await until('both have noticed', () => heard.length === 4);

      expect(performance.now() - backAt).to.be.lessThan(2_000);
      expect(heard).to.deep.equal(['interrupted', 'interrupted', 'connected', 'connected']);
    });
  }

  it('restarts ICE with other servers, and nothing is interrupted', async () => {
    const { caller, callee, connect, offers } = pairOf();
    await connect(AUDIO);
    const heard: string[] = [];
    for (const peer of [caller, callee]) peer.addEventListener('statechange', () => heard.push(peer.state));
    const before = iceName(callee);

    caller.restart({ iceServers: [{ urls: ['stun:127.0.0.1:9'] }] });
    await until('there is another path', () => iceName(callee) !== before && isStable(caller));

    expect(caller.connection?.getConfiguration().iceServers?.[0]?.urls).to.deep.equal(['stun:127.0.0.1:9']);
    expect(offers).to.deep.equal({ caller: 1, callee: 0 });
    expect(heard).to.deep.equal([]);
    expect(caller.send('still there')).to.equal(true);
  });

  it('restarts with the servers it has when the browser refuses the others', async () => {
    const events: string[] = [];
    const { caller, connect, offers } = pairOf({ caller: { logger: ({ event }) => events.push(event) } });
    await connect(AUDIO);

    caller.restart({ iceServers: [{ urls: 'http://example.org' }] });
    await until('it offers', () => offers.caller === 1);

    expect(events).to.include('ice-servers-refused');
  });

  it('repeats an offer that got lost, and one whose answer got lost', async () => {
    const lost: Letter[] = [];
    const { caller, callee, connect, errors } = pairOf({
      post: (letter, deliver) => {
        if (lost.length < 2 && 'description' in letter) lost.push(letter);
        else deliver(letter);
      },
    });
    await connect(AUDIO);
    caller.repeat();
    callee.repeat();
    expect(lost).to.deep.equal([]);

    caller.restart();
    await until('the offer is lost', () => lost.length === 1);
    caller.repeat();
    await until('the offer is lost again', () => lost.length === 2);
    const before = iceName(callee);
    caller.repeat();
    await until('there is another path', () => iceName(callee) !== before && isStable(caller));

    expect(errors).to.deep.equal([]);
  });
});
