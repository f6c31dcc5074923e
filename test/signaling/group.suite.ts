import { expect } from '@open-wc/testing';

import type { About, Group, Signaling } from '../../src/signaling/signaling.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';
import type { Transport } from './port.suite.js';

/** How long a service may take to tell of others. With several devices of a number it asks again before it does. */
const LIMIT_MS = 12_000;

/** What every transport that knows groups must do. `prepare` runs once, before the tests. */
export function groupSuite(prepare: () => Promise<Transport>): void {
  const made: Signaling[] = [];
  let transport: Transport;

  before(async () => {
    transport = await prepare();
  });

  afterEach(() => {
    for (const signaling of made.splice(0)) signaling.close();
  });

  async function connect(number = freshNumber('end')) {
    const signaling = transport.make(number);
    made.push(signaling);
    await signaling.connect();
    const enter = (name: string, about?: About): Group => {
      const group = signaling.group?.(name, about);
      if (!group) throw new Error('It knows no groups.');
      return group;
    };
    return { number, signaling, enter };
  }

  const numbersOf = (group: Group) => group.members?.map(({ number }) => number) ?? [];
  const aboutIn = (group: Group, of: string) => group.members?.find(({ number }) => number === of)?.about;

  async function shows(group: Group, ...numbers: string[]): Promise<void> {
    const wanted = numbers.toSorted().join();
    await until(
      `it shows [${wanted}], and not [${numbersOf(group).join()}]`,
      () => group.members !== undefined && numbersOf(group).toSorted().join() === wanted,
      LIMIT_MS,
    );
  }

  it('shows everybody who is in it to each of them, with what they say', async () => {
    const name = `room:${freshNumber('lobby')}`;
    const [alice, bob] = [await connect(), await connect()];

    const ofAlice = alice.enter(name, { name: 'Alice' });
    const before = ofAlice.members;
    const ofBob = bob.enter(name, { name: 'Bob' });
    await Promise.all([shows(ofAlice, alice.number, bob.number), shows(ofBob, alice.number, bob.number)]);

    expect(before).to.equal(undefined);
    expect(aboutIn(ofAlice, bob.number)).to.deep.equal({ name: 'Bob' });
    expect(aboutIn(ofBob, alice.number)).to.deep.equal({ name: 'Alice' });
    expect(aboutIn(ofBob, bob.number)).to.deep.equal({ name: 'Bob' });
  });

  it('shows those who were there before to whoever only looks, who is not seen', async () => {
    const name = `on:${freshNumber('bob')}`;
    const [bob, watcher] = [await connect(), await connect()];
    const ofBob = bob.enter(name, { status: 'available' });
    await shows(ofBob, bob.number);

    const looking = watcher.enter(name);
    await shows(looking, bob.number);
    looking.tell({ status: 'here' });

    expect(aboutIn(looking, bob.number)).to.deep.equal({ status: 'available' });
    expect(numbersOf(ofBob)).to.deep.equal([bob.number]);
  });

  it('is empty, and not unknown, where nobody is', async () => {
    const watcher = await connect();

    const looking = watcher.enter(`on:${freshNumber('nobody')}`);

    await shows(looking);
    expect(looking.members).to.deep.equal([]);
  });

  it('tells when somebody says something else, and not when nothing is new', async () => {
    const name = `on:${freshNumber('bob')}`;
    const [bob, watcher] = [await connect(), await connect()];
    const looking = watcher.enter(name);
    const heard: unknown[] = [];
    looking.addEventListener('memberschange', () => heard.push(aboutIn(looking, bob.number)?.['status']));
    const ofBob = bob.enter(name, { status: 'available' });
    await until('bob is there', () => aboutIn(looking, bob.number)?.['status'] === 'available', LIMIT_MS);

    ofBob.tell({ status: 'busy' });
    await until('bob is busy', () => aboutIn(looking, bob.number)?.['status'] === 'busy', LIMIT_MS);
    ofBob.tell({ status: 'busy' });
    ofBob.tell({ status: 'away' });
    await until('bob is away', () => aboutIn(looking, bob.number)?.['status'] === 'away', LIMIT_MS);

    expect(heard.filter((status) => status !== undefined)).to.deep.equal(['available', 'busy', 'away']);
  });

  it('forgets at once who closes the group, or the phone', async () => {
    const name = `room:${freshNumber('lobby')}`;
    const [alice, bob, carol] = [await connect(), await connect(), await connect()];
    const ofAlice = alice.enter(name, { name: 'Alice' });
    const ofBob = bob.enter(name, { name: 'Bob' });
    carol.enter(name, { name: 'Carol' });
    await shows(ofAlice, alice.number, bob.number, carol.number);

    ofBob.close();
    await shows(ofAlice, alice.number, carol.number);
    carol.signaling.close();
    await shows(ofAlice, alice.number);
  });

  it('can be entered again', async () => {
    const name = `room:${freshNumber('lobby')}`;
    const [alice, bob] = [await connect(), await connect()];
    const looking = alice.enter(name);
    const first = bob.enter(name, { visit: 'first' });
    await shows(looking, bob.number);
    first.close();
    await shows(looking);

    bob.enter(name, { visit: 'second' });

    await shows(looking, bob.number);
    expect(aboutIn(looking, bob.number)).to.deep.equal({ visit: 'second' });
  });

  it('knows a number with several devices once, until the last of them is gone', async () => {
    const name = `on:${freshNumber('bob')}`;
    const number = freshNumber('bob');
    const [desk, pocket, watcher] = [await connect(number), await connect(number), await connect()];
    const looking = watcher.enter(name);
    const sizes: number[] = [];
    looking.addEventListener('memberschange', () => sizes.push(looking.members?.length ?? -1));
    const ofDesk = desk.enter(name, { at: 'desk' });
    await shows(looking, number);
    const ofPocket = pocket.enter(name, { at: 'pocket' });
    await until('both are there', () => aboutIn(looking, number)?.['at'] === 'pocket', LIMIT_MS);

    ofPocket.close();
    await until('the other one is still there', () => aboutIn(looking, number)?.['at'] === 'desk', LIMIT_MS);
    expect(sizes.filter((size) => size !== 1 && size !== 0)).to.deep.equal([]);
    expect(sizes.lastIndexOf(0)).to.be.at.most(0);
    ofDesk.close();

    await shows(looking);
  });

  it('keeps groups apart, whatever they are called', async () => {
    const names = ['on:a', 'room:a', 'on:a b', 'on:Zoë 🎉', 'room:a,b*', 'a', 'on:', '__proto__'].map(
      (name) => `${name}${freshNumber('')}`,
    );
    const [alice, watcher] = [await connect(), await connect()];
    const looking = names.map((name) => watcher.enter(name));
    await Promise.all(looking.map((group) => shows(group)));

    for (const name of names.slice(0, -1)) alice.enter(name, { name });

    for (const [index, group] of looking.entries()) {
      if (index === names.length - 1) await shows(group);
      else await shows(group, alice.number);
    }
    for (const group of looking.slice(0, -1)) {
      expect(aboutIn(group, alice.number)).to.deep.equal({ name: names[looking.indexOf(group)] });
    }
  });

  it('takes up where it was when its connection was broken', async function () {
    if (!transport.cut) return;
    const name = `room:${freshNumber('lobby')}`;
    const [alice, bob] = [await connect(), await connect()];
    const ofAlice = alice.enter(name, { name: 'Alice' });
    await shows(ofAlice, alice.number);

    await transport.cut();
    const ofBob = bob.enter(name, { name: 'Bob' });

    await Promise.all([shows(ofAlice, alice.number, bob.number), shows(ofBob, alice.number, bob.number)]);
  });

  it('says nothing more once it is closed', async () => {
    const name = `room:${freshNumber('lobby')}`;
    const [alice, bob] = [await connect(), await connect()];
    const ofAlice = alice.enter(name);
    const stays = alice.enter(name);
    await shows(ofAlice);
    let changes = 0;
    ofAlice.addEventListener('memberschange', () => (changes += 1));

    ofAlice.close();
    bob.enter(name, {});
    await shows(stays, bob.number);

    expect(changes).to.equal(0);
    expect(ofAlice.members).to.deep.equal([]);
  });
}
