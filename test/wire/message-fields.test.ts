import { expect } from '@open-wc/testing';

import { jsonBytes } from '../../src/wire/fields.js';
import {
  MAX_CANDIDATE_CHARS,
  MAX_CANDIDATES,
  MAX_DATA_BYTES,
  MAX_INLINE_PHOTO_BYTES,
  MAX_PACKED_CHARS,
} from '../../src/wire/limits.js';
import { isKept, parseEnvelope, parseMessage, type Message } from '../../src/wire/message.js';

const head = { v: 1, call: 'call-0123456789', device: 'device-0123456789', seq: 0 };
const ring = { type: 'ring', audio: true, video: true, sdp: 'zAAAA' };
const candidate = { candidate: 'c', sdpMid: '0' };
const candidates = (...list: unknown[]) => ({ type: 'candidates', epoch: 0, candidates: list });

const photoChars = Math.ceil((MAX_INLINE_PHOTO_BYTES * 4) / 3);

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
      { ...ring, sdp: undefined },
      { type: 'ringing', sdp: 'z' },
      { type: 'ringing', sdp: null },
      { ...ring, type: 'accept', sdp: 7 },
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
    view: [
      { ...ring, view: false },
      { ...ring, view: 'yes' },
    ],
    purpose: [{ ...ring, view: true, room: 'tea' }],
    held: [{ type: 'media', audio: true, video: true, held: 1 }],
    screen: [{ type: 'media', audio: true, video: true, screen: false }],
    quiet: [{ type: 'bye', reason: 'left', quiet: 'hush' }],
    photo: [
      { type: 'photo', bytes: '' },
      { type: 'photo', bytes: 7 },
      { type: 'photo', bytes: 'data:image/png;base64,AAAA' },
      { type: 'photo', bytes: 'A'.repeat(photoChars + 1) },
    ],
    file: [
      { type: 'photo' },
      { type: 'photo', file: 'https://example.org/photo.jpg', size: 1 },
      { type: 'photo', file: { id: '../other', name: 'photo' }, size: 1 },
      { type: 'photo', file: { id: 'a'.repeat(65), name: 'photo' }, size: 1 },
      { type: 'photo', file: { id: 'a', name: 'photo.jpg?x' }, size: 1 },
      { type: 'photo', file: { id: 'a' }, size: 1 },
      { type: 'photo', file: { id: 7, name: 'photo' }, size: 1 },
    ],
    size: [
      { type: 'photo', file: { id: 'a', name: 'b' } },
      { type: 'photo', file: { id: 'a', name: 'b' }, size: 0 },
    ],
    data: [
      { type: 'data', n: 1 },
      { type: 'note' },
      { type: 'note', data: 'x'.repeat(MAX_DATA_BYTES - 1) },
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
    'the largest note': { type: 'note', data: 'x'.repeat(MAX_DATA_BYTES - 2) },
    'the largest photo': { type: 'photo', bytes: 'A'.repeat(photoChars) },
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

describe('What a message says', () => {
  const said = (fields: object) => parseEnvelope({ ...head, ...fields, evil: true }).message;
  const examples: readonly object[] = [
    ring,
    { ...ring, room: 'tea' },
    { ...ring, view: true },
    { type: 'media', audio: true, video: false, held: true, screen: true },
    { type: 'ringing' },
    { type: 'ringing', sdp: 'zAAAA' },
    { type: 'accept', audio: true, video: true },
    { type: 'note', data: null },
    { type: 'noted' },
    { type: 'photo', bytes: 'AAAA_-' },
    { type: 'photo', file: { id: 'a-b_c', name: 'photo' }, size: 20_000 },
    { type: 'bye', reason: 'full', quiet: true },
    { type: 'bye', reason: 'removed' },
  ];
  for (const fields of examples) {
    it(`comes through whole, and nothing else does: ${JSON.stringify(fields)}`, () => {
      expect(said(fields)).to.deep.equal(fields);
    });
  }

  it('has the name of a room as everybody writes it, and no other', () => {
    expect(said({ ...ring, room: ' Zoe\u0308 ' })).to.include({ room: 'Zo\u00eb' });
    expect(objectionTo({ ...ring, room: ' ' })).to.equal('A number must not be empty.');
  });

  const kept: readonly [Message, boolean][] = [
    [{ type: 'note', data: 1 }, true],
    [{ type: 'photo', bytes: 'AAAA' }, true],
    [{ type: 'noted' }, false],
    [{ type: 'ringing' }, false],
    [{ type: 'bye', reason: 'cancelled' }, true],
    [{ type: 'bye', reason: 'no-answer' }, true],
    [{ type: 'bye', reason: 'unreachable' }, true],
    [{ type: 'bye', reason: 'unreachable', quiet: true }, false],
    [{ type: 'bye', reason: 'hung-up' }, false],
    [{ type: 'bye', reason: 'declined' }, false],
  ];
  for (const [message, isIt] of kept) {
    it(`is ${isIt ? '' : 'not '}kept for somebody who is away: ${JSON.stringify(message)}`, () => {
      expect(isKept(message)).to.equal(isIt);
    });
  }
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
