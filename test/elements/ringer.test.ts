import { expect } from '@open-wc/testing';

import { Ear } from '../support/ear.js';
import { press } from '../support/element.js';
import { makeCall } from '../support/fake-phone.js';
import { inside, removePhones, showPhone } from '../support/living-phone.js';
import {
  ACTIVE,
  BUSY,
  endOf,
  endSounds,
  GOODBYE,
  INCOMING,
  pressPage,
  RINGBACK,
  RINGTONE,
  showSounding,
  WAITING,
} from '../support/sounding-phone.js';
import { until } from '../support/until.js';

describe('the sounds of <rtc-phone>', () => {
  let ear: Ear;

  before(pressPage);
  beforeEach(() => {
    ear = new Ear();
  });
  afterEach(() => endSounds(ear));

  it('fall silent within 50 ms, whatever ended them', async () => {
    const { begin } = await showSounding();
    const call = await begin({ state: { phase: 'ringing' } });
    await ear.waitFor(...RINGBACK);
    const context = ear.contexts[0] as AudioContext;
    expect(ear.loudness).to.be.greaterThan(0.05);

    const ended = context.currentTime;
    call.become({ phase: 'connecting' });
    // On the clock of the sound itself, which a busy machine does not hurry.
    let heard = ended;
    while (context.state === 'running') {
      if (!ear.isSilent) heard = context.currentTime;
      await new Promise((resolve) => setTimeout(resolve));
    }

    expect(heard - ended).to.be.lessThan(0.05);
    expect(ear.isOver).to.equal(true);
  });

  it('ring as soon as the card is there, and no more when another device has answered', async () => {
    const { begin } = await showSounding();
    const call = await begin(INCOMING);
    await ear.waitFor(RINGTONE);

    call.become(endOf('elsewhere'));

    await ear.waitForSilence();
    expect(ear.contexts).to.have.length(1);
  });

  it('stop ringing when the person presses Answer, and ring again when the camera is refused', async () => {
    const { element, begin } = await showSounding();
    const call = await begin(INCOMING);
    await ear.waitFor(RINGTONE);
    let refuse = () => {};
    call.until = new Promise((_, reject) => (refuse = () => reject(new Error('denied'))));

    await press(inside(element, 'rtc-call'), 'answer-video');
    await ear.waitForSilence();

    refuse();
    await ear.waitFor(RINGTONE);
  });

  it('ring once, however many call', async () => {
    const { have } = await showSounding();
    const [first, second] = [
      makeCall({ ...INCOMING, number: 'one' }),
      makeCall({ ...INCOMING, number: 'two' }),
    ];
    await have(first, second);
    await ear.waitFor(RINGTONE);

    first.become(endOf('cancelled'));
    await ear.waitFor(RINGTONE);
    expect(ear.contexts).to.have.length(1);

    second.become(endOf('cancelled'));
    await ear.waitForSilence();
  });

  it('beep softly when somebody calls in the middle of a call, and say no goodbye into it', async () => {
    const { have } = await showSounding();
    const [first, second] = [makeCall({ state: ACTIVE }), makeCall({ ...INCOMING, number: 'two' })];
    await have(first, second);

    await ear.waitFor(WAITING);
    expect(ear.hears(RINGTONE)).to.equal(false);
    expect(ear.loudness).to.be.lessThan(0.1);

    second.become(ACTIVE);
    await ear.waitForSilence();
    second.become(endOf('hung-up', { since: 0 }));
    expect(ear.contexts).to.have.length(1);
  });

  it('let the caller hear that it rings, not before it does, and no more after', async () => {
    const { begin } = await showSounding();
    const call = await begin({ state: { phase: 'calling' } });
    expect(ear.contexts).to.deep.equal([]);

    call.become({ phase: 'ringing' });
    await ear.waitFor(...RINGBACK);

    call.become({ phase: 'connecting' });
    await ear.waitForSilence();
  });

  for (const reason of ['busy', 'declined', 'no-answer', 'unreachable', 'no-route'] as const) {
    it(`let the caller hear that nobody came: ${reason}`, async () => {
      const { begin } = await showSounding();
      const call = await begin({ state: { phase: 'ringing' } });

      call.become(endOf(reason));
      await ear.waitFor(...BUSY);

      // Whoever dials anew has heard enough.
      await begin({ state: { phase: 'calling' } });
      await ear.waitForSilence();
    });
  }

  it('say goodbye once after a call, and let go of everything by themselves', async () => {
    const { begin } = await showSounding();
    const call = await begin({ state: ACTIVE });

    call.become(endOf('hung-up', { since: 0 }));
    await ear.waitFor(GOODBYE);
    call.become(endOf('busy', { since: 0 }));

    await ear.waitForSilence();
    expect(ear.contexts).to.have.length(1);
  });

  it('have nothing to say when the person gave up, or missed a call', async () => {
    const { begin } = await showSounding();
    const outgoing = await begin({ state: { phase: 'ringing' } });
    await ear.waitFor(...RINGBACK);
    outgoing.become(endOf('cancelled'));
    await ear.waitForSilence();
    const incoming = await begin(INCOMING);
    await ear.waitFor(RINGTONE);
    incoming.become(endOf('cancelled'));
    await ear.waitForSilence();

    expect(ear.contexts).to.have.length(2);
  });

  it('are those of a real call, from the first ring to the answer', async () => {
    const [ann, bob] = await Promise.all([showPhone('ann'), showPhone('bob')]);
    const call = await ann.dial(bob.number ?? '');
    await ear.waitFor(...RINGBACK);
    await ear.waitFor(RINGTONE);

    await bob.phone?.call?.accept();
    await ear.waitForSilence();
    await until('they talk', () => call.state.phase === 'active');
    await call.hangUp();
    await ear.waitFor(GOODBYE);

    await removePhones();
  });
});
