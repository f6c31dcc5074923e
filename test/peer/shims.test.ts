import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import { prepareWebRtc } from '../../src/peer/shims.js';

/** In the order of a page's life: what is prepared once stays so. */
describe('prepareWebRtc', () => {
  const { prototype } = RTCPeerConnection;
  const adapterLoaded = () =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('webrtc-adapter'));

  it('says when there is no WebRTC', async () => {
    const real = globalThis.RTCPeerConnection;
    Reflect.deleteProperty(globalThis, 'RTCPeerConnection');

    const error = await prepareWebRtc().catch((reason: unknown) => reason);
    globalThis.RTCPeerConnection = real;

    expect(error).to.be.instanceOf(PhoneError).with.property('code', 'unsupported');
  });

  it('says which part an old browser lacks', async () => {
    const { addTransceiver } = prototype;
    Reflect.deleteProperty(prototype, 'addTransceiver');

    const error = await prepareWebRtc().catch((reason: unknown) => reason);
    prototype.addTransceiver = addTransceiver;

    expect(error).to.be.instanceOf(PhoneError).with.property('code', 'unsupported');
    expect(error).to.have.property('message').that.contains('addTransceiver');
    expect(adapterLoaded()).to.equal(true);
  });

  it('is content with the browser of today, and is asked once', async () => {
    const first = prepareWebRtc();

    expect(prepareWebRtc()).to.equal(first);
    await first;
  });
});
