import { expect } from '@open-wc/testing';

import type { CallState } from '../../src/call/call-state.js';
import { decideRing, type CallOnHand, type Ring } from '../../src/phone/rings/ring-policy.js';

const ring: Ring = { id: 'm', from: 'alice', device: 'alices', sentAt: 10_000 };

interface Given {
  readonly id?: string;
  readonly number?: string;
  readonly role?: 'caller' | 'callee';
  readonly partner?: string;
  readonly answeredAt?: number;
}

function onHand(phase: Exclude<CallState['phase'], 'ended'>, given: Given = {}): CallOnHand {
  const { id = 'a', number = 'alice', role = 'caller', partner, answeredAt } = given;
  const state = { phase, since: 1 } as CallState;
  const devices = { partner, ringing: [], busy: false };
  return { id, number, standing: { role, device: 'ours', state, devices }, answeredAt };
}

const decide = (...calls: CallOnHand[]) => decideRing(ring, 'bob', calls);

describe('decideRing', () => {
  it('rings when nothing goes on, and is busy to everybody else when something does', () => {
    expect(decide()).to.deep.equal({ type: 'ring' });
    expect(decide(onHand('active', { number: 'carol' }))).to.deep.equal({ type: 'busy' });
    expect(decide(onHand('incoming', { number: 'carol', role: 'callee' }))).to.deep.equal({ type: 'busy' });
  });

  it('ignores a ring of our own number', () => {
    expect(decideRing(ring, 'alice', [])).to.deep.equal({ type: 'ignore' });
  });

  for (const phase of ['calling', 'ringing'] as const) {
    it(`keeps the call with the greater id when both dial, while ${phase}`, () => {
      const smaller = onHand(phase, { id: 'a' });

      expect(decide(smaller)).to.deep.equal({ type: 'join', call: smaller });
      expect(decide(onHand(phase, { id: 'z' }))).to.deep.equal({ type: 'ignore' });
    });
  }

  it('ignores the ring of a partner who dialled too and took our call, however late it comes', () => {
    const ours = { id: 'z', partner: 'alices', answeredAt: 9_000 };

    expect(decide(onHand('connecting', ours))).to.deep.equal({ type: 'ignore' });
    expect(decide(onHand('active', ours))).to.deep.equal({ type: 'ignore' });
  });

  it('lets a partner who calls anew replace the call that hangs on here', () => {
    const later = onHand('active', { id: 'z', partner: 'alices', answeredAt: 4_000 });
    const greater = onHand('active', { id: 'a', partner: 'alices', answeredAt: 9_000 });
    const theirs = onHand('active', { id: 'z', role: 'callee', partner: 'alices', answeredAt: 9_000 });

    for (const call of [later, greater, theirs])
      expect(decide(call)).to.deep.equal({ type: 'replace', call });
  });

  it('lets a page that was reloaded replace the call it has lost', () => {
    const broken = onHand('reconnecting', { partner: 'before' });
    const unanswered = onHand('incoming', { role: 'callee', partner: 'before' });

    for (const call of [broken, unanswered]) expect(decide(call)).to.deep.equal({ type: 'replace', call });
  });

  it('is busy to another device of a number it is talking to', () => {
    for (const phase of ['connecting', 'active'] as const)
      expect(decide(onHand(phase, { partner: 'before', answeredAt: 1 }))).to.deep.equal({ type: 'busy' });
  });
});
