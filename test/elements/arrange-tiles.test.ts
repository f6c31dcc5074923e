import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';

import { arrangeTiles, type Place } from '../../src/elements/grid/arrange-tiles.js';
import { tileAt } from '../../src/elements/grid/tile-keys.js';

const BOXES = {
  landscape: { width: 980, height: 540 },
  'upright phone': { width: 340, height: 520 },
  square: { width: 600, height: 600 },
  strip: { width: 1200, height: 220 },
  'narrow column': { width: 200, height: 900 },
} as const;
const GAP = 8;

const overlap = (one: Place, other: Place) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** How many stand in each row, from the top. */
function rows(places: readonly Place[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const { y } of places) counts.set(y, (counts.get(y) ?? 0) + 1);
  return [...counts].toSorted(([one], [other]) => one - other).map(([, count]) => count);
}

describe('tiles', () => {
  for (const [name, box] of Object.entries(BOXES)) {
    for (const hasScreen of [false, true]) {
      it(`stand in a ${name} without a word about each other${hasScreen ? ', beside a screen' : ''}`, () => {
        for (let count = 1; count <= 12; count += 1) {
          const places = arrangeTiles(count, box, GAP, hasScreen);

          expect(places).to.have.length(count);
          for (const [index, place] of places.entries()) {
            expect(place.x, `${count}: left`).to.be.at.least(0);
            expect(place.y, `${count}: top`).to.be.at.least(0);
            expect(place.x + place.width, `${count}: right`).to.be.at.most(box.width);
            expect(place.y + place.height, `${count}: bottom`).to.be.at.most(box.height);
            for (const other of places.slice(index + 1)) expect(overlap(place, other)).to.equal(false);
          }
        }
      });
    }
  }

  it('are alike, and as people hold their faces', () => {
    for (const box of Object.values(BOXES)) {
      for (let count = 2; count <= 9; count += 1) {
        const places = arrangeTiles(count, box, GAP);
        const sizes = new Set(places.map(({ width, height }) => `${width} ${height}`));
        const [{ width, height } = { width: 0, height: 0 }] = places;

        expect(sizes.size).to.equal(1);
        expect(width / height).to.be.within(0.74, 1.8);
      }
    }
  });

  it('fill the whole box when there is one', () => {
    expect(arrangeTiles(1, BOXES.strip, GAP)).to.deep.equal([{ x: 0, y: 0, ...BOXES.strip }]);
  });

  it('stand as one would place them', () => {
    const inRows = (count: number, box: keyof typeof BOXES) => rows(arrangeTiles(count, BOXES[box], GAP));

    expect(inRows(2, 'landscape')).to.deep.equal([2]);
    expect(inRows(2, 'upright phone')).to.deep.equal([1, 1]);
    expect(inRows(3, 'upright phone')).to.deep.equal([1, 1, 1]);
    expect(inRows(4, 'landscape')).to.deep.equal([2, 2]);
    expect(inRows(4, 'upright phone')).to.deep.equal([2, 2]);
    expect(inRows(5, 'landscape')).to.deep.equal([3, 2]);
    expect(inRows(6, 'upright phone')).to.deep.equal([2, 2, 2]);
    expect(inRows(7, 'strip')).to.deep.equal([7]);
    expect(inRows(3, 'narrow column')).to.deep.equal([1, 1, 1]);
    expect(inRows(9, 'landscape')).to.deep.equal([3, 3, 3]);
    expect(inRows(9, 'upright phone')).to.deep.equal([3, 3, 3]);
  });

  it('leave most of the box to a screen', () => {
    for (const box of Object.values(BOXES)) {
      const [screen, ...others] = arrangeTiles(5, box, GAP, true);
      const area = (screen?.width ?? 0) * (screen?.height ?? 0);

      expect(area / (box.width * box.height)).to.be.above(0.6);
      for (const { width, height } of others) expect(width * height).to.be.below(area / 2);
    }
  });

  it('stay in any box, however small', () => {
    const anyBox = fc.record({
      width: fc.integer({ min: 1, max: 4_000 }),
      height: fc.integer({ min: 1, max: 4_000 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), anyBox, fc.boolean(), (count, box, hasScreen) => {
        const places = arrangeTiles(count, box, GAP, hasScreen);
        return (
          places.length === count &&
          places.every(({ x, y, width, height }) => [x, y, width, height].every(Number.isFinite))
        );
      }),
    );
  });

  it('are reached by the arrow keys, as they stand, in both directions of writing', () => {
    const three = { count: 7, columns: 3, isRtl: false };

    expect(tileAt('ArrowRight', 0, three)).to.equal(1);
    expect(tileAt('ArrowDown', 1, three)).to.equal(4);
    expect(tileAt('ArrowUp', 4, three)).to.equal(1);
    expect(tileAt('End', 1, three)).to.equal(6);
    expect(tileAt('Home', 5, three)).to.equal(0);
    expect(tileAt('ArrowLeft', 0, { ...three, isRtl: true })).to.equal(1);
    for (const [key, at] of [
      ['ArrowLeft', 0],
      ['ArrowRight', 6],
      ['ArrowUp', 2],
      ['ArrowDown', 5],
      ['End', 6],
      ['x', 3],
    ] as const)
      expect(tileAt(key, at, three), `${key} at ${at}`).to.equal(undefined);
  });
});
