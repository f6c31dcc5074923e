import { expect } from '@open-wc/testing';

import { MAX_CANDIDATES, MAX_DATA_BYTES, MAX_PACKED_CHARS } from '../../src/wire/limits.js';
import { parseEnvelope, parseMessage, writeEnvelope, type Message } from '../../src/wire/message.js';

const call = 'call-0123456789';
const device = 'device-0123456789';
const envelope = (fields: object) => ({ v: 1, call, device, seq: 0, ...fields });

describe('parseEnvelope', () => {
  const messages: Message[] = [
    { type: 'ring', audio: true, video: false, sdp: 'zAAAA' },
    { type: 'ringing' },
    { type: 'ringing', sdp: 'zBBBB' },
    { type: 'accept', audio: true, video: true, sdp: 'zBBBB' },
    { type: 'accept', audio: true, video: false },
    { type: 'taken', by: device },
    { type: 'bye', reason: 'hung-up' },
    {
      type: 'candidates',
      epoch: 0,
      candidates: [{ candidate: 'candidate:1', sdpMid: '0', usernameFragment: 'u' }],
    },
    { type: 'candidates', epoch: 2, candidates: [{ candidate: '', sdpMid: '0' }] },
    { type: 'offer', epoch: 0, id: 1, sdp: 'zCCCC' },
    { type: 'offer', epoch: 1, id: 0, sdp: 'zCCCC' },
    { type: 'answer', epoch: 3, id: 7, sdp: 'zDDDD' },
    { type: 'recover', epoch: 0 },
    { type: 'media', audio: false, video: true },
    { type: 'data', n: 1, data: { any: ['json', null, 0] } },
    { type: 'data', n: 2, data: null },
    { type: 'received', n: 3 },
  ];
  for (const message of messages) {
    it(`brings ${message.type} back as it was written`, () => {
      const written: unknown = JSON.parse(JSON.stringify(writeEnvelope({ call, device, seq: 4, message })));

      expect(parseEnvelope(written)).to.deep.equal({ call, device, seq: 4, message });
    });
  }

  const ring = { type: 'ring', audio: true, video: true, sdp: 'zAAAA' };
  const refused: Record<string, unknown> = {
    nothing: undefined,
    text: 'ring',
    'a list': [ring],
    'another version': envelope({ ...ring, v: 2 }),
    'no call': { ...envelope(ring), call: undefined },
    'a call that is a path': envelope({ ...ring, call: '../../../x' }),
    'a device that is too long': envelope({ ...ring, device: 'd'.repeat(65) }),
    'a negative count': envelope({ ...ring, seq: -1 }),
    'a count that is no number': envelope({ ...ring, seq: '0' }),
    'an unknown type': envelope({ type: 'usermsg' }),
    'a type of the prototype': envelope({ type: 'constructor' }),
    'a ring without a description': envelope({ type: 'ring', audio: true, video: true }),
    'a ring with media that is no boolean': envelope({ ...ring, audio: 1 }),
    'a description that is too long': envelope({ ...ring, sdp: 'z'.repeat(MAX_PACKED_CHARS + 1) }),
    'a reason nobody knows': envelope({ type: 'bye', reason: '<img src=x>' }),
    'no candidates': envelope({ type: 'candidates', epoch: 0, candidates: [] }),
    'too many candidates': envelope({
      type: 'candidates',
      epoch: 0,
      candidates: Array.from({ length: MAX_CANDIDATES + 1 }, () => ({ candidate: 'c', sdpMid: '0' })),
    }),
    'a candidate without a line': envelope({
      type: 'candidates',
      epoch: 0,
      candidates: [{ candidate: 'c' }],
    }),
    'a candidate that is too long': envelope({
      type: 'candidates',
      epoch: 0,
      candidates: [{ candidate: 'c'.repeat(513), sdpMid: '0' }],
    }),
    'data that is missing': envelope({ type: 'data', n: 1 }),
    'data that is too large': envelope({ type: 'data', n: 1, data: 'x'.repeat(MAX_DATA_BYTES) }),
    'candidates of no connection': envelope({
      type: 'candidates',
      candidates: [{ candidate: 'c', sdpMid: '0' }],
    }),
    'an offer without an id': envelope({ type: 'offer', epoch: 1, sdp: 'zAAAA' }),
    'an offer of no connection': envelope({ type: 'offer', id: 1, sdp: 'zAAAA' }),
    'an answer of a connection before the first': envelope({
      type: 'answer',
      epoch: -1,
      id: 1,
      sdp: 'zAAAA',
    }),
    'another first offer of the first connection': envelope({ type: 'offer', epoch: 0, id: 0, sdp: 'zAAAA' }),
    'a cry for help about no connection': envelope({ type: 'recover' }),
    'a cry for help about half a connection': envelope({ type: 'recover', epoch: 0.5 }),
  };
  for (const [what, input] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(() => parseEnvelope(input))
        .to.throw()
        .with.property('code', 'bad-message');
    });
  }

  it('takes over known fields only, and touches no prototype', () => {
    const attack: unknown = JSON.parse(
      `{"v":1,"call":"${call}","device":"${device}","seq":0,"type":"ringing","__proto__":{"polluted":1},"iceServers":[]}`,
    );

    expect(parseEnvelope(attack).message).to.deep.equal({ type: 'ringing' });
    expect({}).not.to.have.property('polluted');
  });

  it('names the field of a bad message, and never its value', () => {
    expect(() => parseEnvelope(envelope({ type: 'bye', reason: 'secret 10.0.0.1' }))).to.throw(
      /^A message came with a bad reason\.$/,
    );
  });
});

describe('parseMessage', () => {
  it('takes text of the data channel', () => {
    expect(parseMessage('{"type":"bye","reason":"left"}')).to.deep.equal({ type: 'bye', reason: 'left' });
  });

  it('refuses what is no JSON', () => {
    expect(() => parseMessage('{'))
      .to.throw()
      .with.property('code', 'bad-message');
  });
});
