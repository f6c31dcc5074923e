import { expect } from '@open-wc/testing';

import type { Arrival, Signaling, SignalingState } from '../../src/signaling/signaling.js';
import { freshNumber } from '../support/phones.js';
import { onPageError } from '../support/page-error.js';
import { until } from '../support/until.js';

/** What the suite needs to know of a transport. */
export interface Transport {
  readonly name: string;
  /** Makes the signaling of one device. */
  readonly make: (number: string) => Signaling;
  /** Breaks its connections, where it has some. They may be taken up again at once. */
  readonly cut?: () => Promise<void>;
}

/** What everything that calls itself {@link Signaling} must do. `prepare` runs once, before the tests. */
export function portSuite(prepare: () => Promise<Transport>): void {
  const made: Signaling[] = [];
  let transport: Transport;

  before(async () => {
    transport = await prepare();
  });

  afterEach(() => {
    for (const signaling of made.splice(0)) signaling.close();
  });

  function makeEnd(number = freshNumber('end')) {
    const signaling = transport.make(number);
    made.push(signaling);
    const arrivals: Arrival[] = [];
    const states: SignalingState['phase'][] = [];
    signaling.addEventListener('arrival', ({ detail }) => arrivals.push(detail));
    signaling.addEventListener('statechange', () => states.push(signaling.state.phase));
    return { number, signaling, arrivals, states, payloads: () => arrivals.map(({ payload }) => payload) };
  }

  async function makeEnds(...numbers: (string | undefined)[]) {
    const ends = numbers.map((number) => makeEnd(number));
    await Promise.all(ends.map(({ signaling }) => signaling.connect()));
    return ends as [ReturnType<typeof makeEnd>, ReturnType<typeof makeEnd>, ReturnType<typeof makeEnd>];
  }

  const arrived = (end: { arrivals: readonly Arrival[] }, count: number) =>
    until(`${count} payloads are there`, () => end.arrivals.length >= count);

  it('names itself', () => {
    expect(makeEnd().signaling.name).to.equal(transport.name);
  });

  it('is offline, then connects, then is ready', async () => {
    const { signaling, states } = makeEnd();
    const before = signaling.state.phase;

    await signaling.connect();

    expect(before).to.equal('offline');
    expect(signaling.state).to.deep.equal({ phase: 'ready' });
    expect(states.filter((phase) => phase !== 'connecting')).to.deep.equal(['ready']);
  });

  it('carries a payload to the number it is for, and to no other', async () => {
    const [alice, bob, carol] = await makeEnds(undefined, undefined, undefined);

    await alice.signaling.send(bob.number, { hello: 'bob' });
    await alice.signaling.send(carol.number, { hello: 'carol' });
    await Promise.all([arrived(bob, 1), arrived(carol, 1)]);

    expect(bob.payloads()).to.deep.equal([{ hello: 'bob' }]);
    expect(carol.payloads()).to.deep.equal([{ hello: 'carol' }]);
    expect(alice.arrivals).to.deep.equal([]);
  });

  it('says who sent it, whatever the payload says, and that it is fresh', async () => {
    const [alice, bob] = await makeEnds(undefined, undefined);

    await alice.signaling.send(bob.number, { from: 'mallory', to: 'carol', number: 'mallory' });
    await arrived(bob, 1);

    expect(bob.arrivals[0]).to.include({ from: alice.number });
    expect(bob.arrivals[0]?.ageMs).to.be.within(0, 2_000);
  });

  it('reaches every device of a number', async () => {
    const number = freshNumber('bob');
    const [alice, desk, pocket] = await makeEnds(undefined, number, number);

    await alice.signaling.send(number, { ring: true });

    await Promise.all([arrived(desk, 1), arrived(pocket, 1)]);
  });

  it('brings everything JSON can say back as it was', async () => {
    const [alice, bob] = await makeEnds(undefined, undefined);
    const payload = {
      text: 'ü 🎉 \u2028 "quoted" \\ %2F & + ?',
      numbers: [0, -1, 1.5, 2 ** 53 - 1],
      nothing: null,
      no: false,
      empty: ['', {}, []],
      ['__proto__x']: { deep: { deeper: [1] } },
      long: 'x'.repeat(20_000),
    };

    await alice.signaling.send(bob.number, payload);
    await arrived(bob, 1);

    expect(bob.payloads()).to.deep.equal([payload]);
  });

  it('takes any text for a number', async () => {
    for (const name of [
      'room/7',
      'a,b:c*d\\e',
      'Zoë 🎉',
      '+49 30 (12) 34.5',
      '__proto__',
      '../../x?y#z',
      '100%',
    ]) {
      const [alice, bob] = await makeEnds(undefined, `${freshNumber('n')} ${name}`);

      await alice.signaling.send(bob.number, { name });
      await bob.signaling.send(alice.number, { name });
      await Promise.all([arrived(alice, 1), arrived(bob, 1)]);

      expect(alice.arrivals[0]?.from, name).to.equal(bob.number);
      for (const end of [alice, bob]) end.signaling.close();
    }
  });

  it('keeps the order of what is sent one after the other', async () => {
    const [alice, bob] = await makeEnds(undefined, undefined);

    for (let n = 0; n < 20; n += 1) await alice.signaling.send(bob.number, { n });
    await arrived(bob, 20);

    expect(bob.payloads()).to.deep.equal(Array.from({ length: 20 }, (_none, n) => ({ n })));
  });

  it('misses nothing when a listener throws', async () => {
    const [alice, bob] = await makeEnds(undefined, undefined);
    const thrown: unknown[] = [];
    const stop = onPageError((error) => thrown.push(error));
    bob.signaling.addEventListener('arrival', () => {
      throw new Error('a page made a mistake');
    });

    await Promise.all([1, 2, 3].map((n) => alice.signaling.send(bob.number, { n })));
    await arrived(bob, 3).finally(stop);

    expect(thrown).to.have.lengthOf(3);
  });

  it('can send a last word without waiting', async () => {
    const [alice, bob] = await makeEnds(undefined, undefined);

    alice.signaling.sendLast(bob.number, { bye: true });
    await arrived(bob, 1);

    expect(bob.arrivals[0]).to.deep.include({ from: alice.number, payload: { bye: true } });
  });

  it('refuses to send before it is connected, and says no last word either', async () => {
    const { signaling } = makeEnd();

    const error = await signaling.send('bob', {}).catch((reason: unknown) => reason);
    signaling.sendLast('nobody-at-all', {});

    expect(error).to.have.property('code', 'network');
  });

  it('hears nothing any more once it is closed, and cannot be opened again', async () => {
    const number = freshNumber('bob');
    const [alice, closed, open] = await makeEnds(undefined, number, number);

    closed.signaling.close();
    closed.signaling.close();
    await alice.signaling.send(number, { n: 1 });
    await arrived(open, 1);
    const error = await closed.signaling.connect().catch((reason: unknown) => reason);

    expect(closed.arrivals).to.deep.equal([]);
    expect(closed.signaling.state).to.deep.equal({ phase: 'offline' });
    expect(closed.states.at(-1)).to.equal('offline');
    expect(error).to.have.property('code', 'bad-state');
  });

  it('brings what was sent while its connection was broken', async function () {
    if (!transport.cut) return;
    const [alice, bob] = await makeEnds(undefined, undefined);
    await alice.signaling.send(bob.number, { n: 1 });
    await arrived(bob, 1);

    await transport.cut();
    // What is under way breaks too, and is sent again as the outbox does.
    await until('it is sent', () =>
      alice.signaling.send(bob.number, { n: 2 }).then(
        () => true,
        () => false,
      ),
    );
    await until('it is there', () => bob.payloads().some((payload) => (payload as { n: number }).n === 2));

    await until('the state is true', () => bob.signaling.state.phase === 'ready');
  });
}
