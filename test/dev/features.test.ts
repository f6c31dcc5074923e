import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { faultsOfFeatures } from '../../dev/features.mjs';

describe('the check of the table of features', () => {
  const table = readFileSync('docs/features.md', 'utf8');
  const there = () => true;

  /** The table with another row for a feature. */
  function withRow(number: string, row: string): string {
    const changed = table.replace(new RegExp(`^\\| ${number} .*$`, 'm'), row);
    assert.notEqual(changed, table);
    return changed;
  }

  const ways: readonly (readonly [row: string, fault: string])[] = [
    ['', 'S9 has no row.'],
    ['| S9 | Data channel |  | demo/chat.html | test/a.ts |', 'S9 does not say what works.'],
    ['| S9 | Data channel | Two | | test/a.ts |', 'S9 names no demo page.'],
    [
      '| S9 | Data channel | Two | demo/chat.html | |',
      'S9 names neither a test nor a reason why it is not done.',
    ],
    ['| S9 | Data channel | Two | | not done: |', 'S9 names neither a test nor a reason why it is not done.'],
  ];

  for (const [row, fault] of ways) {
    it(`says that ${fault}`, () => {
      assert.ok(faultsOfFeatures(withRow('S9', row), there).includes(fault));
    });
  }

  it('takes a reason in place of page and test', () => {
    assert.deepEqual(
      faultsOfFeatures(withRow('S9', '| S9 | Data channel | Not. | | not done: later. |'), there),
      [],
    );
  });

  for (const missing of ['demo/chat.html', 'test/peer/byte-channel.test.ts']) {
    it(`says that ${missing} does not exist`, () => {
      const faults = faultsOfFeatures(table, (path) => path !== missing);
      assert.ok(faults.includes(`S9 names ${missing}, which does not exist.`));
    });
  }
});
