import { expect } from '@open-wc/testing';

import type { Phone, Room } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, play, reaches } from '../support/phones.js';
import { must } from '../support/must.js';
import { until } from '../support/until.js';

const VOICE = { audio: true, video: false };

describe('A room', () => {
  let phones: MemoryPhones;

  beforeEach(() => {
    phones = new MemoryPhones();
  });

  afterEach(() => phones.close());

  const connect = <const Numbers extends readonly string[]>(...numbers: Numbers) =>
    Promise.all(numbers.map((number) => phones.connect(number))) as Promise<{
      [Index in keyof Numbers]: Phone;
    }>;

  const talksTo = (room: Room) =>
    room.members.filter(({ call }) => call?.state.phase === 'active').map(({ number }) => number);

  it('connects all ten pairs of five phones; one leaves and comes back', async () => {
    const numbers = ['alice', 'bob', 'carol', 'dave', 'eve'];
    const all = await connect(...numbers);
    const rooms = await Promise.all(all.map((phone) => phone.places.join('standup', VOICE)));
    const everybody = async (who: readonly Room[]) => {
      for (const room of who) await until('all talk', () => talksTo(room).length === who.length - 1, 15_000);
    };
    await everybody(rooms);
    expect(talksTo(must(rooms[2]))).to.deep.equal(['alice', 'bob', 'dave', 'eve']);
    expect(new Set(rooms.flatMap(({ calls }) => calls.map(({ id }) => id)))).to.have.length(10);
    for (const [index, own] of numbers.entries())
      for (const { number, call } of rooms[index]?.members ?? [])
        expect(call?.direction, `${own} and ${number}`).to.equal(own < number ? 'outgoing' : 'incoming');

    rooms[1]?.leave();

    const left = rooms.filter((_, index) => index !== 1);
    for (const room of left)
      await until('bob is gone', () => room.members.every(({ number }) => number !== 'bob'));
    expect(all[1]?.media.stream.getTracks()).to.be.empty;
    await everybody(left);

    const again = await must(all[1]).places.join('standup', VOICE);
    await everybody([...left, again]);
  });

  it('shows everybody a picture of everybody', async () => {
    const [alice, bob] = await connect('alice', 'bob');
    const [room] = await Promise.all([alice.places.join('tea'), bob.places.join('tea')]);
    await until('they talk', () => talksTo(room).length === 1);
    const [call] = room.calls;
    const video = play(must(call));
    await until('bob is seen', async () => (await decodedFrames(must(call))) > 2);
    video.srcObject = null;
    expect(call).to.include({ purpose: 'room', room: 'tea' });
  });

  it('answers nobody who is not in it, and nobody hears of a phone that is in another one', async () => {
    const [alice, mallory] = await connect('alice', 'mallory');
    const room = await alice.places.join('tea', VOICE);
    const rung: string[] = [];
    alice.addEventListener('incoming', ({ detail }) => rung.push(detail.number));
    const other = await mallory.places.join('attic', VOICE);
    // What a phone that tells lies would write: a ring for a room in which the service does not see it.
    const forged = await ringFor(phones, 'mallory', 'alice', 'tea');

    await until('the ring has been given up', () => forged.isOver(), 10_000);
    expect(room.members.length).to.equal(0);
    expect(other.members.length).to.equal(0);
    expect(alice.calls.length).to.equal(0);
    expect(rung).to.be.empty;
  });

  it('has a limit, says so to one more, and opens no device of theirs for longer than that', async () => {
    const [alice, bob, carol] = await connect('alice', 'bob', 'carol');
    for (const phone of [alice, bob, carol]) phone.maxCalls = 1;
    await Promise.all([alice.places.join('tea', VOICE), bob.places.join('tea', VOICE)]);

    const error = await carol.places.join('tea', VOICE).catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'too-many-calls');
    expect(carol.places.room).to.equal(undefined);
    expect(carol.media.stream.getTracks()).to.be.empty;
  });

  it('connects again with somebody whose page was closed without a word', async () => {
    const [alice, bob] = await connect('alice', 'bob');
    const [room] = await Promise.all([alice.places.join('tea', VOICE), bob.places.join('tea', VOICE)]);
    await until('they talk', () => talksTo(room).length === 1);
    const [before] = room.calls;
    bob.close();
    await reaches(must(before), 'ended');

    const bobs = await phones.connect('bob');
    await bobs.places.join('tea', VOICE);

    await until('they talk again', () => talksTo(room).length === 1, 12_000);
  });

  it('is left with the phone', async () => {
    const [alice] = await connect('alice');
    const room = await alice.places.join('tea', VOICE);
    alice.close();
    expect(room.isOpen).to.be.false;
    expect(alice.media.stream.getTracks()).to.be.empty;
  });

  it('is entered one at a time', async () => {
    const [alice] = await connect('alice');
    await alice.places.join('tea', VOICE);
    const error = await alice.places.join('coffee', VOICE).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'bad-state');
    for (const name of ['', ' ', 'x'.repeat(500)]) {
      const refused = await alice.places.join(name, VOICE).catch((reason: unknown) => reason);
      expect(refused).to.have.property('code', 'bad-number');
    }
  });
});

/** A ring for a room, by somebody who is not in it. */
async function ringFor(phones: MemoryPhones, from: string, to: string, room: string) {
  const sender: Phone = await phones.connect(`${from}-template`);
  const call = await sender.dial('nobody', VOICE);
  const ring = phones.network.sent.find(({ from: who }) => who === sender.number);
  await call.hangUp();
  const started = performance.now();
  const before = phones.network.sent.length;
  phones.network.carry({
    from,
    to,
    payload: { ...ring?.payload, call: 'forged-call-of-a-liar', device: 'forged-device-id', room },
  });
  return {
    /** Nothing came back in the time that the room waits for the service's word. */
    isOver: () => {
      const answers = phones.network.sent.slice(before + 1).filter((passing) => passing.to === from);
      if (answers.length > 0) throw new Error('The ring was answered.');
      return performance.now() - started > 5_500;
    },
  };
}
