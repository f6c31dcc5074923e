import { expect } from '@open-wc/testing';

import type { CallState, EndReason } from '../../src/call/call-state.js';
import { hear } from '../../src/call/hearing.js';
import type { Devices, Reaction, Standing } from '../../src/call/standing.js';
import type { Message } from '../../src/wire/message.js';

const AT = 5;
const choice = { audio: true, video: true };
const messages = {
  ring: { type: 'ring', ...choice, sdp: 'p' },
  ringing: { type: 'ringing' },
  accept: { type: 'accept', ...choice, sdp: 'p' },
  takenByUs: { type: 'taken', by: 'ours' },
  takenByOther: { type: 'taken', by: 'else' },
  candidates: { type: 'candidates', epoch: 0, candidates: [] },
  offer: { type: 'offer', epoch: 0, id: 1, sdp: 'p' },
  answer: { type: 'answer', epoch: 0, id: 1, sdp: 'p' },
  recover: { type: 'recover', epoch: 0 },
  media: { type: 'media', ...choice },
  data: { type: 'data', n: 1, data: 1 },
  received: { type: 'received', n: 1 },
} as const satisfies Record<string, Message>;

const bye = (reason: EndReason): Message => ({ type: 'bye', reason });
const ended = (reason: EndReason) => ({ type: 'ended', reason, by: 'remote', at: AT }) as const;

function standing(
  role: 'caller' | 'callee',
  phase: 'calling' | 'ringing' | 'incoming' | 'connecting' | 'active' | 'reconnecting',
  devices: Partial<Devices> = {},
): Standing {
  const state = { phase, since: 1 } as CallState;
  const partner = role === 'callee' ? 'theirs' : undefined;
  return { role, device: 'ours', state, devices: { partner, ringing: [], busy: false, ...devices } };
}

const hearing = (from: Standing, message: Message, device = 'theirs', again = false): Reaction =>
  hear(from, { device, message, again, at: AT });

