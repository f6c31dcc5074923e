import { expect } from '@open-wc/testing';

import { dueAt, IDLE, recover, type Recovery } from '../../src/peer/recovery.js';
import { Story, talking, type Type } from '../support/recovery-story.js';

describe('recover, when the browsers can agree on nothing new', () => {
  it('makes a new connection as the caller, and only one at a time', () => {
    const story = talking('caller').at(60_000, 'stuck').at(60_100, 'stuck').at(69_999, 'stuck');

    expect(story.did).to.deep.equal(['60000 rebuild']);
    expect(story.at(70_000, 'stuck').did).to.deep.equal(['60000 rebuild', '70000 rebuild']);
  });

  it('makes one while packets have stopped, unless there is one on its way', () => {
    expect(talking('caller').at(60_000, 'silent').at(60_100, 'stuck').did).to.deep.equal(['60100 rebuild']);
    const story = talking('caller').at(60_000, 'silent').at(60_100, 'failed').at(60_200, 'stuck');
    expect(story.did).to.deep.equal(['60100 rebuild']);
  });

  it('makes one by TURN alone when there has been no path yet', () => {
    expect(new Story('caller').at(9_000, 'stuck').did).to.deep.equal(['9000 rebuild by relay']);
  });
});

describe('recover, about what is none of its concern', () => {
  const ALL = [
    'agreed',
    'flowing',
    'silent',
    'failed',
    'stuck',
    'asked',
    'offered',
    'helped',
    'kicked',
    'due',
  ] as const;
  const OF_CALLEE = ['offered', 'helped'] as const;
  const OF_CALLER = ['asked', 'stuck'] as const;
  const cases: readonly (readonly [
    where: string,
    make: () => Recovery,
    types: readonly (Type | 'agreed')[],
  ])[] = [
    ['idle', () => IDLE, ALL.filter((type) => type !== 'agreed')],
    [
      'connecting as the caller',
      () => new Story('caller').recovery,
      [...OF_CALLEE, 'agreed', 'silent', 'kicked', 'due'],
    ],
    [
      'connecting as the callee',
      () => new Story('callee').recovery,
      [...OF_CALLER, 'agreed', 'silent', 'helped', 'kicked', 'due'],
    ],
    [
      'connecting as a callee who has asked already',
      () => new Story('callee', true).at(8_000).recovery,
      [...OF_CALLER, 'agreed', 'silent', 'failed', 'due'],
    ],
    [
      'connecting as a callee who has answered the second try',
      () => new Story('callee').at(8_000, 'offered').recovery,
      [...OF_CALLER, 'agreed', 'due'],
    ],
    [
      'fine as the caller',
      () => talking('caller').recovery,
      [...OF_CALLEE, 'agreed', 'flowing', 'failed', 'due'],
    ],
    [
      'fine as the callee',
      () => talking('callee').recovery,
      [...OF_CALLER, 'agreed', 'flowing', 'failed', 'helped', 'due'],
    ],
    [
      'mending as the caller',
      () => talking('caller').at(60_000, 'silent').recovery,
      [...OF_CALLEE, 'agreed', 'silent', 'due'],
    ],
    [
      'mending as the callee',
      () => talking('callee').at(60_000, 'silent').recovery,
      [...OF_CALLER, 'agreed', 'silent', 'due'],
    ],
  ];

  for (const [where, make, types] of cases) {
    for (const type of types) {
      it(`${where}, ${type}: does nothing, and stands as it stood`, () => {
        const recovery = make();
        const at = 60_200;
        const fact = type === 'agreed' ? ({ type, at, role: 'caller', turn: true } as const) : { type, at };

        const [next, step] = recover(recovery, fact);

        expect(step).to.deep.equal({ do: 'nothing' });
        expect(next).to.equal(recovery);
      });
    }
  }

  it('waits for nothing before it is agreed, and while all is fine', () => {
    expect([dueAt(IDLE), dueAt(talking('caller').recovery)]).to.deep.equal([undefined, undefined]);
  });
});
