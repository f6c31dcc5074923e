import { expect } from '@open-wc/testing';

import type { EndReason } from '../../src/call/call-state.js';
import { hear } from '../../src/call/hearing.js';
import { hearLate, type EndedStanding } from '../../src/call/late-hearing.js';
import type { Devices } from '../../src/call/standing.js';
import type { Message } from '../../src/wire/message.js';

const choice = { audio: true, video: true };
const ring: Message = { type: 'ring', ...choice, sdp: 'p' };
const accept: Message = { type: 'accept', ...choice, sdp: 'p' };
const taken = (by: string): Message => ({ type: 'taken', by });
const bye = (reason: EndReason): Message => ({ type: 'bye', reason });
const unanswered: readonly Message[] = [
  { type: 'candidates', epoch: 0, candidates: [] },
  { type: 'answer', epoch: 0, id: 1, sdp: 'p' },
  { type: 'media', ...choice },
  { type: 'received', n: 1 },
];
const talking: readonly Message[] = [
  { type: 'offer', epoch: 0, id: 1, sdp: 'p' },
  { type: 'recover', epoch: 0 },
  { type: 'data', n: 1, data: 1 },
];

interface Given extends Partial<Devices> {
  readonly reason: EndReason;
  readonly by?: 'local' | 'remote';
}

function over(role: 'caller' | 'callee', { reason, by = 'local', ...devices }: Given): EndedStanding {
  const partner = role === 'callee' ? 'theirs' : undefined;
  const state = { phase: 'ended', reason, by, at: 1 } as const;
  return { role, device: 'ours', state, devices: { partner, ringing: [], busy: false, ...devices } };
}

const hearing = (from: EndedStanding, message: Message, device = 'theirs') =>
  hearLate(from, { device, message, again: false, at: 5 });

describe('hearLate', () => {
  it('is what hear() does with a call that has ended', () => {
    const here = over('caller', { reason: 'cancelled' });
    const heard = { device: 'theirs', message: accept, again: false, at: 5 };

    expect(hear(here, heard)).to.deep.equal(hearLate(here, heard));
  });

  describe('as the one who called', () => {
    it('says goodbye again to a device that rings or answers', () => {
      const here = over('caller', { reason: 'cancelled' });

      expect(hearing(here, { type: 'ringing' })).to.deep.equal({ say: bye('cancelled') });
      expect(hearing(here, accept)).to.deep.equal({ say: bye('cancelled') });
    });

    it('tells a device that another one had the call', () => {
      const here = over('caller', { reason: 'hung-up', partner: 'theirs' });
      const say = taken('theirs');

      for (const message of [{ type: 'ringing' } as const, accept, bye('no-answer')])
        expect(hearing(here, message, 'else')).to.deep.equal({ say });
      expect(hearing(here, bye('declined'), 'else')).to.deep.equal({});
      expect(hearing(here, accept)).to.deep.equal({ say: bye('hung-up') });
    });

    it('agrees on one reason with the partner', () => {
      const here = over('caller', { reason: 'left', partner: 'theirs' });
      const overruled = { fact: { type: 'overruled', reason: 'hung-up' } };

      expect(hearing(here, bye('hung-up'))).to.deep.equal(overruled);
      expect(hearing(here, bye('left'))).to.deep.equal({});
      expect(hearing(here, bye('failed'))).to.deep.equal({ say: bye('left') });
    });

    it('answers who asks for the goodbye, whatever it was', () => {
      expect(hearing(over('caller', { reason: 'no-answer' }), bye('no-answer'))).to.deep.equal({
        say: bye('no-answer'),
      });
      expect(hearing(over('caller', { reason: 'cancelled' }), bye('no-answer'))).to.deep.equal({
        say: bye('cancelled'),
      });
      expect(hearing(over('caller', { reason: 'unreachable' }), bye('no-answer'))).to.deep.equal({
        fact: { type: 'overruled', reason: 'no-answer' },
        say: bye('no-answer'),
      });
    });

    it('passes on to other devices what one of them has decided', () => {
      const fact = { type: 'overruled', reason: 'declined' };

      expect(
        hearing(over('caller', { reason: 'cancelled', ringing: ['theirs', 'else'] }), bye('declined')),
      ).to.deep.equal({ fact, say: bye('declined') });
      expect(
        hearing(over('caller', { reason: 'cancelled', ringing: ['theirs'] }), bye('declined')),
      ).to.deep.equal({ fact });
      expect(hearing(over('caller', { reason: 'cancelled' }), bye('declined'))).to.deep.equal({ fact });
    });

    it('does not count the word of a device that did not ring while another one did', () => {
      const here = over('caller', { reason: 'cancelled', ringing: ['else'] });

      expect(hearing(here, bye('busy'))).to.deep.equal({});
    });

    it('tells the partner who still talks, unless it was the partner who ended the call', () => {
      for (const message of talking) {
        const say = bye('hung-up');
        expect(hearing(over('caller', { reason: 'hung-up', partner: 'theirs' }), message)).to.deep.equal({
          say,
        });
        expect(
          hearing(over('caller', { reason: 'hung-up', partner: 'theirs' }), message, 'else'),
        ).to.deep.equal({});
        expect(
          hearing(over('caller', { reason: 'hung-up', by: 'remote', partner: 'theirs' }), message),
        ).to.deep.equal({});
      }
      for (const message of [...unanswered, ring, taken('else')])
        expect(hearing(over('caller', { reason: 'hung-up', partner: 'theirs' }), message)).to.deep.equal({});
    });
  });

  describe('as the one who was called', () => {
    it('says goodbye again to a caller who rings or talks on', () => {
      for (const message of [ring, ...talking]) {
        expect(hearing(over('callee', { reason: 'busy' }), message)).to.deep.equal({ say: bye('busy') });
        expect(hearing(over('callee', { reason: 'cancelled', by: 'remote' }), message)).to.deep.equal({});
      }
      for (const message of [...unanswered, accept, { type: 'ringing' } as const])
        expect(hearing(over('callee', { reason: 'busy' }), message)).to.deep.equal({});
    });

    it('agrees on one reason with the caller', () => {
      const here = over('callee', { reason: 'cancelled' });

      expect(hearing(here, bye('declined'))).to.deep.equal({
        fact: { type: 'overruled', reason: 'declined' },
      });
      expect(hearing(here, bye('cancelled'))).to.deep.equal({});
      expect(hearing(here, bye('no-answer'))).to.deep.equal({ say: bye('cancelled') });
    });

    it('learns that another device had the call, and is out of it from then on', () => {
      const elsewhere = over('callee', { reason: 'elsewhere', by: 'remote' });

      expect(hearing(over('callee', { reason: 'no-answer' }), taken('else'))).to.deep.equal({
        fact: { type: 'overruled', reason: 'elsewhere' },
      });
      expect(hearing(over('callee', { reason: 'no-answer' }), taken('ours'))).to.deep.equal({});
      for (const message of [ring, ...talking, bye('hung-up')])
        expect(hearing({ ...elsewhere, state: { ...elsewhere.state, by: 'local' } }, message)).to.deep.equal(
          {},
        );
    });

    it('does not listen to another device of the caller', () => {
      for (const message of [ring, bye('declined'), taken('else')])
        expect(hearing(over('callee', { reason: 'cancelled' }), message, 'else')).to.deep.equal({});
    });
  });
});
