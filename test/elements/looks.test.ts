import { expect, fixture, html } from '@open-wc/testing';

import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { part, settled, visiblePart } from '../support/element.js';
import { asPhone, makeCall, makePhone } from '../support/fake-phone.js';
import { film, showGrid, tile } from '../support/grid.js';
import { inside } from '../support/living-phone.js';
import { until } from '../support/until.js';

const box = (element: Element | null | undefined): DOMRect =>
  element?.getBoundingClientRect() ?? new DOMRect();

describe('how the elements look', () => {
  afterEach(() => document.documentElement.removeAttribute('dir'));

  it('cuts nothing off around the choice of devices', async () => {
    const element = await fixture<RtcPhoneElement>(
      html`<rtc-phone .phone=${asPhone(makePhone())}></rtc-phone>`,
    );
    await settled(element);

    expect(getComputedStyle(inside(element, 'rtc-local-camera')).overflow).to.equal('visible');
  });

  it('cuts a long number on a picture at its own end, also on a page that is read from the right', async () => {
    document.documentElement.dir = 'rtl';
    const call = makeCall({
      number: 'n'.repeat(80),
      state: { phase: 'active', since: 0 },
      remoteStream: film(),
    });
    const element = await fixture<RtcCallElement>(
      html`<rtc-call .phone=${asPhone(makePhone(call))} style="inline-size: 340px"></rtc-call>`,
    );
    await until('there is a picture', () => part(element, 'avatar') === null);

    const number = part(element, 'number');
    expect(box(number?.querySelector('bdi')).left).to.be.at.least(box(number).left);
  });

  it('has the keys of the row without letters in the middle, and the digits of another on one line', async () => {
    const element = await fixture<RtcPhoneElement>(
      html`<rtc-phone .phone=${asPhone(makePhone())}></rtc-phone>`,
    );
    await settled(element);
    const keys = [...inside(element, 'rtc-dialpad').renderRoot.querySelectorAll<HTMLElement>('[part~=key]')];
    const fromTheMiddle = keys.map((key) => {
      const digit = document.createRange();
      digit.selectNodeContents(key);
      digit.setEndBefore(key.querySelector('small') ?? key);
      const { top, bottom } = digit.getBoundingClientRect();
      return (top + bottom) / 2 - (box(key).top + box(key).bottom) / 2;
    });

    expect(fromTheMiddle[0]).to.be.closeTo(fromTheMiddle[1] ?? NaN, 0.5);
    for (const distance of fromTheMiddle.slice(-3)) expect(distance).to.be.closeTo(0, 1);
  });

  it('keeps the button that goes on with a call in the corner of its tile', async () => {
    const { element } = await showGrid([{}, { held: true }]);
    const held = tile(element, 'bob');

    expect(box(held).right - box(visiblePart(held, 'resume')).right).to.be.within(0, 8);
    expect(box(visiblePart(held, 'hang-up')).right).to.be.below(box(visiblePart(held, 'resume')).left);
  });
});
