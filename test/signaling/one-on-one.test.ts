import { expect } from '@open-wc/testing';

import { OneOnOneProtocol } from '../support/one-on-one.js';

/** A relay with frames of its own, as `docs/signaling.md` shows it. */
describe('OneOnOneProtocol', () => {
  const ring = { v: 1, type: 'ring', sdp: 'zAAAA' };
  const accept = { v: 1, type: 'accept', sdp: 'zBBBB' };
  const bye = { v: 1, type: 'bye', reason: 'hung-up' };

  function makeProtocol(number: string) {
    const protocol = new OneOnOneProtocol();
    protocol.hello(number);
    return protocol;
  }

  it('registers a name, and takes the answer', () => {
    const protocol = new OneOnOneProtocol();

    expect(protocol.hello('alice')).to.deep.equal({ id: 'register', name: 'alice' });
    expect(protocol.read({ id: 'registerResponse', response: 'accepted' })).to.deep.equal({
      type: 'welcome',
    });
    expect(protocol.read({ id: 'registerResponse', response: 'rejected' })).to.have.property(
      'type',
      'refused',
    );
  });

  it('brings a call, its answer and all that follows through the frames of the sample', () => {
    const [alice, bob] = [makeProtocol('alice'), makeProtocol('bob')];

    const call = alice.payload('bob', ring) as { sdpOffer: string };
    const rung = bob.read({ id: 'incomingCall', from: 'alice', offer: call.sdpOffer });
    const response = bob.payload('alice', accept) as { sdpOffer: string };
    const answered = alice.read({ id: 'callResponse', response: 'accepted', sdpAnswer: response.sdpOffer });
    const last = bob.payload('alice', bye) as { candidate: object };
    const ended = alice.read({ id: 'iceCandidate', candidate: last.candidate });

    expect(call).to.include({ id: 'call', from: 'alice', to: 'bob' });
    expect(rung).to.deep.equal({ type: 'payload', from: 'alice', payload: ring, ageMs: 0 });
    expect(response).to.include({ id: 'incomingCallResponse', from: 'alice', callResponse: 'accept' });
    expect(answered).to.deep.include({ from: 'bob', payload: accept });
    expect(ended).to.deep.include({ from: 'bob', payload: bye });
  });

  it('lets what else the server says be', () => {
    const protocol = makeProtocol('alice');

    expect(protocol.read({ id: 'listResponse', list: [] })).to.equal(undefined);
    expect(protocol.read({ id: 'callResponse', response: 'rejected' })).to.equal(undefined);
    expect(protocol.read({ id: 'pong' })).to.deep.equal({ type: 'alive' });
  });
});
