import { expect, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError } from '../../src/base/errors.js';
import { setTexts } from '../../src/elements/base/texts.js';
import { closeArchives, makeMissed, makeRecord } from '../support/archive.js';
import { expectAccessible, hasPart, heard, part, press, words } from '../support/element.js';
import { makeCalls, MINUTE_MS, showHistory } from '../support/history-element.js';
import { until } from '../support/until.js';

describe('rtc-history', () => {
  afterEach(closeArchives);

  it('says that there are no calls yet, and shows the first one when it is over', async () => {
    const { element, history, names } = await showHistory();
    expect(words(element, 'hint')).to.equal('No calls yet');
    expect(element.matches(`[state='empty']:state(empty)`)).to.equal(true);
    await expectAccessible(element);

    await history.record(makeRecord({ number: 'anna' }));

    await until('it is shown', () => names().includes('anna'));
    expect(element.getAttribute('state')).to.equal('ready');
    expect(hasPart(element, 'hint')).to.equal(false);
  });

  it('tells with whom, which way, how it ended, how long it was and when', async () => {
    const startedAt = Date.now() - 3 * MINUTE_MS - 5_000;
    const call = makeRecord({
      number: 'bob',
      startedAt,
      since: startedAt,
      endedAt: startedAt + 65_000,
      by: 'remote',
    });
    const { element, rows, all } = await showHistory([
      call,
      makeMissed({ number: '+49 30 1234', startedAt: startedAt - MINUTE_MS }),
      makeMissed({ number: 'anna', reason: 'busy', startedAt: startedAt - 2 * MINUTE_MS }),
      {
        ...makeMissed({ reason: 'no-answer', missed: false, startedAt: startedAt - 3 * MINUTE_MS }),
        direction: 'outgoing',
      },
      makeRecord({ number: 'eve', reason: 'later-than-us', startedAt: startedAt - 4 * MINUTE_MS }),
    ]);

    expect(rows()).to.deep.equal([
      ['Outgoing: bob', 'They hung up · 1:05 3 min. ago'],
      ['Incoming: +49 30 1234', 'Missed call 4 min. ago'],
      ['Incoming: anna', 'Missed call while you were busy 5 min. ago'],
      ['Outgoing: bob', 'No answer 6 min. ago'],
      ['Outgoing: eve', 'Call ended · 1:00 7 min. ago'],
    ]);
    const time = element.renderRoot.querySelector('time');
    expect(time?.dateTime).to.equal(new Date(startedAt).toISOString());
    expect(time?.title).to.contain(String(new Date(startedAt).getFullYear()));
    expect(all('call').map((row) => row.classList.contains('missed'))).to.deep.equal([
      false,
      true,
      true,
      false,
      false,
    ]);
    await expectAccessible(element);
  });

  it('calls again, with picture or by voice', async () => {
    const { element, phone, all } = await showHistory(makeCalls('bob', 'anna'));
    const asked = heard(document, 'rtc-dial-request');

    all('video')[1]?.click();
    await element.updateComplete;
    all('voice')[0]?.click();
    await until('both are dialled', () => phone.commands.length > 0);

    const first = { number: 'anna', audio: true, video: true };
    expect(asked[0]).to.deep.equal(first);
    expect(phone.commands[0]).to.deep.equal(['dial', 'anna', { audio: true, video: true }]);
    expect(all('video')[1]?.ariaLabel).to.equal('Video call: anna');
  });

  it('leaves the calling to a page that wants to do it', async () => {
    const { element, phone, all } = await showHistory(makeCalls('bob'));
    element.addEventListener('rtc-dial-request', (event) => event.preventDefault());

    all('voice')[0]?.click();
    await nextFrame();

    expect(phone.commands).to.deep.equal([]);
  });

  it('says why a call could not be made', async () => {
    const { element, phone, all } = await showHistory(makeCalls('bob'));
    phone.failure = new PhoneError('too-many-calls', 'x');
    const told = oneEvent(element, 'rtc-error');

    all('video')[0]?.click();

    await told;
    await element.updateComplete;
    expect(words(element, 'problem')).to.contain('You are in as many calls');
    await expectAccessible(element);
  });

  it('deletes a call, says so, and goes on with the next one', async () => {
    const { element, history, names, all, said, focused } = await showHistory(
      makeCalls('bob', 'anna', 'eve'),
    );

    all('remove')[1]?.focus();
    await sendKeys({ press: 'Enter' });
    await until('it is gone', () => names().length === 2);
    await element.updateComplete;
    expect(names()).to.deep.equal(['bob', 'eve']);
    expect(said()).to.equal('Deleted: anna');
    expect(focused()).to.equal(all('remove')[1]);

    await sendKeys({ press: 'Enter' });
    await until('it is gone', () => names().length === 1);
    expect(focused()).to.equal(all('remove')[0]);

    await sendKeys({ press: 'Enter' });
    await until('it is empty', () => element.getAttribute('state') === 'empty');
    expect(focused()).to.equal(part(element, 'hint'));
    expect(await history.list()).to.deep.equal([]);
  });

  it('deletes all only when the person says so twice', async () => {
    const { element, history, names, said, focused } = await showHistory(makeCalls('bob', 'anna'));

    part(element, 'clear')?.focus();
    await sendKeys({ press: 'Enter' });
    expect(words(element, 'title')).to.equal('Delete all calls from this list?');
    expect(focused()).to.equal(part(element, 'keep'));
    await expectAccessible(element);

    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    expect(names()).to.have.lengthOf(2);
    expect(focused()).to.equal(part(element, 'clear'));

    await press(element, 'clear');
    await press(element, 'confirm');
    await until('it is empty', () => element.getAttribute('state') === 'empty');
    expect(await history.list()).to.deep.equal([]);
    expect(said()).to.equal('All calls deleted');
    expect(focused()).to.equal(part(element, 'hint'));
  });

  it('shows twenty calls, and twenty more on a press', async () => {
    const numbers = Array.from({ length: 45 }, (_, index) => `number-${index}`);
    const { element, names, all, focused } = await showHistory(makeCalls(...numbers));
    expect(names()).to.deep.equal(numbers.slice(0, 20));

    part(element, 'more')?.focus();
    await sendKeys({ press: 'Enter' });
    await until('there are more', () => names().length === 40);
    expect(focused()).to.equal(part(element, 'more'));

    await sendKeys({ press: 'Enter' });
    await until('there are all', () => names().length === 45);
    expect(names()).to.deep.equal(numbers);
    expect(hasPart(element, 'more')).to.equal(false);
    // To the first of the new ones: what had the focus is gone.
    expect(focused()).to.equal(all('call')[40]);
  });

  it('goes from row to row by the arrow keys, and by Tab from button to button', async () => {
    const { all, focused } = await showHistory(makeCalls('bob', 'anna'));

    all('video')[0]?.focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()).to.equal(all('video')[1]);
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()).to.equal(all('video')[1]);
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal(all('voice')[0]);
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal(all('remove')[0]);
  });

  it('writes its dates in the language of the page, and its words as the page likes', async () => {
    const { element, rows } = await showHistory(makeCalls('bob'));
    element.lang = 'de';
    setTexts({ history: { outgoing: 'Anruf an' }, ended: { 'hung-up': 'Beendet' } });

    await element.updateComplete;
    expect(rows()).to.deep.equal([['Anruf an: bob', 'Beendet · 1:00 vor 1 Min.']]);

    element.lang = 'no such language';
    setTexts({ history: { outgoing: 'Outgoing' }, ended: { 'hung-up': 'Call ended' } });
    await element.updateComplete;
    expect(rows()[0]?.[1]).to.contain('1:00');
  });

  it('shows a number as text, whatever is in it', async () => {
    const number = '<img src=x onerror=alert(1)> \u202ebob';
    const { element, names } = await showHistory(makeCalls(number));

    expect(names()).to.deep.equal([number]);
    expect(element.renderRoot.querySelector('img')).to.equal(null);
  });
});