describe('hear, as the one who calls', () => {
  for (const phase of ['calling', 'ringing'] as const) {
    it(`takes note of every device that rings while ${phase}`, () => {
      expect(hearing(standing('caller', phase, { busy: true }), messages.ringing)).to.deep.equal({
        fact: { type: 'rang' },
        devices: { partner: undefined, ringing: ['theirs'], busy: false },
      });
      expect(
        hearing(standing('caller', phase, { ringing: ['theirs'] }), messages.ringing).devices?.ringing,
      ).to.deep.equal(['theirs']);
    });

    it(`is in a call with the device that accepts while ${phase}, and the others hear of it`, () => {
      expect(
        hearing(standing('caller', phase, { ringing: ['theirs'], busy: true }), messages.accept),
      ).to.deep.equal({
        fact: { type: 'accepted' },
        devices: { partner: 'theirs', ringing: ['theirs'], busy: false },
        pass: true,
      });
      expect(
        hearing(standing('caller', phase, { ringing: ['else', 'theirs'] }), messages.accept).say,
      ).to.deep.equal({ type: 'taken', by: 'theirs' });
    });

    it(`ends when a person declines while ${phase}, and other devices stop ringing`, () => {
      expect(hearing(standing('caller', phase), bye('declined'))).to.deep.equal({ fact: ended('declined') });
      expect(
        hearing(standing('caller', phase, { ringing: ['theirs', 'else'] }), bye('declined')),
      ).to.deep.equal({ fact: ended('declined'), say: bye('declined') });
      expect(hearing(standing('caller', phase, { ringing: ['theirs'] }), bye('busy'))).to.deep.equal({
        fact: ended('busy'),
      });
    });

    it(`goes on while ${phase} as long as one device rings`, () => {
      for (const reason of ['left', 'failed', 'no-answer', 'elsewhere'] as const) {
        const reaction = hearing(standing('caller', phase, { ringing: ['theirs', 'else'] }), bye(reason));
        expect(reaction).to.deep.equal({ devices: { partner: undefined, ringing: ['else'], busy: false } });
        expect(hearing(standing('caller', phase, { ringing: ['theirs'] }), bye(reason))).to.deep.equal({
          fact: ended(reason),
        });
      }
      expect(
        hearing(standing('caller', phase, { ringing: ['else'] }), bye('busy')).devices?.ringing,
      ).to.deep.equal(['else']);
    });

    it(`waits for another device when the first one is busy while ${phase}`, () => {
      expect(hearing(standing('caller', phase), bye('busy'))).to.deep.equal({
        devices: { partner: undefined, ringing: [], busy: true },
      });
    });

    it(`lets nobody talk while ${phase}, but keeps what the browser will need`, () => {
      expect(hearing(standing('caller', phase), messages.candidates)).to.deep.equal({ pass: true });
      for (const name of [
        'ring',
        'takenByOther',
        'offer',
        'answer',
        'recover',
        'media',
        'data',
        'received',
      ] as const)
        expect(hearing(standing('caller', phase), messages[name]), name).to.deep.equal({});
    });
  }

  for (const phase of ['connecting', 'active', 'reconnecting'] as const) {
    const talking = standing('caller', phase, { partner: 'theirs', ringing: ['theirs'] });

    it(`talks with its partner alone when ${phase}`, () => {
      for (const name of ['candidates', 'offer', 'answer', 'recover', 'media', 'data', 'received'] as const) {
        expect(hearing(talking, messages[name]), name).to.deep.equal({ pass: true });
        expect(hearing(talking, messages[name], 'else'), name).to.deep.equal({});
      }
      for (const name of ['ring', 'ringing', 'accept', 'takenByOther'] as const)
        expect(hearing(talking, messages[name]), name).to.deep.equal({});
      expect(hearing(talking, bye('hung-up'))).to.deep.equal({ fact: ended('hung-up') });
    });

    it(`tells other devices who has the call when ${phase}`, () => {
      const taken = { say: { type: 'taken', by: 'theirs' } };
      for (const message of [messages.ringing, bye('no-answer')])
        expect(hearing(talking, message, 'else'), message.type).to.deep.equal(taken);
      expect(hearing(talking, messages.accept, 'else')).to.deep.equal({ ...taken, crossed: true });
      expect(hearing(talking, bye('declined'), 'else')).to.deep.equal({});
    });
  }
});

describe('hear, as the one who is called', () => {
  for (const phase of ['calling', 'incoming', 'connecting', 'active', 'reconnecting'] as const) {
    const here = standing('callee', phase);
    const talks = phase !== 'incoming' && phase !== 'calling';

    it(`says again that it rings to who may not have heard it, when ${phase}`, () => {
      const expected = phase === 'active' || phase === 'reconnecting' ? {} : { say: { type: 'ringing' } };
      expect(hearing(here, messages.ring, 'theirs', true)).to.deep.equal(expected);
      expect(hearing(here, messages.ring)).to.deep.equal({});
    });

    it(`ends when the caller says so, or another device has the call, when ${phase}`, () => {
      expect(hearing(here, bye('cancelled'))).to.deep.equal({ fact: ended('cancelled') });
      expect(hearing(here, messages.takenByOther)).to.deep.equal({ fact: ended('elsewhere') });
      expect(hearing(here, messages.takenByUs)).to.deep.equal({});
    });

    it(`${talks ? 'talks' : 'does not talk'} when ${phase}`, () => {
      expect(hearing(here, messages.candidates)).to.deep.equal({ pass: true });
      for (const name of ['offer', 'answer', 'recover', 'media', 'data', 'received'] as const)
        expect(hearing(here, messages[name]), name).to.deep.equal(talks ? { pass: true } : {});
      for (const name of ['ringing', 'accept'] as const)
        expect(hearing(here, messages[name]), name).to.deep.equal({});
    });

    it(`does not listen to another device of the caller when ${phase}`, () => {
      for (const message of [...Object.values(messages), bye('hung-up')])
        expect(hearing(here, message, 'else', true), message.type).to.deep.equal({});
    });
  }
});
