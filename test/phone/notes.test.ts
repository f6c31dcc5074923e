import { expect } from '@open-wc/testing';

import type { OfferedPhoto, Phone, PhoneMessage } from '../../src/core.js';
import { MAX_DATA_BYTES } from '../../src/wire/limits.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { bytesOf, noisyPhoto } from '../support/photos.js';
import { until } from '../support/until.js';

describe('A phone without a call', () => {
  let phones: MemoryPhones;
  let alice: Phone;

  beforeEach(async () => {
    phones = new MemoryPhones();
    alice = await phones.connect('alice');
  });

  afterEach(() => phones.close());

  async function listening(number: string) {
    const phone = await phones.connect(number);
    const messages: PhoneMessage[] = [];
    phone.addEventListener('message', ({ detail }) => messages.push(detail));
    return { phone, messages };
  }

  for (const data of [{ hello: 'bob' }, 0, false, '', null, []]) {
    it(`sends ${JSON.stringify(data)} to a number, and knows that it has arrived`, async () => {
      const { messages } = await listening('bob');

      expect(await alice.send('bob', data)).to.equal('delivered');

      expect(messages).to.have.length(1);
      expect(messages[0]).to.deep.include({ from: 'alice', data });
      expect(messages[0]?.at).to.be.closeTo(Date.now(), 2_000);
    });
  }

  it('makes no connection and opens no device for it', async () => {
    const { phone } = await listening('bob');
    await alice.send('bob', 1);
    for (const each of [alice, phone]) {
      expect(each.calls).to.be.empty;
      expect(each.media.stream.getTracks()).to.be.empty;
    }
  });

  it('is read once, however often it arrives', async () => {
    phones.network.route = (_passing, arrive) => {
      arrive();
      arrive();
    };
    const { messages } = await listening('bob');
    await alice.send('bob', 'once');
    await alice.send('bob', 'twice');
    expect(messages.map(({ data }) => data)).to.deep.equal(['once', 'twice']);
  });

  it('says that it is kept for somebody who is not there', async () => {
    expect(await alice.send('nobody', 'later')).to.equal('kept');
  });

  for (const [what, data] of [
    ['no JSON', () => {}],
    ['a circle', circle()],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const error = await alice.send('bob', data).catch((reason: unknown) => reason);
      expect(error).to.have.property('code', 'bad-message');
    });
  }

  it('refuses what is too large, and says how much it may be', async () => {
    const error = await alice.send('bob', 'x'.repeat(MAX_DATA_BYTES)).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'too-large');
    expect(error).to.have.property('message').that.contains(String(MAX_DATA_BYTES));
  });

  it('reads no more than 60 notes of one sender in a minute', async () => {
    const { messages } = await listening('bob');
    await Promise.all(Array.from({ length: 80 }, (_, n) => alice.send('bob', n)));
    expect(messages).to.have.length(60);
  });

  for (const [size, side] of [
    ['small', 64],
    ['large', 1280],
  ] as const) {
    it(`offers a ${size} photo of somebody who is not in a call, and shows nothing before it is accepted`, async () => {
      const { phone } = await listening('bob');
      const offers: OfferedPhoto[] = [];
      phone.addEventListener('photooffered', ({ detail }) => offers.push(detail));
      const photo = await noisyPhoto(side, Math.round((side * 9) / 16));

      expect(await alice.sendPhoto('bob', photo)).to.equal('delivered');

      await until('it is offered', () => offers.length === 1);
      expect(offers[0]).to.include({ from: 'alice' });
      const shown = await offers[0]?.accept();
      expect(await bytesOf(shown)).to.deep.equal(await bytesOf(photo));
    });
  }

  it('sends nothing that is no photo', async () => {
    const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' });
    const before = phones.network.sent.length;
    const error = await alice.sendPhoto('bob', svg).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'bad-message');
    expect(phones.network.sent).to.have.length(before);
  });
});

function circle(): object {
  const round: { self?: object } = {};
  round.self = round;
  return round;
}
