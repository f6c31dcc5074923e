import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';

import { PhoneError } from '../../src/base/errors.js';
import { Mailbox } from '../../src/signaling/mailbox.js';
import { plainProtocol } from '../../src/signaling/websocket/relay-protocol.js';
import { parseEnvelope, writeEnvelope } from '../../src/wire/message.js';
import { parseNumber } from '../../src/wire/number.js';
import { MemoryNetwork } from '../../src/testing.js';
import { until } from '../support/until.js';

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
];
const FIELDS = [
  'v',
  'call',
  'device',
  'seq',
  'type',
  'audio',
  'video',
  'sdp',
  'candidates',
  'reason',
  'n',
  'data',
  'by',
];

const valid = [
  { type: 'ring', audio: true, video: false, sdp: 'zAAAA' },
  { type: 'ringing' },
  { type: 'taken', by: 'device-0123456789' },
  { type: 'bye', reason: 'hung-up' },
  { type: 'media', audio: true, video: true },
  { type: 'data', n: 1, data: { any: 'thing' } },
  { type: 'received', n: 1 },
].map((message) => ({ v: 1, call: 'call-0123456789', device: 'device-0123456789', seq: 0, ...message }));

/** What JSON can bring that no object literal can: `__proto__` as a key of its own. */
const evil = fc
  .tuple(fc.constantFrom(...NAMES), fc.jsonValue())
  .map(([name, value]) => JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`) as unknown);
const value = fc.oneof(fc.jsonValue(), evil, fc.constantFrom(...NAMES), fc.double(), fc.constant(undefined));
/** A valid message, broken in up to three places: most of the way through the parser. */
const broken = fc
  .tuple(
    fc.constantFrom(...valid),
    fc.array(fc.tuple(fc.constantFrom(...FIELDS, ...NAMES), value), { minLength: 1, maxLength: 3 }),
  )
  .map(([message, changes]) => {
    const entries = [...Object.entries(message), ...changes].map(
      ([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each) ?? 'null'}`,
    );
    return JSON.parse(`{${entries.join()}}`) as object;
  });
const message = fc.oneof({ weight: 3, arbitrary: broken }, { weight: 1, arbitrary: value });

describe('Whatever a stranger sends', () => {
  it('is refused as a bad message or means exactly what it says, 10,000 times', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).toSorted();

    fc.assert(
      fc.property(message, (input) => {
        try {
          const envelope = parseEnvelope(input);
          expect(parseEnvelope(writeEnvelope(envelope))).to.deep.equal(envelope);
        } catch (error) {
          if (!(error instanceof PhoneError) || error.code !== 'bad-message') throw error;
        }
      }),
      { numRuns: 10_000 },
    );

    expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).to.deep.equal(before);
  });

  it('is counted, and changes nothing', async () => {
    const network = new MemoryNetwork();
    const signaling = network.signaling('bob');
    const mailbox = new Mailbox({ number: 'bob', signaling, log: () => {} });
    let refused = 0;
    let letters = 0;
    mailbox.addEventListener('refused', ({ detail }) => (refused = detail.count));
    mailbox.addEventListener('letter', () => (letters += 1));
    await signaling.connect();
    const isOurs = (input: unknown) => {
      try {
        return parseEnvelope(input) !== undefined;
      } catch {
        return false;
      }
    };
    const junk = fc.sample(message, 1_000).filter((input) => input !== undefined && !isOurs(input));

    for (const payload of junk) network.carry({ from: 'mallory', to: 'bob', payload: payload as object });
    for (const from of ['', ' ', '\u0000', 'x'.repeat(500)])
      network.carry({ from, to: 'bob', payload: valid[1] ?? {} });
    await until('all were looked at', () => refused === junk.length + 4);
    network.carry({ from: '__proto__', to: 'bob', payload: valid[1] ?? {} });
    await until('the last is there', () => letters === 1);

    mailbox.close();
    expect(refused).to.equal(junk.length + 4);
  });

  it('is a number or none: any text, and what is no text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...NAMES), value), (input) => {
        try {
          expect(parseNumber(parseNumber(input))).to.equal(parseNumber(input));
        } catch (error) {
          if (!(error instanceof PhoneError) || error.code !== 'bad-number') throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is a frame of a relay or none', () => {
    fc.assert(
      fc.property(fc.oneof(value, evil), (input) => {
        const news = plainProtocol.read(input);
        expect(news === undefined || typeof news.type === 'string').to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
