import { expect } from '@open-wc/testing';

import type { Phone, Screening } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';

describe('A page that screens calls', () => {
  let phones: MemoryPhones;
  let alice: Phone;
  let bob: Phone;
  let rung: string[];

  beforeEach(async () => {
    phones = new MemoryPhones();
    [alice, bob] = await Promise.all([phones.connect('alice'), phones.connect('bob')]);
    rung = [];
    bob.addEventListener('incoming', ({ detail }) => rung.push(detail.number));
  });

  afterEach(() => phones.close());

  const screen = (decide: (screening: Screening, event: Event) => void) =>
    bob.addEventListener('screen', (event) => decide(event.detail, event));

  it('declines before anything rings', async () => {
    let seen: Screening | undefined;
    screen((screening, event) => {
      seen = screening;
      event.preventDefault();
    });

    const call = await alice.dial('bob', { video: false });
    await reaches(call, 'ended');

    expect(seen).to.include({ number: 'alice', audio: true, video: false });
    expect(call.state).to.include({ reason: 'declined', by: 'remote' });
    expect(rung).to.be.empty;
    expect(bob.calls).to.be.empty;
  });

  it('lets a ring wait for an answer', async () => {
    let answer: (isWelcome: boolean) => void = () => {};
    screen(({ decide }) => decide(new Promise((resolve) => (answer = resolve))));
    const rings = nextRing(bob);
    const call = await alice.dial('bob');
    expect(rung).to.be.empty;

    answer(true);

    expect((await rings).number).to.equal('alice');
    await reaches(call, 'ringing');
  });

  it('declines when the answer is no', async () => {
    screen(({ decide }) => decide(Promise.resolve(false)));
    const call = await alice.dial('bob');
    await reaches(call, 'ended');
    expect(call.state).to.include({ reason: 'declined' });
    expect(rung).to.be.empty;
  });

  it('rings no more when the caller has given up meanwhile', async () => {
    let answer: (isWelcome: boolean) => void = () => {};
    screen(({ decide }) => decide(new Promise((resolve) => (answer = resolve))));
    const call = await alice.dial('bob');
    await call.hangUp();

    answer(true);
    const next = nextRing(bob);
    const again = await alice.dial('bob');
    answer(true);

    expect((await next).id).to.equal(again.id);
    expect(rung).to.have.length(1);
  });
});
