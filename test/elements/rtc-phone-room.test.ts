import { expect } from '@open-wc/testing';

import type { PhoneError } from '../../src/base/errors.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import type { Room } from '../../src/phone/places/room.js';
import { expectAccessible, heard, part, press, settled, visiblePart, words } from '../support/element.js';
import { inside, moves, removePhones, showPhone } from '../support/living-phone.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';

/** A name that no other test uses. */
const freshRoom = () => freshNumber('standup');

const hasInside = (phone: RtcPhoneElement, tag: keyof HTMLElementTagNameMap) =>
  phone.shadowRoot?.querySelector(tag) !== null;

/** Goes through the door, and waits until the room is there. */
async function join(phone: RtcPhoneElement, button: 'join' | 'join-voice' = 'join'): Promise<void> {
  const door = inside(phone, 'rtc-room');
  await until('the door is open', () => door.getAttribute('state') === 'out');
  await press(door, button);
  await until('the room is there', () => hasInside(phone, 'rtc-grid'));
}

/** Whose picture or face the phone shows, once they talk. */
async function talksWith(phone: RtcPhoneElement, ...others: readonly RtcPhoneElement[]): Promise<void> {
  const wanted = others.map(({ number }) => number ?? '').toSorted();
  await until('they talk', () => {
    const calls = phone.phone?.places.room?.calls ?? [];
    const talking = calls.filter(({ state }) => state.phase === 'active').map(({ number }) => number);
    return JSON.stringify(talking.toSorted()) === JSON.stringify(wanted);
  });
}

