/**
 * How long the parser takes for a message of a stranger: `npx tsx bench/parser.ts`.
 *
 * 10,000 messages, nine of ten of them broken in one place; the goal is below 0.2 ms for each.
 */
import * as fc from 'fast-check';

import { parseEnvelope } from '../src/wire/message.js';

const COUNT = 10_000;
const ROUNDS = 20;

const ring = {
  v: 1,
  call: 'call-0123456789abcdefg',
  device: 'device-0123456789abcde',
  seq: 0,
  type: 'ring',
  audio: true,
  video: true,
  sdp: 'z'.repeat(2_000),
};
const candidates = Array.from({ length: 64 }, (_none, index) => ({
  candidate: `candidate:${index} 1 udp 2113937151 192.0.2.${index} 50000 typ host`,
  sdpMid: '0',
}));
const valid = [
  ring,
  { ...ring, type: 'candidates', epoch: 0, candidates },
  { ...ring, type: 'data', n: 1, data: ring },
];

const broken = fc
  .tuple(fc.constantFrom(...valid), fc.constantFrom(...Object.keys(ring)), fc.jsonValue())
  .map(([message, field, value]) => ({ ...message, [field]: value }));
const messages: unknown[] = fc.sample(
  fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...valid) }, { weight: 9, arbitrary: broken }),
  COUNT,
);

const micros = Array.from({ length: ROUNDS }, () => {
  const since = performance.now();
  let refused = 0;
  for (const message of messages) {
    try {
      parseEnvelope(message);
    } catch {
      refused += 1;
    }
  }
  if (refused === 0) throw new Error('Nothing was refused: this measures something else.');
  return ((performance.now() - since) / COUNT) * 1_000;
});

micros.sort((one, other) => one - other);
const [best = 0] = micros;
process.stdout.write(
  `parseEnvelope: ${best.toFixed(1)} µs for a message at best, ${(micros.at(-1) ?? 0).toFixed(1)} µs at worst, of ${ROUNDS} rounds\n`,
);
