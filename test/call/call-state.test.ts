import { expect } from '@open-wc/testing';

import { nextState, hangUpReason, type CallFact, type CallState } from '../../src/call/call-state.js';
import { phaseLimit } from '../../src/call/phase-limit.js';

const states: CallState[] = [
  { phase: 'calling' },
  { phase: 'ringing' },
  { phase: 'incoming' },
  { phase: 'connecting' },
  { phase: 'active', since: 7 },
  { phase: 'reconnecting', since: 7 },
  { phase: 'ended', reason: 'hung-up', by: 'local', at: 9 },
];
const facts: CallFact[] = [
  { type: 'rang' },
  { type: 'accepted' },
  { type: 'connected', at: 8 },
  { type: 'interrupted' },
];

/** Every move there is. All other facts, in all other phases, are no news. */
const moves: Record<string, CallState> = {
  'calling rang': { phase: 'ringing' },
  'calling accepted': { phase: 'connecting' },
  'ringing accepted': { phase: 'connecting' },
  'incoming accepted': { phase: 'connecting' },
  'connecting connected': { phase: 'active', since: 8 },
  'active interrupted': { phase: 'reconnecting', since: 7 },
  'reconnecting connected': { phase: 'active', since: 7 },
};

describe('nextState', () => {
  for (const state of states) {
    for (const fact of facts) {
      const next = moves[`${state.phase} ${fact.type}`];
      it(`${state.phase} + ${fact.type} -> ${next?.phase ?? 'no news'}`, () => {
        if (next) expect(nextState(state, fact)).to.deep.equal(next);
        else expect(nextState(state, fact)).to.equal(state);
      });
    }

    it(`${state.phase} + ended -> ended, once`, () => {
      const ended: CallFact = { type: 'ended', reason: 'busy', by: 'remote', at: 10 };

      const next = nextState(state, ended);

      if (state.phase === 'ended') expect(next).to.equal(state);
      else expect(next).to.include({ phase: 'ended', reason: 'busy', by: 'remote', at: 10 });
    });
  }

  it('remembers when the two began to talk', () => {
    const ended: CallFact = { type: 'ended', reason: 'hung-up', by: 'local', at: 10 };

    expect(nextState({ phase: 'reconnecting', since: 7 }, ended)).to.have.property('since', 7);
    expect(nextState({ phase: 'incoming' }, ended)).not.to.have.property('since');
  });
});

describe('hangUpReason', () => {
  it('is giving up, refusing or saying goodbye', () => {
    expect(states.map(hangUpReason)).to.deep.equal([
      'cancelled',
      'cancelled',
      'declined',
      'hung-up',
      'hung-up',
      'hung-up',
      'hung-up',
    ]);
  });
});

describe('phaseLimit', () => {
  it('gives every phase that waits for somebody an end', () => {
    const limits = states.map((state) => [
      state.phase,
      phaseLimit(state)?.afterMs,
      phaseLimit(state)?.reason,
    ]);

    expect(limits).to.deep.equal([
      ['calling', 8_000, 'unreachable'],
      ['ringing', 45_000, 'no-answer'],
      ['incoming', 47_000, 'no-answer'],
      ['connecting', 20_000, 'no-route'],
      ['active', undefined, undefined],
      ['reconnecting', 30_000, 'connection-lost'],
      ['ended', undefined, undefined],
    ]);
  });
});
