import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import { MAX_OFFERS } from '../../src/peer/negotiation.js';
import {
  AUDIO,
  AUDIO_VIDEO,
  decoded,
  fakeTracks,
  isStable,
  makePair,
  until,
  type Post,
} from '../support/peer-pair.js';

describe('RtcPeer, negotiating again', () => {
  const tracks = fakeTracks();
  const pairs: { close(): void }[] = [];
  afterEach(() => {
    for (const pair of pairs.splice(0)) pair.close();
  });
  function pairOf(...args: Parameters<typeof makePair>) {
    const pair = makePair(...args);
    pairs.push(pair);
    return pair;
  }
  const kinds = ({ remoteStream }: { remoteStream: MediaStream }) =>
    remoteStream
      .getTracks()
      .map(({ kind }) => kind)
      .toSorted();

  /** Carries letters at once, and notes the types of the descriptions. A busy machine may send candidates as well. */
  function noting(said: string[]): Post {
    return (letter, deliver) => {
      if ('description' in letter) said.push(letter.description.type);
      deliver(letter);
    };
  }

  it('adds video with one offer and one answer', async () => {
    const said: string[] = [];
    const { caller, callee, connect, errors } = pairOf({ post: noting(said) });
    await connect({ ...AUDIO, video: { send: false, receive: true } });
    expect(kinds(callee)).to.deep.equal(['audio']);
    const { video } = await tracks();

    await caller.setTrack('video', video);
    caller.setPlan(AUDIO_VIDEO);
    await until('the picture is there', async () => (await decoded(callee)).frames > 0);

    expect(said).to.deep.equal(['offer', 'answer']);
    expect(kinds(callee)).to.deep.equal(['audio', 'video']);
    expect(errors).to.deep.equal([]);
  });

  it('takes the remote track away when the other side stops sending', async () => {
    const { caller, callee, connect, offers } = pairOf();
    await connect(AUDIO_VIDEO);
    expect(kinds(callee)).to.deep.equal(['audio', 'video']);

    caller.setPlan({ ...AUDIO_VIDEO, video: { send: false, receive: true } });
    await until('the video is gone', () => kinds(callee).length === 1);

    expect(kinds(callee)).to.deep.equal(['audio']);
    expect(kinds(caller)).to.deep.equal(['audio', 'video']);
    expect(offers).to.deep.equal({ caller: 1, callee: 0 });
  });

  it('negotiates nothing when a plan changes nothing', async () => {
    const { caller, callee, connect, offers } = pairOf();
    await connect(AUDIO);

    caller.setPlan(AUDIO);
    callee.setPlan({ ...AUDIO });
    callee.setPlan(AUDIO_VIDEO);
    await until('the one change is agreed on', () => offers.callee === 1 && isStable(callee));

    expect(offers).to.deep.equal({ caller: 0, callee: 1 });
  });

  it('heeds a plan that changes while the first exchange is going on', async () => {
    const { caller, callee, connect } = pairOf();
    callee.addEventListener('statechange', () => callee.setPlan(AUDIO_VIDEO), { once: true });
    caller.addEventListener('statechange', () => caller.setPlan(AUDIO_VIDEO), { once: true });

    await connect(AUDIO);

    await until('both see video', () => kinds(caller).length === 2 && kinds(callee).length === 2);
  });

  it('keeps both changes when both sides change at once', async () => {
    const { caller, callee, connect, errors, offers } = pairOf();
    await connect(AUDIO);

    caller.setPlan({ ...AUDIO, video: { send: true, receive: true } });
    callee.setPlan({ audio: { send: false, receive: true }, video: { send: true, receive: true } });

    await until('both changes hold', () => kinds(callee).length === 2 && kinds(caller).join() === 'video');
    await until('nothing is open', () => isStable(caller) && isStable(callee));
    expect(errors).to.deep.equal([]);
    expect(offers.caller + offers.callee).to.be.lessThan(4);
    expect(caller.send('still there')).to.equal(true);
  });

  it('is not harmed by letters that come twice, late, or not in order', async () => {
    const kept: (() => void)[] = [];
    const { caller, callee, errors } = pairOf({
      post: (letter, deliver) => {
        deliver(letter);
        deliver(letter);
        kept.push(() => deliver(letter));
      },
    });
    const offer = await caller.offer(AUDIO);
    const answer = await callee.answer(offer, AUDIO);
    callee.setPlan(AUDIO_VIDEO);
    await until('an offer has overtaken the answer', () => kept.length > 0);
    await caller.takeAnswer(answer);
    await caller.takeAnswer(answer);
    caller.setPlan(AUDIO_VIDEO);
    await until('both see video', () => kinds(caller).length === 2 && kinds(callee).length === 2);

    for (const bringAgain of kept.toReversed()) bringAgain();
    callee.setPlan(AUDIO);

    await until(
      'the last change holds',
      () => kinds(caller).length === 1 && isStable(caller) && isStable(callee),
    );
    expect(errors).to.deep.equal([]);
  });

  it('answers an offer that overtook the first answer as soon as that has come', async () => {
    const said: string[] = [];
    const { caller, callee, errors } = pairOf({ post: noting(said) });
    const plan = { ...AUDIO, video: { send: false, receive: true } };
    const answer = await callee.answer(await caller.offer(plan), plan);

    callee.setPlan(AUDIO_VIDEO);
    await until('the offer has overtaken the answer', () => said.length === 1);
    await caller.takeAnswer(answer);
    await until('the caller gets video', () => kinds(caller).length === 2 && isStable(callee));

    expect(said).to.deep.equal(['offer', 'answer']);
    expect(errors).to.deep.equal([]);
  });

  it('restarts ICE with one offer and one answer', async () => {
    const { caller, callee, connect, offers, errors } = pairOf();
    await connect(AUDIO);
    const before = callee.connection?.remoteDescription?.sdp.match(/ice-ufrag:(.*)/)?.[1];

    caller.connection?.restartIce();
    await until('there is another path', () => {
      const after = callee.connection?.remoteDescription?.sdp.match(/ice-ufrag:(.*)/)?.[1];
      return after !== before && isStable(caller) && caller.state === 'connected';
    });

    expect(offers).to.deep.equal({ caller: 1, callee: 0 });
    expect(errors).to.deep.equal([]);
    expect(caller.send('still there')).to.equal(true);
  });

  it('leaves it to the caller to restart ICE, with which it gets what else it wants', async () => {
    const { caller, callee, connect, offers, errors } = pairOf();
    await connect({ ...AUDIO, video: { send: false, receive: true } });
    const iceName = () => callee.connection?.localDescription?.sdp.match(/ice-ufrag:(.*)/)?.[1];
    const before = iceName();
    callee.addEventListener('recover', () => caller.restart());

    callee.connection?.restartIce();
    callee.setPlan(AUDIO_VIDEO);
    await until('there is another path', () => iceName() !== before && offers.caller === 1);
    await until('the caller gets video', () => kinds(caller).length === 2 && isStable(callee));

    expect(offers).to.deep.equal({ caller: 1, callee: 0 });
    expect(errors).to.deep.equal([]);
    expect(caller.send('still there')).to.equal(true);
  });

  it('goes back when the browser refuses an answer, and tries again', async () => {
    let refused = 0;
    const { caller, callee, connect, offers, errors } = pairOf({
      post: (letter, deliver) => {
        const spoilt = 'description' in letter && letter.description.type === 'answer' && refused++ === 0;
        deliver(spoilt ? { description: { ...letter.description, sdp: 'v=0' } } : letter);
      },
    });
    await connect(AUDIO);

    callee.setPlan(AUDIO_VIDEO);
    caller.setPlan(AUDIO_VIDEO);
    await until('both see video', () => kinds(caller).length === 2 && kinds(callee).length === 2);

    expect(errors).to.have.lengthOf(1);
    expect(errors[0]).to.be.instanceOf(PhoneError).with.property('code', 'bad-message');
    expect(offers.caller + offers.callee).to.be.greaterThan(1);
  });

  describe('in a storm', () => {
    /**
     * When the data section is rejected, which crossed offers with another order of sections bring about, Chromium wants
     * to negotiate again as soon as it has negotiated.
     */
    async function stormyPair() {
      const pair = pairOf({
        post: (letter, deliver) => {
          if (!('description' in letter) || letter.description.type === 'offer') return deliver(letter);
          const sdp = letter.description.sdp
            .replace(/^m=application \d+/m, 'm=application 0')
            .replace('BUNDLE 0 1 2', 'BUNDLE 0 1');
          deliver({ description: { ...letter.description, sdp } });
        },
      });
      await pair.connect(AUDIO);
      let needs = 0;
      pair.caller.connection?.addEventListener('negotiationneeded', () => (needs += 1));
      pair.caller.setPlan(AUDIO_VIDEO);
      await until(
        'the caller is out of offers',
        () => pair.offers.caller === MAX_OFFERS && needs > MAX_OFFERS,
      );
      await until('so is the callee', () => pair.offers.callee === MAX_OFFERS);
      return pair;
    }

    it('makes three offers in ten seconds, and goes on with the call', async () => {
      const { caller, callee, offers, errors } = await stormyPair();

      for (let echo = 0; echo < 50; echo += 1)
        caller.connection?.dispatchEvent(new Event('negotiationneeded'));
      await caller.setTrack('audio', (await tracks()).audio);

      expect(offers).to.deep.equal({ caller: MAX_OFFERS, callee: MAX_OFFERS });
      expect(errors).to.deep.equal([]);
      expect([caller.state, callee.state]).to.deep.equal(['connected', 'connected']);
    });

    it('says so when it does not end', async () => {
      const { caller, errors } = await stormyPair();
      const { now } = performance;
      performance.now = () => now.call(performance) + 11_000;

      try {
        caller.connection?.dispatchEvent(new Event('negotiationneeded'));
        await until('the caller gives up', () => errors.length > 0);
      } finally {
        performance.now = now;
      }

      expect(errors[0]).to.be.instanceOf(PhoneError).with.property('code', 'negotiation-failed');
    });
  });
});
