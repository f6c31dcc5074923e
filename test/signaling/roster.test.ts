import { expect } from '@open-wc/testing';

import { Roster, stateOf } from '../../src/signaling/roster.js';

/** When a question was asked: now, or so much later that all that was heard is old. */
const now = () => performance.now();
const later = () => performance.now() + 60_000;

const bob = (status: string, device = 'desk') => ({ uuid: 'bob', state: stateOf({ status }, device) });

describe('Roster', () => {
  const shown = (roster: Roster) => roster.members?.map(({ number, about }) => [number, about['status']]);

  it('is unknown before the first answer, whatever was heard', () => {
    const roster = new Roster();
    roster.came(bob('available'));
    const before = roster.members;

    roster.answered([], now());

    expect(before).to.equal(undefined);
    expect(shown(roster)).to.deep.equal([['bob', 'available']]);
  });

  it('believes what it has just heard more than an answer, which may be old, and wants another one', () => {
    const roster = new Roster();
    roster.answered([bob('available')], now());
    roster.came(bob('busy'));
    roster.came({ uuid: 'carol', state: {} });
    roster.left('dave');

    const isDoubtful = roster.answered([bob('available'), { uuid: 'dave', state: {} }], now());

    expect(isDoubtful).to.equal(true);
    expect(shown(roster)).to.deep.equal([
      ['bob', 'busy'],
      ['carol', undefined],
    ]);
  });

  it('believes an answer that is newer than all it has heard', () => {
    const roster = new Roster();
    roster.answered([], now());
    roster.came(bob('busy'));
    roster.came({ uuid: 'carol', state: {} });

    const isDoubtful = roster.answered([bob('away')], later());

    expect(isDoubtful).to.equal(false);
    expect(shown(roster)).to.deep.equal([['bob', 'away']]);
  });

  it('wants a second answer after the first, which may be older than its listening', () => {
    const roster = new Roster();

    expect(roster.answered([], now())).to.equal(true);
    expect(roster.answered([], now())).to.equal(false);
  });

  it('takes from an answer what somebody says of whom only the coming was told', () => {
    const roster = new Roster();
    roster.answered([], now());
    roster.came({ uuid: 'bob' });
    const before = shown(roster);

    roster.answered([bob('available')], now());

    expect(before).to.deep.equal([['bob', undefined]]);
    expect(shown(roster)).to.deep.equal([['bob', 'available']]);
  });

  it('keeps what somebody says when they are told of again without it', () => {
    const roster = new Roster();
    roster.answered([bob('available')], now());

    roster.came({ uuid: 'bob' });

    expect(shown(roster)).to.deep.equal([['bob', 'available']]);
  });

  it('lets a number with one device go at once, and one with several stay until an answer decides', () => {
    const roster = new Roster();
    roster.answered([bob('available', 'desk')], now());
    roster.came(bob('available', 'pocket'));

    const isFirstSure = roster.left('bob');
    const between = shown(roster);
    const isSecondSure = roster.left('bob');

    expect([isFirstSure, isSecondSure]).to.deep.equal([false, true]);
    expect(between).to.deep.equal([['bob', 'available']]);
    expect(shown(roster)).to.deep.equal([]);
  });

  it('counts a device once, however often it speaks', () => {
    const roster = new Roster();
    roster.answered([bob('available')], now());
    roster.came(bob('busy'));

    expect(roster.left('bob')).to.equal(true);
    expect(shown(roster)).to.deep.equal([]);
  });

  it('remembers of many devices only that there are several, also when one of them says nothing of itself', () => {
    const roster = new Roster();
    roster.answered([bob('available', 'desk')], now());
    for (const device of ['pocket', 'wrist', 'wrist']) roster.came(bob('busy', device));
    roster.came({ uuid: 'bob', state: { status: 'away' } });

    expect([roster.left('bob'), roster.left('bob')]).to.deep.equal([false, true]);
  });

  it('stands any state that another phone may have set', () => {
    const roster = new Roster();
    const states = [null, 'text', 7, [], { _device: 7 }, { _device: {} }, { __proto__: null }];

    roster.answered(
      states.map((state, index) => ({ uuid: `m${index}`, state })),
      now(),
    );

    expect(roster.members).to.have.lengthOf(states.length);
    for (const { about } of roster.members ?? []) expect(about).not.to.have.property('_device');
  });
});
