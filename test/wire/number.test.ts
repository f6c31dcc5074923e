import { expect } from '@open-wc/testing';

import { encodeNumber, parseNumber, parseSender } from '../../src/wire/number.js';

describe('parseNumber', () => {
  it('takes any text a person can read, trimmed and composed', () => {
    expect(parseNumber('  alice ')).to.equal('alice');
    expect(parseNumber('+49 30 1234')).to.equal('+49 30 1234');
    expect(parseNumber('Zoe\u0308')).to.equal('Zo\u00eb');
    expect(parseNumber('VIEWER,1111')).to.equal('VIEWER,1111');
  });

  const bad: Record<string, unknown> = {
    'nothing at all': undefined,
    'no text': 42,
    'an empty one': '  ',
    'a line break': 'a\nb',
    'a zero-width character': 'a\u200bb',
    'a direction override': 'a\u202eb',
    'one that is too long': 'x'.repeat(81),
  };
  for (const [what, input] of Object.entries(bad)) {
    it(`refuses ${what}`, () => {
      expect(() => parseNumber(input))
        .to.throw()
        .with.property('code', 'bad-number');
    });
  }
});

describe('parseSender', () => {
  it('takes a number as every phone writes it', () => {
    for (const number of ['alice', 'Zo\u00eb', '+49 30 1234']) expect(parseSender(number)).to.equal(number);
  });

  for (const input of [' alice', 'alice\n', 'Zoe\u0308', '', 7]) {
    it(`refuses ${JSON.stringify(input)}, which nobody else's phone may be taken for`, () => {
      expect(() => parseSender(input))
        .to.throw()
        .with.property('code', 'bad-number');
    });
  }
});

describe('encodeNumber', () => {
  it('keeps what every channel name may have, and is readable', () => {
    expect(encodeNumber('alice')).to.equal('alice');
    expect(encodeNumber('room/7')).to.equal('room_2f7');
    expect(encodeNumber('VIEWER,1111')).to.equal('VIEWER_2c1111');
  });

  it('never gives two numbers one name', () => {
    const numbers = [
      'a_2fb',
      'a/b',
      'a_b',
      'ä',
      '_uw6Q',
      'a.b',
      'a*',
      'a b',
      '__proto__',
      'constructor',
      'Ä',
      'A',
    ];
    const names = numbers.map(encodeNumber);

    expect(new Set(names).size).to.equal(numbers.length);
    for (const name of names) expect(name).to.match(/^[\w-]+$/);
  });
});
