import { expect } from '@open-wc/testing';

import {
  ANSWER_MS,
  CALLEE_MS,
  dueAt,
  PATIENCE_MS,
  REBUILD_MS,
  REPEAT_MS,
  RESTART_MS,
} from '../../src/peer/recovery.js';
import { Story, type Role, type Type } from '../support/recovery-story.js';

describe('recover, in every order of facts', () => {
  const TYPES = [
    'flowing',
    'silent',
    'failed',
    'asked',
    'stuck',
    'offered',
    'helped',
    'kicked',
  ] as const satisfies Type[];
  const GAPS = [0, 600, 2_500, 11_000];

  /** Everything that can happen, and what is done about it. */
  function* storiesAfter(story: Story, depth: number): Generator<Story> {
    yield story;
    if (depth === 0) return;
    for (const gap of GAPS) {
      for (const type of TYPES) yield* storiesAfter(story.copy().at(story.now + gap, type), depth - 1);
    }
  }

  /** The shortest time between two steps of a kind. */
  function pace({ did }: Story, what: string): number {
    const times = did.flatMap((each) => (each.split(' ')[1] === what ? [Number(each.split(' ')[0])] : []));
    return Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
  }

  /** What must not be, after whatever has happened. */
  function faults(story: Story, role: Role): string[] {
    const found: string[] = [];
    const check = (sentence: string, holds: boolean) =>
      holds || found.push(`${sentence}: ${story.did.join()}`);
    const foreign = role === 'caller' ? /ask|answer/ : /restart|rebuild|repeat/;
    check('does only what is its part', !story.did.some((each) => foreign.test(each)));
    check('restarts rarely', pace(story, 'restart') >= RESTART_MS);
    check('rebuilds rarely', pace(story, 'rebuild') >= REPEAT_MS);
    check('repeats rarely', pace(story, 'repeat') >= REPEAT_MS);
    check('answers rarely', pace(story, 'answer') >= ANSWER_MS);

    const { phase } = story.recovery;
    check('is quiet when all is fine', phase !== 'fine' || dueAt(story.recovery) === undefined);
    const { length } = story.did;
    if (phase === 'mending') story.at(story.now + REBUILD_MS + PATIENCE_MS + 2 * CALLEE_MS);
    check('never gets stuck', phase !== 'mending' || story.did.length > length);
    return found;
  }

  for (const [role, turn] of [
    ['caller', false],
    ['caller', true],
    ['callee', false],
    ['callee', true],
  ] as const) {
    it(`the ${role} ${turn ? 'with' : 'without'} TURN keeps its measure, and never gets stuck`, () => {
      const found: string[] = [];
      for (const story of storiesAfter(new Story(role, turn), 3)) found.push(...faults(story.copy(), role));

      expect(found).to.deep.equal([]);
    });
  }
});
