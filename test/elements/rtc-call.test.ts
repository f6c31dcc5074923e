import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { CallState, EndReason } from '../../src/call/call-state.js';
import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import { heard, part, press, settled, visiblePart, words } from '../support/element.js';
import { asCall, asPhone, makeCall, makePhone, type FakeCall } from '../support/fake-phone.js';

const ACTIVE: CallState = { phase: 'active', since: 0 };

/** The element with a phone that is in the call. */
async function show(changes: Partial<FakeCall> = {}) {
  const call = makeCall(changes);
  const phone = makePhone(call);
  const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(phone)}></rtc-call>`);
  return { call, phone, element };
}

const ended = (reason: EndReason, by: 'local' | 'remote'): CallState => ({
  phase: 'ended',
  reason,
  by,
  at: 90_000,
});

describe('<rtc-call>', () => {
  it('takes no room while there is no call', async () => {
    const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(makePhone())}></rtc-call>`);

    expect(element.getBoundingClientRect().height).to.equal(0);
    expect(element).to.have.attribute('state', 'idle');
  });

  const phases: readonly [CallState, string][] = [
    [{ phase: 'calling' }, 'Calling…'],
    [{ phase: 'ringing' }, 'Ringing…'],
    [{ phase: 'connecting' }, 'Connecting…'],
  ];
  for (const [state, sentence] of phases) {
    it(`says whom it calls and that it is ${state.phase}`, async () => {
      const { element } = await show({ number: 'ann', state });

      expect(words(element, 'number')).to.equal('ann');
      expect(words(element, 'status')).to.equal(sentence);
      expect(element.shadowRoot?.querySelector('[role=status]')).to.have.trimmed.text(sentence);
      expect(element).to.have.attribute('state', state.phase);
      expect(element.matches(`:state(${state.phase})`)).to.equal(true);
    });
  }

  it('follows the call from ringing to talking', async () => {
    const { element, call } = await show();

    call.become({ phase: 'active', since: Date.now() - 84_000 });
    await settled(element);

    expect(words(element, 'clock')).to.equal('1:24');
    expect(part(element, 'hang-up')).to.have.attribute('aria-label', 'Hang up');
  });

  it('counts hours when a call is long', async () => {
    const { element } = await show({ state: { phase: 'active', since: Date.now() - 3_725_000 } });

    expect(words(element, 'clock')).to.equal('1:02:05');
  });

  it('lets the clock run on by itself', async () => {
    const { element } = await show({ state: { phase: 'active', since: Date.now() } });
    expect(words(element, 'clock')).to.equal('0:00');

    const clock = visiblePart(element, 'clock');
    await new Promise((resolve) =>
      new MutationObserver(resolve).observe(clock, { subtree: true, characterData: true }),
    );

    expect(words(element, 'clock')).to.equal('0:01');
  });

  it('says in a trouble that it tries to get back, and keeps the clock', async () => {
    const { element } = await show({ state: { phase: 'reconnecting', since: Date.now() - 61_000 } });

    expect(words(element, 'status')).to.equal('Connection trouble. Trying to get back… 1:01');
  });

  const ends: readonly [EndReason, 'local' | 'remote', FakeCall['direction'], string][] = [
    ['hung-up', 'local', 'outgoing', 'Call ended'],
    ['hung-up', 'remote', 'outgoing', 'They hung up'],
    ['cancelled', 'local', 'outgoing', 'Call cancelled'],
    ['cancelled', 'remote', 'incoming', 'Missed call'],
    ['declined', 'remote', 'outgoing', 'Call declined'],
    ['declined', 'local', 'incoming', 'You declined the call'],
    ['busy', 'remote', 'outgoing', 'They are in another call'],
    ['busy', 'local', 'incoming', 'Missed call while you were busy'],
    ['no-answer', 'local', 'outgoing', 'No answer'],
    ['no-answer', 'remote', 'incoming', 'Missed call'],
    ['unreachable', 'local', 'outgoing', 'They cannot be reached right now'],
    ['elsewhere', 'remote', 'incoming', 'Answered on another device'],
    ['left', 'remote', 'outgoing', 'They left'],
    ['no-route', 'local', 'outgoing', 'No way through the network. Try another network.'],
    ['connection-lost', 'local', 'incoming', 'The connection was lost'],
    ['failed', 'local', 'outgoing', 'The call failed'],
  ];
  for (const [reason, by, direction, sentence] of ends) {
    it(`says "${sentence}" after an ${direction} call that was ${reason} by the ${by} side`, async () => {
      const { element } = await show({ direction, state: ended(reason, by) });

      expect(words(element, 'status')).to.equal(sentence);
      expect(element).to.have.attribute('reason', reason);
    });
  }

  it('says how long the call was', async () => {
    const { element } = await show({
      state: { phase: 'ended', reason: 'hung-up', by: 'local', since: 0, at: 90_000 },
    });

    expect(words(element, 'status')).to.equal('Call ended 1:30');
  });

  it('calls again, with picture if the call had one', async () => {
    const { element, phone } = await show({
      number: 'ann',
      offered: { audio: true, video: false },
      state: ended('no-answer', 'local'),
    });

    await press(element, 'again');

    expect(phone.commands).to.deep.equal([['dial', 'ann', { audio: true, video: false }]]);
    expect(words(element, 'status')).to.equal('Calling…');
    expect(element).not.to.have.attribute('reason');
  });

  it('says why it could not call again', async () => {
    const { element, phone } = await show({ state: ended('no-answer', 'local') });
    const errors = heard(element, 'rtc-error');
    phone.failure = new PhoneError('bad-state', 'x');

    await press(element, 'again');

    expect(words(element, 'problem')).to.contain('not possible right now');
    expect(errors).to.have.length(1);
  });

  it('puts an ended call away', async () => {
    const { element } = await show({ state: ended('hung-up', 'remote') });

    await press(element, 'close');

    expect(element).to.have.attribute('state', 'idle');
    expect(part(element, 'stage')).to.equal(null);
  });

  it('shows initials for a name and none for a number', async () => {
    const { element } = await show({ number: 'ada lovelace' });
    expect(words(element, 'avatar')).to.equal('AL');

    const { element: other } = await show({ number: '+49 30 1234' });
    expect(words(other, 'avatar')).to.equal('');
    expect(part(other, 'avatar')?.querySelector('svg')).not.to.equal(null);
  });

  it('shows a number as text, whatever is in it', async () => {
    const { element } = await show({ number: '<img src=x onerror=alert(1)>\u202E' });

    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
    expect(part(element, 'number')?.querySelector('bdi')).to.have.text('<img src=x onerror=alert(1)>\u202E');
  });

  it('ends the call, and is done with it even when the other side could not be told', async () => {
    const { element, call } = await show({ state: ACTIVE });
    call.failure = new PhoneError('not-delivered', 'x');

    await press(element, 'hang-up');

    expect(call.commands).to.deep.equal([['hangUp']]);
    expect(words(element, 'problem')).to.contain('could not be told');
  });

  it('cancels a call nobody has answered yet', async () => {
    const { element, call } = await show();
    expect(part(element, 'hang-up')).to.have.attribute('aria-label', 'Cancel call');

    await press(element, 'hang-up');

    expect(call.commands).to.deep.equal([['hangUp']]);
  });

  it('shows the call it was given, whatever the phone does', async () => {
    const mine = makeCall({ number: 'mine' });
    const phone = makePhone(makeCall({ number: 'theirs' }));
    const element = await fixture<RtcCallElement>(
      html`<rtc-call .phone=${asPhone(phone)} .call=${asCall(mine)}></rtc-call>`,
    );

    mine.become({ phase: 'ringing' });
    await settled(element);

    expect(words(element, 'number')).to.equal('mine');
    expect(words(element, 'status')).to.equal('Ringing…');
    expect(element.call).to.equal(mine);
  });

  it('shows only calls with its number, when it has one', async () => {
    const phone = makePhone();
    const element = await fixture<RtcCallElement>(
      html`<rtc-call number="ann" .phone=${asPhone(phone)}></rtc-call>`,
    );

    phone.begin(makeCall({ number: 'bob' }));
    await settled(element);
    expect(element).to.have.attribute('state', 'idle');

    phone.begin(makeCall({ number: 'ann' }));
    await settled(element);
    expect(words(element, 'number')).to.equal('ann');
  });

  it('knows its number in every way it can be typed', async () => {
    const phone = makePhone(makeCall({ number: 'Zo\u00eb' }));
    const element = await fixture<RtcCallElement>(
      html`<rtc-call number=" Zoë " .phone=${asPhone(phone)}></rtc-call>`,
    );

    expect(element).to.have.attribute('state', 'calling');
  });

  it('stops following the call when it leaves the page', async () => {
    const { element, call } = await show();
    element.remove();

    call.become(ACTIVE);

    expect(element.isUpdatePending).to.equal(false);
  });
});
