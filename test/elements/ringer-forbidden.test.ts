import { expect } from '@open-wc/testing';

import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { Ear } from '../support/ear.js';
import { hasPart, heard, words } from '../support/element.js';
import { inside } from '../support/living-phone.js';
import { endOf, endSounds, INCOMING, pressPage, RINGTONE, showSounding } from '../support/sounding-phone.js';
import { until } from '../support/until.js';
import { wavOf } from '../support/wav.js';

describe('the sounds of <rtc-phone> on a page that nobody has touched', () => {
  let ear: Ear;

  beforeEach(() => {
    ear = new Ear();
  });
  afterEach(() => endSounds(ear));

  const hint = (element: RtcPhoneElement) => words(inside(element, 'rtc-call'), 'notice');

  it('are dropped when they would be heard only once: later they mean nothing', async () => {
    const { element, begin } = await showSounding();
    const call = await begin({ state: { phase: 'calling' } });

    call.become(endOf('busy'));
    expect(ear.contexts).to.have.length(1);
    await ear.waitForSilence();

    expect(hasPart(inside(element, 'rtc-call'), 'notice')).to.equal(false);
  });

  it('say so in words, also when they are the page’s own; and no more once the caller gives up', async () => {
    const { element, begin } = await showSounding({ ringtone: wavOf(1_000) });
    const errors = heard(element, 'rtc-error');

    const call = await begin(INCOMING);
    await until('the card says so', () => hint(element) !== '');
    expect(errors).to.deep.equal([]);

    call.become(endOf('cancelled'));
    await until('the words are gone', () => hint(element) === '');
  });

  it('say in words that the browser keeps them silent, and begin with the first press', async () => {
    const { element, begin } = await showSounding();

    const call = await begin(INCOMING);
    await until('the card says so', () => hint(element) !== '');

    expect(hint(element)).to.equal('Your browser keeps the ringtone silent until you press something.');
    expect(inside(element, 'rtc-call').shadowRoot?.querySelector('[role=status]')).to.contain.text('silent');
    expect(ear.isSilent).to.equal(true);

    await pressPage();
    await ear.waitFor(RINGTONE);
    await until('the words are gone', () => hint(element) === '');

    call.become({ phase: 'connecting' });
    await ear.waitForSilence();
  });
});
