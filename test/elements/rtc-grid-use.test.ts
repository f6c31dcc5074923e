import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError } from '../../src/base/errors.js';
import type { RtcCallTileElement } from '../../src/elements/grid/call-tile.js';
import { expectAccessible, hasPart, heard, part, press, visiblePart, words } from '../support/element.js';
import { film, NAMES, showGrid, tile, tilesOf } from '../support/grid.js';
import { until } from '../support/until.js';

describe('<rtc-grid> in use', () => {
  const { play } = HTMLMediaElement.prototype;

  afterEach(() => {
    HTMLMediaElement.prototype.play = play;
  });

  it('has one key stop for all tiles; arrows go from one to the next, Tab to the buttons of that one', async () => {
    const { element } = await showGrid(4);
    tile(element, 'ann').focus();
    const focused = () => (element.shadowRoot?.activeElement as RtcCallTileElement | null)?.number;
    expect(focused()).to.equal('ann');

    await sendKeys({ press: 'ArrowRight' });
    expect(focused()).to.equal('bob');
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()).to.equal('dave');
    await sendKeys({ press: 'Tab' });
    expect(tile(element, 'dave').shadowRoot?.activeElement).to.have.attribute('aria-label', 'Hold: dave');
    await sendKeys({ press: 'Home' });
    expect(focused()).to.equal('ann');

    const stops = tilesOf(element).filter((each) => part(each, 'tile')?.tabIndex === 0);
    expect(stops.map(({ number }) => number)).to.deep.equal(['ann']);
  });

  it('keeps the focus in sight when the call under it ends', async () => {
    const { element, calls, refresh } = await showGrid(3);
    tile(element, 'bob').focus();

    calls[1]?.become({ phase: 'ended', reason: 'hung-up', by: 'remote', at: 0 });
    await refresh();

    expect(element.shadowRoot?.activeElement).to.have.attribute('part', 'stage');
    expect(element.shadowRoot?.querySelector('[role=status]')?.textContent).to.contain('bob left');
  });

  it('says who joins somebody who was alone in the room, and not who was there before', async () => {
    const { element, phone, refresh } = await showGrid(0, 'standup');
    const status = () => element.shadowRoot?.querySelector('[role=status]')?.textContent.trim();
    const someone = (number: string) => ({ number, call: undefined, isOver: false });

    phone.enter('standup', [], [someone('ann')]);
    await refresh();
    expect(status()).to.equal('ann joined');

    const later = await showGrid(2, 'standup');
    expect(later.element.shadowRoot?.querySelector('[role=status]')?.textContent.trim()).to.equal('');
  });

  it('says once what is wrong with the own camera, and tries again', async () => {
    const { element, phone, refresh } = await showGrid(2);
    expect(hasPart(element, 'trouble')).to.equal(false);
    expect(element.shadowRoot?.querySelector('.lines')?.checkVisibility()).to.equal(false);

    const error = new PhoneError('media-busy', 'Another program has it.');
    phone.media.become({ camera: { status: 'failed', enabled: true, error } });
    element.fail(error);
    await refresh();
    expect(words(element, 'trouble')).to.contain('They cannot see you. Another program uses');
    expect(hasPart(element, 'problem')).to.equal(false);

    visiblePart(element, 'trouble').querySelector('button')?.click();
    await until('it tries again', () => phone.media.commands.length > 1);
    expect(phone.media.commands).to.deep.equal([['setCameraEnabled', true], ['retry']]);
  });

  it('asks once for a tap to hear all, where the browser blocks sound', async () => {
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      return this.muted ? play.call(this) : Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
    };
    const { element, phone, refresh } = await showGrid(
      NAMES.slice(0, 3).map(() => ({ remoteStream: film() })),
    );
    phone.media.become({
      microphone: { status: 'off', enabled: true },
      camera: { status: 'off', enabled: true },
    });
    await until('it asks for a tap', () => part(element, 'hear')?.checkVisibility() === true);
    expect(tilesOf(element).every(({ blocked }) => blocked)).to.equal(true);

    HTMLMediaElement.prototype.play = play;
    await press(element, 'hear');

    await until('all are heard', () => tilesOf(element).every(({ blocked }) => !blocked));
    await refresh();
    expect(hasPart(element, 'hear')).to.equal(false);
  });

  it('sends a picture to all who got none, when the camera is switched on', async () => {
    const voice = { audio: true, video: false };
    const { element, phone } = await showGrid([
      { number: 'ann', sending: voice },
      { number: 'bob', sending: voice },
    ]);

    await press(element, 'camera');

    expect(phone.commands).to.deep.equal([['setVideo', true]]);
  });

  it('asks for a way to call one more, as long as there is a place', async () => {
    const { element, phone, refresh } = await showGrid(2);
    expect(hasPart(element, 'add')).to.equal(false);
    element.extendable = true;
    await refresh();
    const asked = heard(document, 'rtc-add-request');
    await press(element, 'add');
    expect(asked).to.have.length(1);

    phone.maxCalls = 2;
    element.requestUpdate();
    await refresh();
    expect(hasPart(element, 'add')).to.equal(false);
  });

  for (const [what, calls, room] of [
    ['with everything that a call can be', 6, undefined],
    ['alone in a room', 0, 'standup'],
  ] as const) {
    it(`is accessible ${what}, in light and dark`, async () => {
      const { element, calls: made, refresh } = await showGrid(calls, room);
      made[1]?.change({ held: true });
      made[2]?.change({ remoteMedia: { audio: false, video: false } });
      made[3]?.become({ phase: 'reconnecting', since: 0 });
      tilesOf(element)[0]?.focus();
      await refresh();

      await expectAccessible(element);
    });
  }
});
