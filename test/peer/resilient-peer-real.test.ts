import { expect } from '@open-wc/testing';

import { setPacketLoss } from '../support/packet-loss.js';
import { AUDIO_VIDEO, fakeTracks, untilReceived } from '../support/peer-pair.js';
import { makeResilientPair, type Letter } from '../support/resilient-pair.js';
import { until } from '../support/until.js';

describe('ResilientPeer, on real connections', function () {
  this.timeout(40_000);
  const tracks = fakeTracks();
  const pairs: { close(): void }[] = [];
  beforeEach(() => setPacketLoss(0));
  afterEach(async () => {
    for (const pair of pairs.splice(0)) pair.close();
    await setPacketLoss(0);
  });

  /** In a video call, the wire pulled until another connection has been offered. */
  async function rebuild(post: (letter: Letter, deliver: (letter: Letter) => void) => void) {
    const pair = makeResilientPair({ post });
    pairs.push(pair);
    const { caller, callee } = pair;
    const { audio, video } = await tracks();
    for (const { peer } of [caller, callee]) {
      await peer.setTrack('audio', audio);
      await peer.setTrack('video', video);
    }
    await pair.connect(AUDIO_VIDEO);
    const before = [caller.peer.connection, callee.peer.connection];
    await setPacketLoss(100);
    await until('another connection is offered', () => caller.steps().includes('rebuild'), 12_000);
    await until('it is answered', () => callee.steps().includes('answer'), 6_000);
    return { ...pair, before };
  }

  const isBack = ({ peer }: { peer: { state: string; channelOpen: boolean } }) =>
    peer.state === 'connected' && peer.channelOpen;

  it('goes on over another connection, in the same stream, and closes the old one', async () => {
    const { caller, callee, before, errors } = await rebuild((letter, deliver) => deliver(letter));
    const streams = [caller.peer.remoteStream, callee.peer.remoteStream];
    const photo = Uint8Array.from({ length: 300_000 }, (_none, index) => index % 251);
    const received: Uint8Array[] = [];
    callee.peer.addEventListener('bytes', ({ detail }) => received.push(detail));
    const sent = caller.peer.sendBytes(photo, new AbortController().signal);

    await setPacketLoss(0);
    await until('both use the new one', () => {
      return [caller, callee].every((side, index) => isBack(side) && side.peer.connection !== before[index]);
    });
    await sent;
    await until('the photo is there', () => received.length > 0);

    await until('the old one is closed', () => before.every((each) => each?.connectionState === 'closed'));
    expect([caller.peer.remoteStream, callee.peer.remoteStream]).to.deep.equal(streams);
    for (const stream of streams) {
      expect(stream.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`)).to.have.members([
        'audio live',
        'video live',
      ]);
    }
    expect(received.map((bytes) => bytes.every((byte, index) => byte === photo[index]))).to.deep.equal([
      true,
    ]);
    expect(errors).to.deep.equal([]);
    expect([caller.states.slice(2), callee.states.slice(2)]).to.deep.equal([
      ['interrupted', 'connected'],
      ['interrupted', 'connected'],
    ]);
  });

  it('is not harmed by letters that get lost, come twice, late, or not in order', async () => {
    const kept: (() => void)[] = [];
    const seen = new Set<string>();
    const { caller, callee, before, isQuiet, errors } = await rebuild((letter, deliver) => {
      const key = JSON.stringify({ ...letter, ...('batch' in letter && { batch: letter.batch.epoch }) });
      kept.push(() => deliver(letter));
      // Every first one is lost.
      if (!seen.has(key)) {
        seen.add(key);
        return;
      }
      deliver(letter);
      deliver(letter);
    });

    await setPacketLoss(0);
    await until('both are back', () => isBack(caller) && isBack(callee), 12_000);
    const states = [caller, callee].map((side) => [...side.states]);
    for (const bringAgain of [...kept.toReversed(), ...kept]) bringAgain();
    await until('all is taken and agreed on', isQuiet);
    await until('the old one is closed', () => before.every((each) => each?.connectionState === 'closed'));
    await untilReceived([caller.peer, callee.peer], 100);

    expect(errors).to.deep.equal([]);
    expect([caller.states, callee.states]).to.deep.equal(states);
    expect([caller, callee].map(isBack)).to.deep.equal([true, true]);
    const texts: string[] = [];
    callee.peer.addEventListener('text', ({ detail }) => texts.push(detail));
    expect(caller.peer.send('still there')).to.equal(true);
    await until('the text is there', () => texts.length > 0);
  });
});
