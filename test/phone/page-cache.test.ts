import { expect } from '@open-wc/testing';

import { Phone } from '../../src/core.js';
import { watchCapture } from '../media/capture-watch.js';
import { closePhones, makeCall, nextRing, reaches, type Kind } from '../support/phones.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

const QUIET = { audio: false, video: false };

/** What a browser does that keeps the page for the way back (HTML Standard 7.4.6.3). */
const leavePage = () => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
const comeBack = () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

describe('A page that is left, kept by the browser, and come back to', () => {
  afterEach(closePhones);

  for (const kind of ['pubnub', 'local'] satisfies Kind[]) {
    it(`has left its call with nothing open, and can be called again over ${kind}`, async () => {
      const capture = watchCapture();
      const { alice, bob, caller, callee } = await makeCall(kind);

      leavePage();

      // A track that lives or a connection that is open would keep the browser from keeping the page.
      expect(capture.live).to.deep.equal([]);
      for (const call of [caller, callee]) {
        expect(call.state).to.include({ phase: 'ended', reason: 'left' });
        expect(call.peerConnection?.connectionState).to.equal('closed');
      }
      capture.restore();

      comeBack();

      expect(alice.call).to.equal(caller);
      const rings = nextRing(alice);
      const again = await bob.dial(alice.number, QUIET);
      await (await rings).accept();
      await reaches(again, 'active');
    });
  }

  it('says that it cannot be called while its service is away, and then that it can', async () => {
    const server = await OwnPubNub.start();
    const bob = new Phone({ number: 'bob', ...server.keys, origin: server.origin, iceServers: [] });
    await bob.connect();
    leavePage();
    await server.down();
    comeBack();
    await until('it is told', () => bob.state.phase === 'reconnecting');

    await server.up();

    await until('it is over', () => bob.state.phase === 'ready');
    bob.close();
  });
});
