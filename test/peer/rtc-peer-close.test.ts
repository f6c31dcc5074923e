import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { Generation, GenerationEvents } from '../../src/peer/generation.js';
import { RtcPeer } from '../../src/peer/rtc-peer.js';
import { AUDIO, AUDIO_VIDEO, fakeTracks, makePair, until } from '../support/peer-pair.js';
import { StrayRejections } from '../support/stray-rejections.js';

const EVENTS = {
  statechange: true,
  candidates: true,
  description: true,
  recover: true,
  channelopen: true,
  channelclose: true,
  text: true,
  bytes: true,
  qualitychange: true,
  remotechange: true,
  error: true,
} as const satisfies Record<keyof GenerationEvents, true>;

describe('RtcPeer, closed', () => {
  const tracks = fakeTracks();
  let strays: StrayRejections;
  before(() => (strays = new StrayRejections()));
  afterEach(async () => expect(await strays.take()).to.deep.equal([]));
  after(() => strays.close());

  /** How a promise ends: `done`, or the code of its error. */
  async function outcome(promise: Promise<unknown>): Promise<string> {
    return await promise.then(
      () => 'done',
      (error: unknown) => (error instanceof PhoneError ? error.code : String(error)),
    );
  }

  function listenTo(peer: Generation): string[] {
    const heard: string[] = [];
    for (const type of Object.keys(EVENTS) as (keyof GenerationEvents)[]) {
      peer.addEventListener(type, () => heard.push(type));
    }
    return heard;
  }

  it('brings a last text, and tells that the other side is gone', async () => {
    const { caller, callee, connect, close } = makePair();
    await connect(AUDIO);
    const heard = listenTo(callee);

    caller.send('goodbye');
    caller.close();
    await until('the callee knows', () => heard.includes('channelclose'));

    // Its connection state may only now follow the open channel to `connected`.
    expect(heard.filter((type) => type !== 'statechange')).to.deep.equal(['text', 'channelclose']);
    expect(callee.channelOpen).to.equal(false);
    expect(callee.send('hello?')).to.equal(false);
    close();
  });

  it('says nothing of the channel to the side that closed', async () => {
    const { caller, callee, connect } = makePair();
    await connect(AUDIO);
    const heard = listenTo(caller);
    const connection = caller.connection;

    caller.close();
    caller.close();
    callee.close();
    await until('the channels are gone', () => connection?.sctp?.state === 'closed');

    expect(heard).to.deep.equal(['statechange']);
    expect(caller.state).to.equal('closed');
    expect(connection?.connectionState).to.equal('closed');
  });

  it('rejects what is pending', async () => {
    const { caller, callee, connect } = makePair();
    await connect(AUDIO);
    const { audio } = await tracks();
    const fresh = new RtcPeer();

    const pending = [
      fresh.offer(AUDIO),
      caller.setTrack('audio', audio),
      caller.takeDescription({ type: 'offer', id: 1, sdp: callee.connection?.remoteDescription?.sdp ?? '' }),
      caller.sendBytes(new Uint8Array(1_000_000), new AbortController().signal),
    ];
    for (const peer of [fresh, caller, callee]) peer.close();

    expect(await Promise.all(pending.map(outcome))).to.deep.equal(pending.map(() => 'bad-state'));
    expect(fresh.connection).to.equal(undefined);
  });

  it('can be closed at any moment of the first exchange', async () => {
    const { caller: model } = makePair();
    const offer = await model.offer(AUDIO);
    model.close();

    for (let steps = 0; steps < 40; steps += 1) {
      const caller = new RtcPeer();
      const callee = new RtcPeer();
      const ends = [caller.offer(AUDIO_VIDEO), callee.answer(offer, AUDIO_VIDEO)].map(outcome);
      // Each turn is another place: between promises first, then between tasks.
      for (let step = 0; step < steps; step += 1) await (step < 20 ? null : nextTask());
      const heard = [listenTo(caller), listenTo(callee)];
      caller.close();
      callee.close();
      for (const end of await Promise.all(ends)) expect(end).to.be.oneOf(['bad-state', 'done']);
      expect(heard).to.deep.equal([['statechange'], ['statechange']]);
      expect(
        [caller.connection, callee.connection].map((each) => each?.signalingState ?? 'closed'),
      ).to.deep.equal(['closed', 'closed']);
    }
  });

  it('can be closed at any moment of a later exchange', async () => {
    for (let steps = 0; steps < 12; steps += 1) {
      const { caller, callee, connect, errors } = makePair();
      await connect(AUDIO);
      caller.setPlan(AUDIO_VIDEO);
      callee.setPlan(AUDIO_VIDEO);
      for (let step = 0; step < steps; step += 1) await nextTask();
      caller.close();
      await nextTask();
      callee.close();
      await nextTask();
      expect(errors.map((error) => (error as PhoneError).code)).to.deep.equal(errors.map(() => 'bad-state'));
    }
  });

  it('does nothing any more', async () => {
    const { caller, callee, connect } = makePair();
    await connect(AUDIO);
    caller.close();
    const heard = listenTo(caller);
    const { audio } = await tracks();

    caller.setPlan(AUDIO_VIDEO);
    await caller.setTrack('audio', audio);
    await caller.takeAnswer('v=0');
    await caller.takeDescription({ type: 'offer', id: 1, sdp: 'v=0' });
    await caller.addCandidates([{ candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0' }]);

    expect(caller.send('hello')).to.equal(false);
    expect(await outcome(caller.offer(AUDIO))).to.equal('bad-state');
    expect(await outcome(caller.sendBytes(new Uint8Array(1), new AbortController().signal))).to.equal(
      'bad-state',
    );
    expect(heard).to.deep.equal([]);
    callee.close();
  });

  it('offers or answers once', async () => {
    const { caller, callee, close } = makePair();
    const offer = await caller.offer(AUDIO);

    expect(await outcome(caller.offer(AUDIO))).to.equal('bad-state');
    expect(await outcome(caller.answer(offer, AUDIO))).to.equal('bad-state');
    expect(await outcome(callee.takeAnswer(offer))).to.equal('bad-state');
    close();
  });
});

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
