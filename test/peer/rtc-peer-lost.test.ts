import { expect } from '@open-wc/testing';

import { MAX_OFFERS, OFFER_WINDOW_MS } from '../../src/peer/negotiation.js';
import { AUDIO, AUDIO_VIDEO, isStable, makePair, until } from '../support/peer-pair.js';

describe('RtcPeer, when the post is late', () => {
  const pairs: { close(): void }[] = [];
  afterEach(() => {
    for (const pair of pairs.splice(0)) pair.close();
  });
  function pairOf(...args: Parameters<typeof makePair>) {
    const pair = makePair(...args);
    pairs.push(pair);
    return pair;
  }

  it('answers again when its answer was lost and the offer comes again', async () => {
    let bringAgain = () => {};
    let answers = 0;
    const { caller, callee, connect, errors } = pairOf({
      post: (letter, deliver) => {
        if (!('description' in letter)) return deliver(letter);
        if (letter.description.type === 'offer') bringAgain = () => deliver(letter);
        else if (answers++ === 0) return;
        deliver(letter);
      },
    });
    await connect(AUDIO);
    caller.setPlan(AUDIO_VIDEO);
    await until('the answer is lost', () => answers === 1);
    expect(isStable(caller)).to.equal(false);

    bringAgain();
    await until('the caller has the answer', () => isStable(caller));

    expect(answers).to.equal(2);
    expect(isStable(callee)).to.equal(true);
    expect(errors).to.deep.equal([]);
  });

  it('keeps candidates of a restart that come before its offer', async () => {
    let bringOffer = () => {};
    let offer = '';
    const { caller, callee, connect } = pairOf({
      post: (letter, deliver) => {
        const restart = 'description' in letter && letter.description.type === 'offer';
        if (!restart || offer) return deliver(letter);
        offer = letter.description.sdp;
        const sdp = offer.replace(/^a=candidate:.*\r\n/gm, '');
        bringOffer = () => deliver({ description: { ...letter.description, sdp } });
      },
    });
    await connect(AUDIO);
    caller.connection?.restartIce();
    await until('there is an offer', () => offer !== '');
    const [, usernameFragment = ''] = offer.match(/^a=ice-ufrag:(\S+)/m) ?? [];
    const candidate = 'candidate:1 1 udp 2113937151 192.0.2.77 50000 typ host';

    await callee.addCandidates([{ candidate, sdpMid: '0', usernameFragment }]);
    bringOffer();

    await until('the candidate is used for the restart', () => {
      const sdp = callee.connection?.remoteDescription?.sdp ?? '';
      return sdp.includes(`a=ice-ufrag:${usernameFragment}`) && sdp.includes('192.0.2.77');
    });
  });

  it('never takes somebody who presses a button all the time for a storm', async () => {
    const { caller, connect, errors, offers } = pairOf();
    await connect(AUDIO_VIDEO);
    const connection = caller.connection ?? expect.fail('There is no connection.');
    const { now } = performance;
    let presses = 0;
    async function press(): Promise<void> {
      const needed = once(connection, 'negotiationneeded');
      caller.setPlan({ ...AUDIO_VIDEO, video: { send: presses++ % 2 === 1, receive: true } });
      await needed;
    }
    async function pressUntilOutOfOffers(times: number): Promise<void> {
      for (let offered = offers.caller; offered < times; offered = offers.caller) {
        await press();
        await until('it is agreed on', () => offers.caller > offered && isStable(caller));
      }
      await press();
      // One thing at a time: when this has been dropped, what was pressed has been looked at.
      await caller.takeDescription({ type: 'answer', id: 999, sdp: 'v=0' });
    }

    try {
      await pressUntilOutOfOffers(MAX_OFFERS);
      performance.now = () => now.call(performance) + OFFER_WINDOW_MS + 1;
      connection.dispatchEvent(new Event('negotiationneeded'));
      await until('it has new ones', () => offers.caller === MAX_OFFERS + 1 && isStable(caller));
      await pressUntilOutOfOffers(2 * MAX_OFFERS);
    } finally {
      performance.now = now;
    }

    expect(offers.caller).to.equal(2 * MAX_OFFERS);
    expect(errors).to.deep.equal([]);
  });
});

function once(target: EventTarget, type: string): Promise<void> {
  return new Promise((resolve) => target.addEventListener(type, () => resolve(), { once: true }));
}
