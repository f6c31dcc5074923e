import { expect } from '@open-wc/testing';

import type { Description } from '../../src/base/description.js';
import {
  firstNegotiation,
  negotiate,
  type Negotiation,
  type NegotiationFact,
} from '../../src/peer/negotiation.js';

type Name = 'caller' | 'callee';
type Letter = Pick<Description, 'type' | 'id'> & { readonly from: Name };

interface Side {
  readonly known: Negotiation;
  readonly held?: Letter;
  /** The offers this side holds for agreed, as `name id`, in order. */
  readonly agreed: readonly string[];
}

interface World {
  readonly sides: Readonly<Record<Name, Side>>;
  readonly letters: readonly Letter[];
  readonly wishes: Readonly<Record<Name, number>>;
  readonly echoes: number;
}

/** Everything that can happen to two sides whose post reorders and repeats, but in the end loses nothing. */
describe('negotiate, in every order of events', () => {
  function learn(side: Side, fact: NegotiationFact) {
    const [known, decision] = negotiate(side.known, fact);
    return { side: { ...side, known }, decision };
  }

  function want(world: World, name: Name): World {
    const { side, decision } = learn(world.sides[name], { type: 'needed', at: 0 });
    if (decision.do !== 'offer') return world;
    const letters = [...world.letters, { type: 'offer', id: decision.id, from: name } as const];
    const wishes = { ...world.wishes, [name]: world.wishes[name] - 1 };
    return { ...world, letters, wishes, sides: { ...world.sides, [name]: side } };
  }

  function take(world: World, letter: Letter): World {
    const name = letter.from === 'caller' ? 'callee' : 'caller';
    const { type, id, from } = letter;
    let { side, decision } = learn(world.sides[name], {
      type: 'arrived',
      description: { type, id, sdp: '' },
    });
    let { letters } = world;
    if (decision.do === 'answer') {
      ({ side } = learn(side, { type: 'answered', id }));
      side = { ...side, agreed: [...side.agreed, `${from} ${id}`] };
    }
    if (decision.do === 'answer' || decision.do === 'repeat')
      letters = [...letters, { type: 'answer', id, from: name }];
    if (decision.do === 'hold') side = { ...side, held: letter };
    if (decision.do === 'accept') {
      ({ side } = learn(side, { type: 'accepted' }));
      const { held, ...rest } = side;
      side = { ...rest, agreed: [...side.agreed, `${name} ${id}`] };
      if (held) return take({ ...world, letters, sides: { ...world.sides, [name]: side } }, held);
    }
    return { ...world, letters, sides: { ...world.sides, [name]: side } };
  }

  function* steps(world: World): Generator<World> {
    for (const name of ['caller', 'callee'] as const) {
      const { known } = world.sides[name];
      if (world.wishes[name] > 0 && known.pending === undefined && known.settled >= 0)
        yield want(world, name);
    }
    for (const [index, letter] of world.letters.entries()) {
      const others = world.letters.toSpliced(index, 1);
      yield take({ ...world, letters: others }, letter);
      if (world.echoes > 0) yield take({ ...world, echoes: world.echoes - 1 }, letter);
    }
  }

  /** All worlds in which nothing more can happen, and how many there were on the way. */
  function explore(first: World): { ends: World[]; seen: number } {
    const seen = new Set<string>();
    const open = [first];
    const ends: World[] = [];
    for (let world = open.pop(); world; world = open.pop()) {
      const letters = world.letters.map((each) => JSON.stringify(each)).toSorted();
      const key = JSON.stringify({ ...world, letters });
      if (seen.has(key)) continue;
      seen.add(key);
      const next = [...steps(world)];
      if (world.letters.length === 0 && next.every((each) => each.letters.length === 0)) ends.push(world);
      open.push(...next);
    }
    return { ends, seen: seen.size };
  }

  for (const wishes of [
    { caller: 1, callee: 1 },
    { caller: 2, callee: 1 },
    { caller: 1, callee: 2 },
  ]) {
    it(`ends in agreement after ${wishes.caller} offers of the caller and ${wishes.callee} of the callee`, () => {
      const callee: Side = { known: firstNegotiation('callee'), agreed: [] };
      const caller: Side = { known: firstNegotiation('caller'), agreed: [] };
      const invitation: Letter = { type: 'offer', id: 0, from: 'caller' };

      const { ends, seen } = explore({ sides: { caller, callee }, letters: [invitation], wishes, echoes: 1 });

      expect(seen).to.be.greaterThan(100);
      expect(ends).not.to.have.lengthOf(0);
      for (const { sides } of ends) {
        expect(sides.caller.agreed).to.deep.equal(sides.callee.agreed);
        expect(sides.caller.known.pending).to.equal(undefined);
        expect(sides.callee.known.pending).to.equal(undefined);
        expect([sides.caller.held, sides.callee.held]).to.deep.equal([undefined, undefined]);
      }
    });
  }
});
