import { expect, fixture, html } from '@open-wc/testing';

import '../../src/elements/rtc-call.js';
import '../../src/elements/rtc-dialpad.js';
import '../../src/elements/rtc-local-camera.js';
import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import '../../src/elements/rtc-snapshot.js';
import { setTexts, texts, type SomeTexts } from '../../src/elements/base/texts.js';
import { asPhone, makeCall, makePhone, type FakePhone } from '../support/fake-phone.js';
import { INJECTION_VECTORS } from '../support/injection-vectors.js';
import { skeleton, watchInjection } from '../support/injection-watch.js';
import { inside, removePhones, showAnswering, showPhone } from '../support/living-phone.js';
import { makePhoto } from '../support/snapshot-element.js';
import { until } from '../support/until.js';

/** A complete phone in a call with a number of that many characters, and a photo of it. */
async function show(
  number: string,
): Promise<{ phone: FakePhone; element: RtcPhoneElement; refresh(): Promise<void> }> {
  const call = makeCall({ number, state: { phase: 'active', since: 0 } });
  const phone = Object.assign(makePhone(call), { number });
  const element = await fixture<RtcPhoneElement>(html`<rtc-phone .phone=${asPhone(phone)}></rtc-phone>`);
  const parts = [
    inside(element, 'rtc-call'),
    inside(element, 'rtc-snapshot'),
    inside(element, 'rtc-dialpad'),
    inside(element, 'rtc-local-camera'),
  ];
  // Without a timer: there are hundreds of texts to look at. The phone may change its parts once more, so twice.
  const refresh = async () => {
    for (const each of [element, ...parts, element, ...parts]) await each.updateComplete;
  };
  await refresh();
  // The browser takes its time to list the devices.
  const { shadowRoot } = inside(element, 'rtc-local-camera');
  await until('there is a choice of devices', () => shadowRoot?.querySelector('select') !== null);
  return { phone, element, refresh };
}

const VECTORS = Object.values(INJECTION_VECTORS).flat();

describe('texts of strangers', () => {
  const { play } = HTMLMediaElement.prototype;

  watchInjection();

  beforeEach(() => {
    // Else a button to hear the other side comes whenever the browser has decided that it must.
    HTMLMediaElement.prototype.play = () => Promise.resolve();
  });

  afterEach(() => {
    HTMLMediaElement.prototype.play = play;
  });

  it('are 200 or more', () => {
    expect(new Set(VECTORS).size).to.be.at.least(200);
  });

  for (const [how, vectors] of Object.entries(INJECTION_VECTORS)) {
    it(`stay texts ${how} as a number that calls, talks, sends a photo and hangs up`, async () => {
      const photo = await makePhoto();
      const { phone, element, refresh } = await show('bob');

      const look = async (number: string) => {
        const call = makeCall({ number, direction: 'incoming', state: { phase: 'incoming' } });
        Object.assign(phone, { number });
        phone.begin(call);
        await refresh();
        const incoming = skeleton(element);
        call.become({ phase: 'active', since: 0 });
        await refresh();
        call.dispatchEvent(new CustomEvent('photo', { detail: photo }));
        await refresh();
        const active = skeleton(element);
        const name = inside(element, 'rtc-call').shadowRoot?.querySelector('[part=number]');
        const sender = inside(element, 'rtc-snapshot').shadowRoot?.querySelector('li bdi');
        expect([name?.textContent, sender?.textContent]).to.deep.equal([number, number]);
        call.become({ phase: 'ended', reason: 'hung-up', by: 'remote', at: 0 });
        await refresh();
        inside(element, 'rtc-snapshot').shadowRoot?.querySelector<HTMLButtonElement>('li button')?.click();
        await refresh();
        return { incoming, active, ended: skeleton(element) };
      };

      const plain = await look('bob');
      for (const vector of vectors) expect(await look(vector), vector).to.deep.equal(plain);
    });
  }

  it('stay texts in the field for a number', async () => {
    const { phone, element, refresh } = await show('bob');
    Object.assign(phone, { call: undefined });
    const dialpad = inside(element, 'rtc-dialpad');
    const type = async (value: string) => {
      dialpad.value = value;
      await refresh();
      return skeleton(dialpad);
    };

    const plain = await type('1002');
    for (const vector of VECTORS) expect(await type(vector), vector).to.deep.equal(plain);
  });

  it('stay texts as the words of the elements', async () => {
    const { element, refresh } = await show('bob');
    const english = texts();
    const speak = async (word: string) => {
      const section = (words: object) => Object.fromEntries(Object.keys(words).map((name) => [name, word]));
      const all = Object.entries(english).map(([name, words]) => [
        name,
        typeof words === 'string' ? word : section(words),
      ]);
      setTexts(Object.fromEntries(all) as SomeTexts);
      await refresh();
      return skeleton(element);
    };

    try {
      const plain = await speak('word');
      for (const vector of VECTORS) expect(await speak(vector), vector).to.deep.equal(plain);
    } finally {
      setTexts(english);
    }
  });

  it('are refused as words that no section has, and change no prototype', () => {
    setTexts(
      JSON.parse('{"__proto__":{"polluted":"1"},"constructor":{"prototype":{"polluted":"1"}}}') as SomeTexts,
    );

    expect({}).not.to.have.property('polluted');
    expect(texts()).not.to.have.property('polluted');
    expect(texts().call.mute).to.equal('Mute');
  });

  it('are numbers like others where a number may be so, on the way through the whole kit', async () => {
    const numbers = ['__proto__', 'constructor', 'toString', '<img src=x onerror=pwned()>'];
    const messages: unknown[] = [];
    try {
      for (const number of numbers) {
        const [ann, bob] = await Promise.all([showPhone('ann'), showAnswering('bob', { number })]);
        bob.addEventListener('rtc-message-received', ({ detail }) => messages.push(detail.data));
        const call = await ann.dial(number, { video: false });
        await until('they talk', () => call.state.phase === 'active');

        await call.send(JSON.parse('{"__proto__":{"polluted":1}}'));
        await until('the message is there', () => messages.length > 0);
        expect(call.number).to.equal(number);
        expect(messages.pop()).not.to.have.property('polluted');
        await removePhones();
      }
    } finally {
      await removePhones();
    }
  });
});
