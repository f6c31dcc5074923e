import { expect } from '@open-wc/testing';

import type { PhoneError } from '../../src/base/errors.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import type { Broadcast } from '../../src/phone/places/broadcast.js';
import type { Viewing } from '../../src/phone/places/viewing.js';
import {
  expectAccessible,
  hasPart,
  heard,
  part,
  press,
  settled,
  visiblePart,
  words,
} from '../support/element.js';
import { inside, moves, removePhones, showPhone } from '../support/living-phone.js';
import { until } from '../support/until.js';

const watch = (name: string, star: RtcPhoneElement) => showPhone(name, { watch: star.number ?? '' });

async function goLive(star: RtcPhoneElement): Promise<void> {
  const card = inside(star, 'rtc-broadcast');
  await until('it can go live', () => card.getAttribute('state') === 'off');
  await press(card, 'go-live');
  await until('it is live', () => card.getAttribute('state') === 'live');
}

/** Waits until a viewer stands so. */
async function stands(fan: RtcPhoneElement, state: Viewing['state'], deadlineMs?: number): Promise<void> {
  await until(`it is ${state}`, () => inside(fan, 'rtc-viewing').getAttribute('state') === state, deadlineMs);
}

describe('<rtc-phone broadcast> and <rtc-phone watch>', () => {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  const { play } = HTMLMediaElement.prototype;
  let asked = 0;

  beforeEach(() => {
    asked = 0;
    mediaDevices.getUserMedia = (constraints) => {
      asked += 1;
      return open(constraints);
    };
  });

  afterEach(async () => {
    await removePhones();
    mediaDevices.getUserMedia = open;
    HTMLMediaElement.prototype.play = play;
  });

  it('goes live when the person presses the button, and only then asks for a camera', async () => {
    const star = await showPhone('star', { broadcast: '' });
    const card = inside(star, 'rtc-broadcast');
    await until('it says what comes', () => words(card, 'hint').startsWith('Nobody sees you yet.'));
    expect(asked).to.equal(0);
    expect(star.phone?.places.broadcast).to.equal(undefined);

    await goLive(star);

    expect(asked).to.equal(1);
    expect(words(card, 'live')).to.equal('Live');
    expect(words(card, 'count')).to.contain('0 of 8');
    expect(words(card, 'hint')).to.equal('Nobody watches yet.');
    expect(visiblePart(inside(star, 'rtc-local-camera'), 'video')).not.to.equal(null);

    await press(card, 'stop');
    await until('it is over', () => card.getAttribute('state') === 'off');
    expect(star.phone?.media.stream.getTracks()).to.have.length(0);
  });

  it('is waited for, seen without a question, counted, and told to the page', async () => {
    const star = await showPhone('star', { broadcast: '' });
    const fan = await watch('fan', star);
    const [told, seen] = [heard(star, 'rtc-broadcast-changed'), heard(fan, 'rtc-viewing-changed')];
    await stands(fan, 'waiting');
    expect(words(inside(fan, 'rtc-viewing'), 'status')).to.equal('Not live yet');
    expect(fan.shadowRoot?.querySelector('rtc-local-camera')).to.equal(null);

    await goLive(star);
    await stands(fan, 'watching');

    await moves(part(inside(fan, 'rtc-viewing'), 'video') as HTMLVideoElement);
    expect(asked, 'questions for a device, of both').to.equal(1);
    const card = inside(star, 'rtc-broadcast');
    await until('the viewer is listed', () => words(card, 'viewers').includes(fan.number ?? '?'));
    expect(words(card, 'count')).to.contain('1 of 8');
    const listEnd = visiblePart(card, 'viewers').getBoundingClientRect().bottom;
    expect(visiblePart(card, 'stop').getBoundingClientRect().top - listEnd, 'the gap below').to.be.below(16);
    expect((told.at(-1) as { broadcast: Broadcast }).broadcast.viewers).to.have.length(1);
    expect((seen.at(-1) as { viewing: Viewing }).viewing.state).to.equal('watching');
    expect(inside(star, 'rtc-call')).to.have.attribute('state', 'idle');

    await press(card, 'stop');
    await stands(fan, 'waiting');
  });

  it('sends a viewer away, who is told so', async () => {
    const star = await showPhone('star', { broadcast: '' });
    const fan = await watch('fan', star);
    await goLive(star);
    await stands(fan, 'watching');
    const card = inside(star, 'rtc-broadcast');
    await until('the viewer is listed', () => hasPart(card, 'remove'));
    expect(part(card, 'remove')).to.have.attribute('aria-label', `Remove ${fan.number}`);
    visiblePart(card, 'remove').focus();

    await press(card, 'remove');

    await stands(fan, 'removed');
    expect(words(inside(fan, 'rtc-viewing'), 'status')).to.equal('You were removed from this broadcast');
    expect(hasPart(inside(fan, 'rtc-viewing'), 'watch')).to.equal(false);
    await until('nobody is left', () => !hasPart(card, 'remove'));
    expect(card.shadowRoot?.activeElement, 'where the focus went').to.have.attribute('part', 'card');
  });

  it('has as many places as the attribute says, also while it is on the air, and says when all are taken', async () => {
    const star = await showPhone('star', { broadcast: '', 'max-viewers': '1' });
    await goLive(star);
    const first = await watch('first', star);
    await stands(first, 'watching');
    const second = await watch('second', star);
    await stands(second, 'full');
    expect(words(inside(second, 'rtc-viewing'), 'stage')).to.contain('You get in as soon as one is free.');
    expect(words(inside(star, 'rtc-broadcast'), 'hint')).to.equal('All places are taken.');

    star.setAttribute('max-viewers', '2');
    await settled(star);
    const third = await watch('third', star);
    await stands(third, 'watching');
  });

  it('says in words that a number of places is none, and keeps those there were', async () => {
    const star = await showPhone('star', { broadcast: '', 'max-viewers': '3' });
    await goLive(star);
    const errors = heard(star, 'rtc-error') as PhoneError[];

    for (const value of ['many', '0', '-1', '1.5', '']) {
      star.setAttribute('max-viewers', value);
      await settled(star);
      expect(words(star, 'problem'), value).to.contain('not set up correctly');
    }

    expect(errors.map(({ code }) => code)).to.deep.equal(Array.from({ length: 5 }, () => 'bad-option'));
    expect(star.phone?.places.broadcast).to.include({ isLive: true, maxViewers: 3 });
  });

  it('stops when the attribute goes; who watches turns to another when the attribute changes', async () => {
    const [star, moon] = await Promise.all([
      showPhone('star', { broadcast: '' }),
      showPhone('moon', { broadcast: '' }),
    ]);
    const fan = await watch('fan', star);
    await Promise.all([goLive(star), goLive(moon)]);
    await stands(fan, 'watching');

    fan.setAttribute('watch', moon.number ?? '');
    await until('the other one is seen', () => fan.phone?.places.viewing?.number === moon.number);
    await stands(fan, 'watching');
    await until('the first one has no viewer', () => star.phone?.places.broadcast?.viewers.length === 0);

    star.removeAttribute('broadcast');
    await until('it is over', () => star.phone?.places.broadcast === undefined);
    fan.removeAttribute('watch');
    await until('nothing is watched', () => fan.phone?.places.viewing === undefined);
    await settled(fan);
    expect(fan.shadowRoot?.querySelector('rtc-dialpad')?.checkVisibility()).to.equal(true);
  });

  it('stops watching when the person wants that, and begins again', async () => {
    const star = await showPhone('star', { broadcast: '' });
    const fan = await watch('fan', star);
    await goLive(star);
    await stands(fan, 'watching');
    const view = inside(fan, 'rtc-viewing');

    await press(view, 'stop');
    await stands(fan, 'stopped');
    await until('nobody is counted', () => star.phone?.places.broadcast?.viewers.length === 0);
    fan.requestUpdate();
    await settled(fan);
    expect(fan.phone?.places.viewing).to.equal(undefined);

    await press(view, 'watch');
    await stands(fan, 'watching');
  });

  it('shows the picture without sound where the browser blocks sound, until the person taps', async () => {
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      return this.muted ? play.call(this) : Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
    };
    const star = await showPhone('star', { broadcast: '' });
    const fan = await watch('fan', star);
    await goLive(star);
    const view = inside(fan, 'rtc-viewing');
    await until('it asks for a tap', () => part(view, 'hear')?.checkVisibility() === true);

    HTMLMediaElement.prototype.play = play;
    await press(view, 'hear');

    await until('the button is gone', () => !hasPart(view, 'hear'));
    expect((part(view, 'video') as HTMLVideoElement).muted).to.equal(false);
  });

  it('refuses to watch itself, in words', async () => {
    const fan = await showPhone('fan');
    const errors = heard(fan, 'rtc-error') as PhoneError[];

    fan.setAttribute('watch', fan.number ?? '');

    await until('it says so', () => words(fan, 'problem').includes('your own number'));
    await settled(fan);
    expect(errors.map(({ code }) => code)).to.deep.equal(['self-call']);
    expect(inside(fan, 'rtc-viewing')).to.have.attribute('state', 'idle');
  });

  it('is accessible on both sides, in all that they say', async () => {
    const star = await showPhone('star', { broadcast: '', 'max-viewers': '1' });
    const fan = await watch('fan', star);
    await stands(fan, 'waiting');
    await expectAccessible(fan);
    await expectAccessible(star);

    await goLive(star);
    await stands(fan, 'watching');
    await expectAccessible(fan);
    await expectAccessible(star);
  });
});
