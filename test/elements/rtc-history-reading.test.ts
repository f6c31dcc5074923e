import { expect, fixture, html, nextFrame } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { RtcHistoryElement } from '../../src/elements/rtc-history.js';
import { closeArchives, makeArchive, makeMissed, makeRecord, nextChange } from '../support/archive.js';
import { expectAccessible, hasPart, press, words } from '../support/element.js';
import { asPhone, makePhone } from '../support/fake-phone.js';
import { countReadings, makeCalls, partsOf, showAlone, showHistory } from '../support/history-element.js';
import { until } from '../support/until.js';

describe('What rtc-history reads', () => {
  afterEach(closeArchives);

  it('takes what was missed for seen when it was in sight', async () => {
    const { history } = await showHistory([makeMissed()]);

    await until('it is seen', async () => (await history.countMissed()) === 0);
  });

  it('takes nothing for seen while nobody can see it', async () => {
    const { calls: history } = makeArchive();
    await history.record(makeMissed());
    const place = await fixture(html`
      <div style="position: absolute; top: 300vh"><rtc-history .history=${history}></rtc-history></div>
    `);
    const element = place.querySelector('rtc-history') as RtcHistoryElement;
    await until('it is shown', () => partsOf(element).names().length === 1);
    await nextFrame();
    await nextFrame();
    expect(await history.countMissed()).to.equal(1);

    element.scrollIntoView();

    await until('it is seen', async () => (await history.countMissed()) === 0);
    scrollTo(0, 0);
  });

  it('says that a phone keeps no calls', async () => {
    const { element } = await showHistory([], { off: true });

    expect(element.getAttribute('state')).to.equal('off');
    expect(words(element, 'hint')).to.equal('This phone keeps no list of calls.');
    await expectAccessible(element);
  });

  it('says so when the calls cannot be read, and reads them once more', async () => {
    const { calls: history } = makeArchive();
    await history.record(makeRecord());
    const list = history.list.bind(history);
    history.list = () => Promise.reject(new PhoneError('failed', 'The disk is broken.'));
    const element = await showAlone(history);
    await until('it has failed', () => element.getAttribute('state') === 'unavailable');
    expect(words(element, 'problem')).to.contain('did not work');
    await expectAccessible(element);

    history.list = list;
    await press(element, 'retry');

    await until('it is read', () => partsOf(element).names().length === 1);
    expect(hasPart(element, 'problem')).to.equal(false);
  });

  it('says so when the browser keeps nothing beyond the page', async () => {
    const { calls: history } = makeArchive();
    Object.defineProperty(history, 'state', { value: { phase: 'page-only' } });
    const element = await showAlone(history);

    expect(words(element, 'notice')).to.contain('The list goes when you close it.');
    await expectAccessible(element);
  });

  it('is loading as long as there is no phone, and shows the calls of the one around it', async () => {
    const { archive } = await showHistory(makeCalls('bob'));
    const element = await fixture<RtcHistoryElement>(html`<rtc-history></rtc-history>`);
    expect(words(element, 'hint')).to.equal('Loading calls…');

    element.phone = asPhone(Object.assign(makePhone(), { history: archive }));

    await until('it is shown', () => partsOf(element).names().includes('bob'));
  });

  it('hears nothing any more when it has left the page, and is up to date when it comes back', async () => {
    const { element, history, names } = await showHistory(makeCalls('bob'));
    const parent = element.parentElement;
    element.remove();
    const readings = countReadings(history);

    const told = nextChange(history);
    await history.record(makeRecord({ number: 'anna' }));
    await told;
    expect(readings()).to.equal(0);

    parent?.append(element);
    await until('it is shown', () => names().includes('anna'));
  });

  it('reads a burst of changes once or twice, and not for each', async () => {
    const { history, names } = await showHistory();
    const readings = countReadings(history);

    await Promise.all(Array.from({ length: 15 }, async () => history.record(makeRecord())));

    await until('all are shown', () => names().length === 15);
    expect(readings()).to.be.lessThan(15);
  });
});
