import { expect } from '@open-wc/testing';

import { closePhones, makeCall, reaches } from '../support/phones.js';
import { storm } from '../support/storm.js';
import { until } from '../support/until.js';

describe('A call in which the browsers negotiate without end', () => {
  afterEach(closePhones);

  it('goes on over another connection, and ends only when that gets there as well', async () => {
    const { caller, callee } = await makeCall('local', { audio: true, video: false });
    const phases: string[] = [];
    const errors: string[] = [];
    for (const call of [caller, callee]) {
      call.addEventListener('statechange', () => phases.push(call.state.phase));
      call.addEventListener('error', ({ detail }) => errors.push(detail.code));
    }
    const first = [caller.peerConnection, callee.peerConnection];

    await storm(() => callee.peerConnection);
    await until('both are on another connection', () => {
      return caller.peerConnection !== first[0] && callee.peerConnection !== first[1];
    });
    expect([phases, errors]).to.deep.equal([[], []]);
    await caller.send('still there?');
    await storm(() => callee.peerConnection);

    const ends = await Promise.all([reaches(caller, 'ended'), reaches(callee, 'ended')]);
    expect(ends.map((state) => state.phase === 'ended' && [state.reason, state.by])).to.deep.equal([
      ['failed', 'remote'],
      ['failed', 'local'],
    ]);
    expect(errors).to.deep.equal(['negotiation-failed']);
  });
});
