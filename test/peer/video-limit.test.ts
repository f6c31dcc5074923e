import { expect } from '@open-wc/testing';

import { MediaLines } from '../../src/peer/media-lines.js';
import type { RtcPeer } from '../../src/peer/rtc-peer.js';
import { AUDIO, AUDIO_VIDEO, fakeTracks, isStable, makePair, until } from '../support/peer-pair.js';

const LIMIT = 60_000;

describe('RtcPeer.limitVideo', () => {
  const tracks = fakeTracks();
  const pairs: { close(): void }[] = [];
  afterEach(() => {
    for (const pair of pairs.splice(0)) pair.close();
  });
  function pairOf() {
    const pair = makePair();
    pairs.push(pair);
    return pair;
  }

  /** What each line's browser was told, the sound first. */
  const limitsOf = ({ connection }: RtcPeer) =>
    connection?.getSenders().map((sender) => sender.getParameters().encodings.map((each) => each.maxBitrate));

  /** How many bits of video a second the browser means to send. 0 before it sends any. */
  async function target({ connection }: RtcPeer): Promise<number> {
    let bits = 0;
    (await connection?.getStats())?.forEach((stats: Readonly<Record<string, unknown>>) => {
      if (stats['type'] === 'outbound-rtp' && stats['kind'] === 'video')
        bits = Number(stats['targetBitrate'] ?? 0);
    });
    return bits;
  }

  const isLimited = async (peer: RtcPeer) => {
    const bits = await target(peer);
    return bits > 0 && bits <= LIMIT;
  };

  it('sends no more, and again as much as it can when it is told so', async () => {
    const { caller, connect } = pairOf();
    await caller.setTrack('video', (await tracks()).video);
    await connect(AUDIO_VIDEO);
    await until('it sends more', async () => (await target(caller)) > 2 * LIMIT);

    caller.limitVideo(LIMIT);
    await until('it sends less', () => isLimited(caller));
    caller.limitVideo(undefined);

    await until('it sends more again', async () => (await target(caller)) > 2 * LIMIT);
    expect(limitsOf(caller)).to.deep.equal([[undefined], [undefined]]);
  });

  it('may be told before there is a connection, on either side', async () => {
    const { caller, callee, connect } = pairOf();
    for (const peer of [caller, callee]) {
      peer.limitVideo(LIMIT);
      await peer.setTrack('video', (await tracks()).video);
    }

    await connect(AUDIO_VIDEO);

    for (const peer of [caller, callee]) {
      expect(limitsOf(peer)).to.deep.equal([[undefined], [LIMIT]]);
      await until('it sends little', () => isLimited(peer));
    }
  });

  it('holds for another track, and when the camera was off, or not in the call at all', async () => {
    const { caller, callee, connect } = pairOf();
    const { video } = await tracks();
    await connect(AUDIO);
    callee.limitVideo(LIMIT);

    await callee.setTrack('video', video);
    for (const peer of [caller, callee]) peer.setPlan(AUDIO_VIDEO);
    await until('it sends little', () => isLimited(callee));
    await callee.setTrack('video', null);
    await callee.setTrack('video', video.clone());
    for (const plan of [AUDIO, AUDIO_VIDEO]) {
      for (const peer of [caller, callee]) peer.setPlan(plan);
      await until(
        'it is agreed',
        () =>
          callee.connection?.getTransceivers()[1]?.currentDirection ===
            (plan === AUDIO ? 'inactive' : 'sendrecv') &&
          isStable(callee) &&
          isStable(caller),
      );
    }

    expect(limitsOf(callee)).to.deep.equal([[undefined], [LIMIT]]);
    await until('it still sends little', () => isLimited(callee));
  });

  it('is not lost while the picture begins anew', async () => {
    const connection = new RTCPeerConnection();
    const lines = new MediaLines();
    await lines.setTrack('video', (await tracks()).video);
    await lines.add(connection);

    await Promise.all([
      lines.refresh(),
      lines.limitVideo(LIMIT),
      lines.refresh(),
      lines.limitVideo(2 * LIMIT),
    ]);

    const [encoding] = connection.getSenders()[1]?.getParameters().encodings ?? [];
    expect(encoding).to.include({ active: true, maxBitrate: 2 * LIMIT });
    connection.close();
  });
});
