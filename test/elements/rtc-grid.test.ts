import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';

import { PhoneError } from '../../src/base/errors.js';
import { expectAccessible, hasPart, heard, part, press, visiblePart, words } from '../support/element.js';
import { labelOf, NAMES, showGrid, tile, tilesOf } from '../support/grid.js';
import { until } from '../support/until.js';

describe('<rtc-grid>', () => {
  const { documentElement: page } = document;

  // Where tiles go, they are at once.
  before(() => emulateMedia({ reducedMotion: 'reduce' }));

  afterEach(() => {
    page.removeAttribute('dir');
  });

  it('takes no room while there is no call', async () => {
    const { element } = await showGrid(0);

    expect(element.getBoundingClientRect().height).to.equal(0);
    expect(element).to.have.attribute('state', 'idle');
  });

  for (const dir of ['ltr', 'rtl']) {
    it(`shows one to nine people, each in sight and none on another, at every width, ${dir}`, async () => {
      page.dir = dir;
      for (let count = 1; count <= 9; count += 1) {
        const { element, refresh } = await showGrid(count);
        for (const width of [280, 360, 640, 1_000]) {
          element.style.inlineSize = `${width}px`;
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          await refresh();
          const box = visiblePart(element, 'tiles').getBoundingClientRect();
          const boxes = tilesOf(element).map((each) => each.getBoundingClientRect());

          expect(boxes, `${count}`).to.have.length(count);
          for (const [index, each] of boxes.entries()) {
            const what = `${count} people, ${width} px, number ${index}`;
            expect(each.width, what).to.be.above(40);
            expect([each.left >= box.left - 1, each.right <= box.right + 1], what).to.deep.equal([
              true,
              true,
            ]);
            expect([each.top >= box.top - 1, each.bottom <= box.bottom + 1], what).to.deep.equal([
              true,
              true,
            ]);
            for (const other of boxes.slice(index + 1)) {
              const apart =
                each.right <= other.left ||
                other.right <= each.left ||
                each.bottom <= other.top ||
                other.bottom <= each.top;
              expect(apart, what).to.equal(true);
            }
          }
          const sticksOut = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].filter(
            (button) => button.getBoundingClientRect().right > element.getBoundingClientRect().right + 1,
          );
          expect(sticksOut).to.have.length(0);
        }
      }
    });
  }

  it('says of each how the call stands, and shows a face where there is no picture', async () => {
    const { element } = await showGrid([
      { number: 'ann' },
      { number: 'bob', remoteMedia: { audio: false, video: false } },
      { number: 'carol', held: true },
      { number: 'dave', remoteMedia: { audio: false, video: false, held: true } },
      { number: 'eve', state: { phase: 'ringing' } },
      { number: 'frank', state: { phase: 'reconnecting', since: 0 } },
    ]);

    expect(labelOf(element, 'ann')).to.equal('ann');
    expect(labelOf(element, 'bob')).to.equal('bob, Muted');
    expect(labelOf(element, 'carol')).to.equal('carol, On hold');
    expect(labelOf(element, 'dave')).to.equal('dave, They put you on hold');
    expect(labelOf(element, 'eve')).to.equal('eve, Ringing…');
    expect(labelOf(element, 'frank')).to.contain('Connection trouble');
    expect(NAMES.slice(0, 6).filter((name) => hasPart(tile(element, name), 'avatar'))).to.deep.equal([
      'bob',
      'carol',
      'dave',
      'eve',
    ]);
    expect(part(tile(element, 'ann'), 'number')?.localName).to.equal('bdi');
  });

  it('shows who speaks, and looks only as long as it is on the page', async () => {
    const { element, calls, refresh } = await showGrid(2);
    calls[1]?.speak(true);
    await refresh();

    expect(part(tile(element, 'bob'), 'tile')?.part.contains('speaking')).to.equal(true);
    expect(part(tile(element, 'ann'), 'tile')?.part.contains('speaking')).to.equal(false);

    element.remove();
    expect(calls.flatMap(({ watchers }) => watchers).every(({ aborted }) => aborted)).to.equal(true);
  });

  it('says on whose connection sound and picture suffer, to eyes and to screen readers', async () => {
    const { element, calls, refresh } = await showGrid(2);
    element.style.inlineSize = '60rem';
    expect(hasPart(tile(element, 'bob'), 'quality')).to.equal(false);

    calls[1]?.rate('weak');
    await refresh();
    expect(words(tile(element, 'bob'), 'quality')).to.equal('Weak connection');
    expect(visiblePart(tile(element, 'bob'), 'quality').querySelector('span')?.checkVisibility()).to.equal(
      true,
    );
    expect(labelOf(element, 'bob')).to.equal('bob, Weak connection');
    expect(hasPart(tile(element, 'ann'), 'quality')).to.equal(false);
    await expectAccessible(element);

    calls[1]?.rate('bad');
    await refresh();
    expect(labelOf(element, 'bob')).to.equal('bob, Poor connection');

    calls[1]?.become({ phase: 'reconnecting', since: 0 });
    await refresh();
    expect(hasPart(tile(element, 'bob'), 'quality')).to.equal(false);
    expect(labelOf(element, 'bob')).not.to.contain('Poor');
  });

  it('leaves a small tile to the name, with a sign for a weak connection', async () => {
    const { element } = await showGrid([{ number: 'ann', quality: 'bad' }, { number: 'bob' }]);
    element.style.inlineSize = '20rem';
    const sign = visiblePart(tile(element, 'ann'), 'quality');

    await until('there is no room for words', () => sign.querySelector('span')?.checkVisibility() === false);

    expect(sign.querySelector('svg')?.checkVisibility()).to.equal(true);
    expect(labelOf(element, 'ann')).to.equal('ann, Poor connection');
  });

  it('shows a screen whole, and larger than all faces', async () => {
    const { element } = await showGrid([
      { number: 'ann' },
      { number: 'bob', remoteMedia: { audio: true, video: true, screen: true } },
      { number: 'carol' },
    ]);
    const area = (name: string) => {
      const { width, height } = tile(element, name).getBoundingClientRect();
      return width * height;
    };
    const video = part(tile(element, 'bob'), 'video');

    expect(video && getComputedStyle(video).objectFit).to.equal('contain');
    expect(area('bob')).to.be.above(2 * area('ann'));
    expect(labelOf(element, 'bob')).to.equal('Screen of bob');
  });

  it('holds one call, goes on with it, and hangs up on one', async () => {
    const { element, calls } = await showGrid(3);

    await press(tile(element, 'bob'), 'hold');
    await until('bob waits', () => words(tile(element, 'bob'), 'status') === 'On hold');
    await press(tile(element, 'bob'), 'resume');
    await until('bob waits no longer', () => words(tile(element, 'bob'), 'status') === '');
    await press(tile(element, 'carol'), 'hang-up');

    expect(calls.map(({ commands }) => commands)).to.deep.equal([[], [['hold'], ['resume']], [['hangUp']]]);
  });

  it('lets a page answer in its own way, and says what failed', async () => {
    const { element, calls } = await showGrid(2);
    const asked = heard(document, 'rtc-hold-request');
    element.addEventListener('rtc-hold-request', (event) => event.preventDefault(), { once: true });

    await press(tile(element, 'ann'), 'hold');
    expect(asked).to.deep.equal([{ call: calls[0], held: true }]);
    expect(calls[0]?.commands).to.deep.equal([]);

    Object.assign(calls[0] ?? {}, { failure: new PhoneError('media-busy', 'x') });
    await press(tile(element, 'ann'), 'hold');
    await until('it says so', () => words(element, 'problem').includes('Another program uses the camera'));
  });

  it('ends all calls, or leaves the room', async () => {
    const { element, phone } = await showGrid(2);
    expect(part(element, 'hang-up')).to.have.attribute('aria-label', 'Hang up on all');
    await press(element, 'hang-up');
    expect(phone.commands).to.deep.equal([['hangUp']]);

    const inRoom = await showGrid(2, 'standup');
    expect(part(inRoom.element, 'hang-up')).to.have.attribute('aria-label', 'Leave: standup');
    expect(words(inRoom.element, 'place')).to.equal('standup · 3');
    await press(inRoom.element, 'hang-up');
    await until('it has left', () => inRoom.phone.commands.length > 0);
    expect(inRoom.phone.commands).to.deep.equal([['leave', 'standup']]);
  });

  it('shows who is still on the way, and nobody on whom somebody has hung up', async () => {
    const { element, phone, refresh } = await showGrid(1, 'standup');
    phone.enter(
      'standup',
      [],
      [
        { number: 'ann', call: undefined, isOver: false },
        { number: 'eve', call: undefined, isOver: true },
        { number: 'zoe', call: undefined, isOver: false },
      ],
    );
    await refresh();

    expect(tilesOf(element).map(({ number }) => number)).to.deep.equal(['ann', 'zoe']);
    expect(labelOf(element, 'zoe')).to.equal('zoe, Connecting…');
  });

  it('is there for somebody who is alone in a room', async () => {
    const { element } = await showGrid(0, 'standup');

    expect(element).to.have.attribute('state', 'alone');
    expect(words(element, 'alone')).to.contain('Nobody else is here yet');
  });
});
