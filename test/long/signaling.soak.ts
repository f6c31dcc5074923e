import { expect } from '@open-wc/testing';

import { setOffline } from '../support/network.js';
import { closePhones, decodedFrames, makeCall, play } from '../support/phones.js';
import { until } from '../support/until.js';
import { longestGap, messagesOf, pass, phasesOf } from '../support/wire.js';

const OUTAGE_MS = 30_000;

describe('A call whose signaling is gone', function () {
  this.timeout(60_000);
  after(closePhones);

  it(`for ${OUTAGE_MS / 1_000} s does not notice, and messages arrive once`, async () => {
    const { caller, callee, alice, bob } = await makeCall('pubnub');
    const calls = [caller, callee];
    const phases = calls.map(phasesOf);
    const [atCaller, atCallee] = [messagesOf(caller), messagesOf(callee)];
    for (const call of calls) play(call);

    await setOffline(true);
    const outage = new AbortController();
    const gaps = calls.map((call) => longestGap(call, outage.signal));
    const frames = await decodedFrames(callee);
    for (let n = 0; n < 6; n += 1) {
      await Promise.all([
        pass(OUTAGE_MS / 6),
        caller.send(`to the callee ${n}`),
        callee.send(`to the caller ${n}`),
      ]);
    }
    expect(alice.state.phase).to.equal('reconnecting');
    outage.abort();
    await setOffline(false);
    for (const phone of [alice, bob]) await until('it is ready', () => phone.state.phase === 'ready');
    // What had still been on its way by signaling, or by the call, has come before these.
    await Promise.all([alice.send(bob.number, 'behind'), bob.send(alice.number, 'behind')]);
    await Promise.all([caller.send('behind'), callee.send('behind')]);

    expect(phases).to.deep.equal([[], []]);
    for (const gap of await Promise.all(gaps)) expect(gap).to.be.lessThan(1_000);
    expect((await decodedFrames(callee)) - frames).to.be.greaterThan(100);
    const numbered = (what: string) => [...Array.from({ length: 6 }, (_none, n) => `${what} ${n}`), 'behind'];
    expect([atCaller, atCallee]).to.deep.equal([numbered('to the caller'), numbered('to the callee')]);
  });
});
