import { expect } from '@open-wc/testing';

import { Ear } from '../support/ear.js';
import { hasPart, heard, settled } from '../support/element.js';
import { inside } from '../support/living-phone.js';
import {
  ACTIVE,
  endOf,
  endSounds,
  INCOMING,
  pressPage,
  RINGBACK,
  RINGTONE,
  showSounding,
} from '../support/sounding-phone.js';
import { until } from '../support/until.js';
import { wavOf } from '../support/wav.js';

/** The pitch of the page's own sound, in Hz. */
const FILE = 1_000;

describe('the sounds of <rtc-phone> on a page', () => {
  let ear: Ear;

  before(pressPage);
  beforeEach(() => {
    ear = new Ear();
  });
  afterEach(() => endSounds(ear));

  it('are none when the phone is silent, and stop when it becomes so', async () => {
    const { element, begin } = await showSounding({ silent: true });
    const call = await begin(INCOMING);
    expect(ear.contexts).to.deep.equal([]);

    element.silent = false;
    await ear.waitFor(RINGTONE);
    element.silent = true;
    await ear.waitForSilence();
    call.become(ACTIVE);
    call.become(endOf('hung-up', { since: 0 }));

    expect(ear.contexts).to.have.length(1);
    expect(hasPart(inside(element, 'rtc-call'), 'notice')).to.equal(false);
  });

  it('are none for a call that the page answers in its own way, and for rooms and broadcasts', async () => {
    const { element, begin } = await showSounding();
    element.addEventListener('rtc-incoming', (event) => event.preventDefault(), { once: true });
    await begin(INCOMING);
    for (const purpose of ['room', 'broadcast'] as const) {
      await begin(Object.assign({ state: { phase: 'ringing' } as const }, { purpose }));
      await begin(Object.assign({ ...INCOMING }, { purpose }));
    }

    expect(ear.contexts).to.deep.equal([]);
  });

  it('are replaced by sounds of the page', async () => {
    const { begin } = await showSounding({ ringtone: wavOf(FILE), ringback: wavOf(FILE) });

    const incoming = await begin(INCOMING);
    await ear.waitFor(FILE);
    incoming.become({ phase: 'connecting' });
    await ear.waitForSilence();
    expect(ear.files).to.have.length(1);
    expect(ear.files[0]?.readyState).to.equal(HTMLMediaElement.HAVE_NOTHING);

    const outgoing = await begin({ state: { phase: 'ringing' } });
    await until('the other file is heard', () => ear.files.length === 2 && ear.hears(FILE));
    outgoing.become({ phase: 'connecting' });
    await ear.waitForSilence();
    expect(ear.contexts).to.deep.equal([]);
  });

  it('are the phone’s own when those of the page are none, and the page hears of it', async () => {
    const { element, begin } = await showSounding({ ringtone: 'data:text/plain,no-sound' });
    const errors = heard(element, 'rtc-error');

    await begin(INCOMING);

    await ear.waitFor(RINGTONE);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.have.property('code', 'bad-option');
  });

  it('end when the phone is taken off the page, and go on when it is only moved', async () => {
    const { element, begin } = await showSounding();
    await begin(INCOMING);
    await ear.waitFor(RINGTONE);

    document.body.append(element);
    await settled(element);
    await ear.waitFor(RINGTONE);
    expect(ear.contexts).to.have.length(1);

    element.remove();
    await ear.waitForSilence();
  });

  it('of two phones on a page are two', async () => {
    const [ann, bob] = await Promise.all([showSounding(), showSounding()]);
    const outgoing = await ann.begin({ state: { phase: 'ringing' } });
    const incoming = await bob.begin(INCOMING);
    await ear.waitFor(...RINGBACK);
    await ear.waitFor(RINGTONE);

    incoming.become(endOf('elsewhere'));
    await until('one is silent', () => ear.contexts.some(({ state }) => state === 'closed'));
    await ear.waitFor(...RINGBACK);

    outgoing.become(endOf('cancelled'));
    await ear.waitForSilence();
  });
});
