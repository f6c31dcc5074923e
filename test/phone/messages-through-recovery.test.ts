import { expect } from '@open-wc/testing';

import type { Call } from '../../src/core.js';
import { setPacketLoss } from '../support/packet-loss.js';
import { closePhones, makeCall, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

const COUNT = 1_000;

describe('A thousand messages each way', () => {
  const made: RTCPeerConnection[] = [];
  const { RTCPeerConnection: Real } = window;

  beforeEach(async () => {
    made.length = 0;
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
    await setPacketLoss(0);
  });

  afterEach(async () => {
    window.RTCPeerConnection = Real;
    await setPacketLoss(0);
    closePhones();
  });

  it('arrive once and in order, through an ICE restart and another connection', async function () {
    this.timeout(60_000);
    const { caller, callee } = await makeCall('local', { audio: true, video: false });
    const [first, theirs] = [caller.peerConnection, callee.peerConnection];
    const restarted = iceName(caller);
    const read = { caller: [] as unknown[], callee: [] as unknown[] };
    caller.addEventListener('message', ({ data }) => read.caller.push(data));
    callee.addEventListener('message', ({ data }) => read.callee.push(data));
    const sent: Promise<void>[] = [];
    const say = (from: number, to: number) => {
      for (let n = from; n < to; n += 1) sent.push(caller.send(n), callee.send(n));
    };

    say(0, 300);
    await setPacketLoss(100);
    say(300, 600);
    await until('ICE is restarted', () => iceName(caller) !== restarted, 12_000);
    say(600, 700);
    await until('another connection is tried', () => made.length > 2, 15_000);
    // The old one is gone for good.
    first?.close();
    theirs?.close();
    await setPacketLoss(0);
    say(700, COUNT);
    await Promise.all(sent);

    const numbers = Array.from({ length: COUNT }, (_, n) => n);
    expect(read.callee).to.deep.equal(numbers);
    expect(read.caller).to.deep.equal(numbers);
    await reaches(caller, 'active');
    await reaches(callee, 'active');
    expect(made, 'the connection that carries the call').to.include(caller.peerConnection);
    expect(caller.peerConnection === first, 'it is the old one').to.be.false;
  });
});

/** The name ICE goes by; another one after each restart (RFC 8445, 9). */
function iceName({ peerConnection }: Call): string | undefined {
  return /a=ice-ufrag:(\S+)/.exec(peerConnection?.localDescription?.sdp ?? '')?.[1];
}
