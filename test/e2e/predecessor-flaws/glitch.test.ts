import { setPacketLoss } from '../../support/packet-loss.js';
import { closePhones, makeCall, reaches } from '../../support/phones.js';
import { until } from '../../support/until.js';

/** Named after the flaw of webrtc-sdk that it keeps out. In a file of its own, since what it does to the network stays. */
describe('Where the network broke calls of the predecessor, and breaks none here', () => {
  beforeEach(() => setPacketLoss(0));
  afterEach(closePhones);

  it('B15 a glitch hangs up: a call whose packets stop for a moment goes on', async function () {
    this.timeout(25_000);
    const { caller, callee } = await makeCall('local', { audio: true, video: false });
    await setPacketLoss(100);
    await until('it is noticed', () => caller.state.phase === 'reconnecting');
    await setPacketLoss(0);

    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);

    await caller.send('still here');
  });
});
