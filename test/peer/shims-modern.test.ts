import { expect } from '@open-wc/testing';

import { RtcPeer } from '../../src/peer/rtc-peer.js';
import { AUDIO } from '../support/peer-pair.js';

describe('prepareWebRtc, in the browser of today', () => {
  it('leaves the page alone', async () => {
    const before = Object.getOwnPropertyDescriptors(RTCPeerConnection.prototype);
    const peer = new RtcPeer();

    await peer.offer(AUDIO);

    expect(Object.getOwnPropertyDescriptors(RTCPeerConnection.prototype)).to.deep.equal(before);
    const resources = performance.getEntriesByType('resource');
    expect(resources.filter(({ name }) => name.includes('webrtc-adapter'))).to.deep.equal([]);
    peer.close();
  });
});
