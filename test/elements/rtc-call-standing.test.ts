import { expect, fixture, html } from '@open-wc/testing';

import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import { expectAccessible, hasPart, part, settled, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakeCall } from '../support/fake-phone.js';

async function show(changes: Partial<FakeCall> = {}) {
  const call = makeCall({ state: { phase: 'active', since: Date.now() }, ...changes });
  const phone = makePhone(call);
  const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(phone)}></rtc-call>`);
  return { call, phone, element };
}

describe('<rtc-call> says who speaks', () => {
  const isMarked = (element: Element) =>
    element.hasAttribute('speaking') && element.matches(':state(speaking)');

  it('by an attribute, a state, and a ring around the face', async () => {
    const { element, call } = await show({ remoteMedia: { audio: true, video: false } });
    const shadow = () => getComputedStyle(part(element, 'avatar') as Element).boxShadow;
    expect(isMarked(element)).to.equal(false);
    expect(shadow()).to.equal('none');

    call.speak(true);
    expect(isMarked(element)).to.equal(true);
    expect(shadow()).not.to.equal('none');

    call.speak(false);
    expect(element).not.to.have.attribute('speaking');
    expect(element.matches(':state(speaking)')).to.equal(false);
  });

  it('and looks only while there is a call in which somebody could', async () => {
    const { element, call, phone } = await show({ state: { phase: 'ringing' } });
    expect(call.watchers).to.have.lengthOf(0);

    call.become({ phase: 'active', since: 0 });
    await settled(element);
    expect(call.watchers.map(({ aborted }) => aborted)).to.deep.equal([false]);

    const next = makeCall({ state: { phase: 'active', since: 0 } });
    phone.begin(next);
    await settled(element);
    expect(call.watchers.map(({ aborted }) => aborted)).to.deep.equal([true]);
    next.speak(true);
    expect(isMarked(element)).to.equal(true);

    element.remove();
    expect(next.watchers.map(({ aborted }) => aborted)).to.deep.equal([true]);
    expect(isMarked(element)).to.equal(false);
  });
});

describe('<rtc-call> says how well the connection carries', () => {
  it('when it should be better, and nothing while it is good', async () => {
    const { element, call } = await show();
    expect(hasPart(element, 'quality')).to.equal(false);

    call.rate('weak');
    await settled(element);
    expect(words(element, 'quality')).to.equal('Weak connection');
    await expectAccessible(element);

    call.rate('bad');
    await settled(element);
    expect(words(element, 'quality')).to.equal('Poor connection');

    call.rate('good');
    await settled(element);
    expect(hasPart(element, 'quality')).to.equal(false);
  });

  it('in a call that goes on, and in no other', async () => {
    const { element, call } = await show({ quality: 'bad', state: { phase: 'reconnecting', since: 0 } });
    expect(hasPart(element, 'quality')).to.equal(false);

    call.become({ phase: 'active', since: 0 });
    await settled(element);
    expect(hasPart(element, 'quality')).to.equal(true);
  });
});