describe('<rtc-phone room>', () => {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
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
  });

  it('shows who is there, opens no camera, and lets nobody in, before a person presses the button', async () => {
    const room = freshRoom();
    const [ann, bob] = await Promise.all([showPhone('ann', { room }), showPhone('bob', { room })]);
    const door = inside(ann, 'rtc-room');
    await until('the door is open', () => words(door, 'hint') === 'Nobody is here yet.');
    expect(words(door, 'join')).to.equal(`Join ${room}`);
    expect([ann, bob].map(({ phone }) => phone?.places.room)).to.deep.equal([undefined, undefined]);
    expect(asked).to.equal(0);

    await join(bob);

    await until('bob is seen at the door', () => words(door, 'people').includes(bob.number ?? '?'));
    expect(ann.phone?.calls).to.have.length(0);
    expect(ann.phone?.media.stream.getTracks()).to.have.length(0);
    expect(asked).to.equal(1);
  });

  it('brings those who join together, tells the page of it, and leaves when the person does', async () => {
    const room = freshRoom();
    const [ann, bob] = await Promise.all([showPhone('ann', { room }), showPhone('bob', { room })]);
    const news = heard(document, 'rtc-room-changed');
    await join(bob);
    await join(ann);
    await Promise.all([talksWith(ann, bob), talksWith(bob, ann)]);

    const grid = inside(ann, 'rtc-grid');
    await until('bob has a tile', () => grid.shadowRoot?.querySelectorAll('rtc-call-tile').length === 1);
    const [tile] = grid.shadowRoot?.querySelectorAll('rtc-call-tile') ?? [];
    if (!tile) throw new Error('Nobody is to be seen.');
    await moves(part(tile, 'video') as HTMLVideoElement);
    expect(hasInside(ann, 'rtc-dialpad')).to.equal(false);

    await press(grid, 'hang-up');

    await until('ann is at the door again', () => hasInside(ann, 'rtc-room'));
    expect(ann.phone?.media.stream.getTracks()).to.have.length(0);
    await until('bob is alone', () => bob.phone?.places.room?.members.length === 0);
    const last = (news as { readonly room: Room }[]).findLast((each) => each.room !== bob.phone?.places.room);
    expect(last?.room).to.include({ name: room, isOpen: false });
  });

  it('joins by voice, and shows itself to all when the camera is switched on', async () => {
    const room = freshRoom();
    const [ann, bob] = await Promise.all([showPhone('ann', { room }), showPhone('bob', { room })]);
    await join(ann, 'join-voice');
    await join(bob, 'join-voice');
    await talksWith(bob, ann);
    const [call] = bob.phone?.calls ?? [];
    expect(call?.remoteMedia.video).to.equal(false);

    await press(inside(ann, 'rtc-grid'), 'camera');

    await until('bob sees ann', () => call?.remoteMedia.video === true);
    const carol = await showPhone('carol', { room });
    await join(carol, 'join-voice');
    await until('carol sees ann as well', () =>
      Boolean(carol.phone?.calls.find(({ number }) => number === ann.number)?.remoteMedia.video),
    );
  });

  it('leaves when the attribute goes, and when it names another room', async () => {
    const [ann, first, other] = [await showPhone('ann'), freshRoom(), freshRoom()];
    ann.setAttribute('room', first);
    await settled(ann);
    await join(ann);

    ann.setAttribute('room', other);
    await until('it stands at the other door', () => ann.phone?.places.room === undefined);
    await settled(ann);
    expect(inside(ann, 'rtc-room').name).to.equal(other);

    await join(ann);
    expect(ann.phone?.places.room?.name).to.equal(other);
    ann.removeAttribute('room');
    await until('it is nowhere', () => ann.phone?.places.room === undefined);
    await settled(ann);
    expect(hasInside(ann, 'rtc-dialpad')).to.equal(true);
    expect(hasInside(ann, 'rtc-room')).to.equal(false);
  });

  it('joins at once with autocam, and not again after the person has left', async () => {
    const ann = await showPhone('ann', { room: freshRoom(), autocam: '' });
    await until('it is in', () => hasInside(ann, 'rtc-grid'));

    await press(inside(ann, 'rtc-grid'), 'hang-up');
    await until('it is out', () => hasInside(ann, 'rtc-room'));
    ann.requestUpdate();
    await settled(ann);
    expect(ann.phone?.places.room).to.equal(undefined);
  });

  it('says in words that a name is none, and that a room is full, and goes on', async () => {
    const room = freshRoom();
    const ann = await showPhone('ann');
    const errors = heard(ann, 'rtc-error') as PhoneError[];
    ann.setAttribute('room', 'x'.repeat(200));
    await settled(ann);
    await until('it says so', () =>
      words(inside(ann, 'rtc-room'), 'problem').includes('no name that can be used'),
    );
    expect(errors.map(({ code }) => code)).to.deep.equal(['bad-number']);

    const bob = await showPhone('bob', { room, 'max-calls': '1' });
    const carol = await showPhone('carol', { room, 'max-calls': '1' });
    await join(bob, 'join-voice');
    await join(carol, 'join-voice');
    ann.setAttribute('max-calls', '1');
    ann.setAttribute('room', room);
    const door = inside(ann, 'rtc-room');
    await until('both are seen', () => door.shadowRoot?.querySelectorAll('[part=person]').length === 2);
    await press(door, 'join-voice');
    await until('it is full', () => words(door, 'problem').includes('The room is full.'));
    expect(door).to.have.attribute('state', 'out');
  });

  it('answers somebody who calls meanwhile only when the person leaves the room for it', async () => {
    const room = freshRoom();
    const ann = await showPhone('ann', { room, 'call-waiting': '' });
    const bob = await showPhone('bob');
    await join(ann, 'join-voice');

    const call = await bob.dial(ann.number ?? '', { video: false });
    const grid = inside(ann, 'rtc-grid');
    await until('the banner is there', () => part(grid, 'answer-end') !== null);
    expect(words(grid, 'answer-end')).to.equal('Leave & answer');
    expect(part(grid, 'answer-hold')).to.equal(null);
    await press(grid, 'answer-end');

    await until('they talk', () => call.state.phase === 'active');
    expect(ann.phone?.places.room).to.equal(undefined);
    await until('the call is shown', () => hasInside(ann, 'rtc-call'));
    await until('and nothing else', () => inside(ann, 'rtc-call').getAttribute('state') === 'active');
  });

  it('is accessible at the door and inside', async () => {
    const room = freshRoom();
    const [ann, bob] = await Promise.all([showPhone('ann', { room }), showPhone('bob', { room })]);
    await join(bob);
    const door = inside(ann, 'rtc-room');
    await until('bob is seen', () => words(door, 'people') !== '');
    await expectAccessible(ann);

    await join(ann);
    await talksWith(ann, bob);
    visiblePart(inside(ann, 'rtc-grid'), 'stage');
    await expectAccessible(ann);
  });
});
