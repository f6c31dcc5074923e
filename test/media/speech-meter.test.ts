import { expect } from '@open-wc/testing';

import { SpeechMeter } from '../../src/media/speech-meter.js';

const VOICE = 0.08;
const ROOM = 0.002;

/** What a meter tells, every 100 ms, while it hears these levels. */
function tell(...levels: readonly number[]): string {
  const meter = new SpeechMeter();
  return levels.map((level, at) => (meter.hear(level, at * 100) ? 'x' : '.')).join('');
}

const times = (count: number, level: number) => Array.from({ length: count }, () => level);

describe('SpeechMeter', () => {
  it('hears a voice at once, and silence a while after the last word', () => {
    expect(tell(...times(3, ROOM), ...times(4, VOICE), ...times(12, ROOM))).to.match(
      /^\.{3}x{4}x{6,9}\.{3,}$/,
    );
  });

  it('hears one speech where somebody breathes between words', () => {
    const word = [VOICE, VOICE, ROOM, ROOM, ROOM];

    expect(tell(...word, ...word, ...word)).to.equal('x'.repeat(15));
  });

  it('does not take a click or a room for a voice', () => {
    expect(tell(ROOM, 0.025, ROOM, ROOM, 0.025, ROOM)).to.equal('......');
    expect(tell(...times(20, 0.009))).to.equal('.'.repeat(20));
  });

  it('does not waver at a level in between', () => {
    expect(tell(...times(10, 0.015))).to.equal('.'.repeat(10));
    expect(tell(VOICE, ...times(20, 0.015))).to.equal('x'.repeat(21));
  });

  it('tells the same where a browser in the background looks once a second', () => {
    const meter = new SpeechMeter();

    expect([VOICE, ROOM, ROOM].map((level, at) => meter.hear(level, at * 1_000))).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it('survives a clock that stands still or goes back', () => {
    const meter = new SpeechMeter();

    expect([0, 0, -50].map((at) => meter.hear(VOICE, at))).to.deep.equal([true, true, true]);
  });
});
