import { expect } from '@open-wc/testing';

import { hasAgreed, nextState, outranks, type CallState, type EndReason } from '../../src/call/call-state.js';

/** Strongest first. */
const reasons: readonly EndReason[] = [
  'elsewhere',
  'declined',
  'busy',
  'cancelled',
  'hung-up',
  'left',
  'no-answer',
  'unreachable',
  'no-route',
  'connection-lost',
  'failed',
];

describe('Two ends of one call at the same time', () => {
  for (const [rank, reason] of reasons.entries()) {
    it(`${reason} goes before what is weaker, and before nothing else`, () => {
      expect(reasons.filter((other) => outranks(reason, other))).to.deep.equal(reasons.slice(rank + 1));
    });
  }

  it('become the stronger one, whichever came first', () => {
    const ended = { phase: 'ended', reason: 'no-answer', by: 'local', since: 1, at: 2 } as const;

    const next = nextState(ended, { type: 'overruled', reason: 'hung-up' });

    expect(next).to.deep.equal({ phase: 'ended', reason: 'hung-up', by: 'remote', since: 1, at: 2 });
  });

  it('stay what they are when the other reason is weaker, or the same', () => {
    const ended: CallState = { phase: 'ended', reason: 'no-answer', by: 'local', at: 2 };

    expect(nextState(ended, { type: 'overruled', reason: 'no-answer' })).to.equal(ended);
    expect(nextState(ended, { type: 'overruled', reason: 'failed' })).to.equal(ended);
  });

  it('are no news to a call that has not ended', () => {
    const ringing: CallState = { phase: 'ringing' };

    expect(nextState(ringing, { type: 'overruled', reason: 'hung-up' })).to.equal(ringing);
  });
});

describe('hasAgreed', () => {
  it('is true from the answer to the end', () => {
    const phases = [
      'calling',
      'ringing',
      'incoming',
      'connecting',
      'active',
      'reconnecting',
      'ended',
    ] as const;

    const agreed = phases.filter((phase) =>
      hasAgreed({ phase, reason: 'failed', by: 'local', since: 1, at: 2 }),
    );

    expect(agreed).to.deep.equal(['connecting', 'active', 'reconnecting']);
  });
});
