import { expect } from '@open-wc/testing';

import {
  MAX_CANDIDATE_CHARS,
  MAX_CANDIDATES,
  MAX_DATA_BYTES,
  MAX_PACKED_CHARS,
} from '../../src/wire/limits.js';
import { jsonBytes, parseEnvelope, parseMessage } from '../../src/wire/message.js';

const head = { v: 1, call: 'call-0123456789', device: 'device-0123456789', seq: 0 };
const ring = { type: 'ring', audio: true, video: true, sdp: 'zAAAA' };
const candidate = { candidate: 'c', sdpMid: '0' };
const candidates = (...list: unknown[]) => ({ type: 'candidates', epoch: 0, candidates: list });

/** What is said about an envelope with these fields, or nothing when it is taken. */
function objectionTo(fields: object): string | undefined {
  try {
    parseEnvelope({ ...head, ...fields });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('A field of a message', () => {
  const bad: Record<string, readonly object[]> = {
    version: [{ v: 0 }, { v: '1' }, { v: undefined }],
    call: [{ call: 'short-7' }, { call: 'c'.repeat(65) }, { call: 'with space' }, { call: 12345678 }],
    device: [{ device: 'short-7' }, { device: 'd'.repeat(65) }, { device: 'with/slash' }, { device: null }],
    seq: [{ seq: -1 }, { seq: 0.5 }, { seq: '0' }, { seq: 2 ** 53 }],
    type: [{ type: 'usermsg' }, { type: undefined }],
    media: [
      { ...ring, audio: 1 },
      { ...ring, video: 1 },
      { type: 'media', audio: true },
    ],
    sdp: [
      { ...ring, sdp: 7 },
      { ...ring, sdp: 'z' },
      { ...ring, sdp: 'z'.repeat(MAX_PACKED_CHARS + 1) },
    ],
    by: [{ type: 'taken', by: '' }, { type: 'taken' }],
    reason: [{ type: 'bye', reason: 'because' }, { type: 'bye' }],
    epoch: [{ type: 'recover', epoch: -1 }, { type: 'recover' }, { ...candidates(candidate), epoch: '0' }],
    id: [
      { type: 'offer', epoch: 0, id: 0, sdp: 'zAAAA' },
      { type: 'answer', epoch: 1, id: -1, sdp: 'zAAAA' },
    ],
    candidates: [
      candidates(),
      { ...candidates(), candidates: { length: 1, 0: candidate } },
      candidates(...Array.from({ length: MAX_CANDIDATES + 1 }, () => candidate)),
    ],
    candidate: [
      candidates('c'),
      candidates(null),
      candidates({ candidate: 'c' }),
      candidates({ sdpMid: '0' }),
      candidates({ ...candidate, candidate: 'c'.repeat(MAX_CANDIDATE_CHARS + 1) }),
      candidates({ ...candidate, usernameFragment: 7 }),
    ],
    n: [{ type: 'data', n: 0, data: 1 }, { type: 'received', n: 0 }, { type: 'received' }],
    data: [
      { type: 'data', n: 1 },
      { type: 'data', n: 1, data: 'x'.repeat(MAX_DATA_BYTES - 1) },
    ],
  };
  for (const [field, examples] of Object.entries(bad)) {
    it(`is named when it is bad: ${field}`, () => {
      for (const fields of examples) {
        expect(objectionTo(fields), JSON.stringify(fields)).to.equal(`A message came with a bad ${field}.`);
      }
    });
  }

  const good: Record<string, object> = {
    'an id of 8 characters': { type: 'taken', by: 'id-5678_' },
    'an id of 64 characters': { type: 'taken', by: 'i'.repeat(64) },
    'the longest description': { ...ring, sdp: 'z'.repeat(MAX_PACKED_CHARS) },
    'the shortest description': { ...ring, sdp: 'zz' },
    'the most candidates': candidates(...Array.from({ length: MAX_CANDIDATES }, () => candidate)),
    'the longest candidate': candidates({ ...candidate, candidate: 'c'.repeat(MAX_CANDIDATE_CHARS) }),
    'the largest data': { type: 'data', n: 1, data: 'x'.repeat(MAX_DATA_BYTES - 2) },
    'the largest count': { type: 'received', n: 2 ** 53 - 1 },
  };
  for (const [what, fields] of Object.entries(good)) {
    it(`may be ${what}`, () => {
      expect(objectionTo(fields)).to.equal(undefined);
    });
  }

  it('is not looked for where there are none', () => {
    for (const input of [undefined, null, 'ring', 7, [head]]) {
      expect(() => parseEnvelope(input)).to.throw('A message came with a bad envelope.');
    }
  });
});

describe('A message of the data channel', () => {
  for (const [text, objection] of [
    ['null', 'A message came with a bad message.'],
    ['[]', 'A message came with a bad message.'],
    ['{"type":"usermsg"}', 'A message came with a bad type.'],
    ['{', 'A message is not JSON.'],
  ] as const) {
    it(`is refused when it is ${text}`, () => {
      expect(() => parseMessage(text))
        .to.throw(objection)
        .with.property('code', 'bad-message');
    });
  }
});

describe('jsonBytes', () => {
  it('counts what travels: UTF-8, with quotes', () => {
    expect(jsonBytes('é')).to.equal(4);
    expect(jsonBytes({ a: [1] })).to.equal(9);
  });
});
