import { expect } from '@open-wc/testing';

import type { CallState } from '../../src/call/call-state.js';
import { hear } from '../../src/call/hearing.js';
import type { Devices, Reaction, Standing } from '../../src/call/standing.js';
import type { Message } from '../../src/wire/message.js';

const answer: Message = { type: 'ringing', sdp: 'p' };
const accept: Message = { type: 'accept', audio: true, video: true };
const fullAccept: Message = { ...accept, sdp: 'p' };
const candidates: Message = { type: 'candidates', epoch: 0, candidates: [] };
const rang = { type: 'rang' } as const;

function hearing(devices: Partial<Devices>, device: string, message: Message, again = false): Reaction {
  const state: CallState = { phase: 'ringing' };
  const from: Standing = {
    role: 'caller',
    device: 'ours',
    state,
    devices: { partner: undefined, ringing: [], busy: false, ...devices },
  };
  return hear(from, { device, message, again, at: 5 });
}

describe('hear, as the one who calls somebody who answers while it rings', () => {
  it('takes the answer of the first device, once', () => {
    expect(hearing({}, 'theirs', answer)).to.deep.equal({
      fact: rang,
      devices: { partner: undefined, ringing: ['theirs'], busy: false, early: 'theirs' },
      pass: true,
    });
    const known = { ringing: ['theirs'], early: 'theirs' };
    expect(hearing(known, 'theirs', answer, true)).to.deep.equal({
      fact: rang,
      devices: { partner: undefined, busy: false, ...known },
    });
  });

  it('takes it also from one that was known to ring', () => {
    expect(hearing({ ringing: ['theirs'] }, 'theirs', answer)).to.have.property('pass', true);
  });

  it('takes no other answer, and knows that the other one rings', () => {
    const { pass, devices } = hearing({ ringing: ['theirs'], early: 'theirs' }, 'else', answer);

    expect(pass).to.equal(undefined);
    expect(devices).to.include({ early: 'theirs' });
    expect(devices?.ringing).to.deep.equal(['theirs', 'else']);
  });

  it('is accepted without an answer only by the one that has given it', () => {
    const known = { ringing: ['theirs', 'else'], early: 'theirs' };

    expect(hearing(known, 'theirs', accept)).to.deep.equal({
      fact: { type: 'accepted' },
      devices: { ...known, partner: 'theirs', busy: false },
      pass: true,
      say: { type: 'taken', by: 'theirs' },
    });
    expect(hearing(known, 'else', accept)).to.deep.equal({});
    expect(hearing({ ringing: ['theirs'] }, 'theirs', accept)).to.deep.equal({});
  });

  it('is accepted by another one with an answer', () => {
    const { fact, devices } = hearing({ ringing: ['theirs', 'else'], early: 'theirs' }, 'else', fullAccept);

    expect(fact).to.deep.equal({ type: 'accepted' });
    expect(devices).to.include({ partner: 'else', early: 'theirs' });
  });

  it('takes candidates only of the one whose answer it took', () => {
    expect(hearing({ early: 'theirs' }, 'theirs', candidates)).to.deep.equal({ pass: true });
    expect(hearing({ early: 'theirs' }, 'else', candidates)).to.deep.equal({});
  });

  it('rings on when that device goes, as long as another one rings', () => {
    const left: Message = { type: 'bye', reason: 'left' };

    expect(hearing({ ringing: ['theirs', 'else'], early: 'theirs' }, 'theirs', left)).to.deep.equal({
      devices: { partner: undefined, ringing: ['else'], busy: false, early: 'theirs' },
    });
    expect(hearing({ ringing: ['theirs'], early: 'theirs' }, 'theirs', left).fact).to.include({
      type: 'ended',
    });
  });
});
