/** In CSS pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Where a tile stands in its box, from the corner where lines of text begin. */
export interface Place extends Box {
  readonly x: number;
  readonly y: number;
}

/** Width to height. Narrower, a face does not fit; wider, a camera's picture loses too much of its own. */
const NARROWEST = 0.75;
const WIDEST = 16 / 9;
/** What suits a box best, where there is a choice: cameras film wide, but whoever holds a phone upright films so as well. */
const COMFORTABLE = { wide: [1.2, WIDEST], high: [NARROWEST, 4 / 3] } as const;
/** What a screen takes of a box that is wider than high, and of one that is not. */
const SCREEN_SHARE = { wide: 0.76, high: 0.66 };

/**
 * Where so many tiles stand in a box so that each is as large as can be, all alike, and the last row in the middle.
 *
 * @param hasScreen The first one is a screen that somebody shares: it gets most of the room, the others a strip.
 */
export function arrangeTiles(count: number, box: Box, gap: number, hasScreen = false): readonly Place[] {
  if (count <= 0) return [];
  if (count === 1) return [{ x: 0, y: 0, ...box }];
  return hasScreen ? besideScreen(count, box, gap) : inRows(count, box, gap);
}

function besideScreen(count: number, box: Box, gap: number): readonly Place[] {
  const { width, height } = box;
  const isWide = width > height * COMFORTABLE.wide[0];
  const screen = isWide
    ? { width: Math.floor(width * SCREEN_SHARE.wide), height }
    : { width, height: Math.floor(height * SCREEN_SHARE.high) };
  const [x, y] = isWide ? [screen.width + gap, 0] : [0, screen.height + gap];
  const rest = inRows(count - 1, { width: width - x, height: height - y }, gap);
  return [{ x: 0, y: 0, ...screen }, ...rest.map((place) => ({ ...place, x: place.x + x, y: place.y + y }))];
}

function inRows(count: number, box: Box, gap: number): readonly Place[] {
  const columns = bestColumns(count, box, gap);
  const { width, height } = tileSize(columns, count, box, gap);
  const rows = Math.ceil(count / columns);
  const top = (box.height - rows * height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const start = (box.width - inRow * width - (inRow - 1) * gap) / 2;
    const x = start + (index % columns) * (width + gap);
    return { x: Math.floor(x), y: Math.floor(top + row * (height + gap)), width, height };
  });
}

function bestColumns(count: number, box: Box, gap: number): number {
  const [from, to] = COMFORTABLE[box.width < box.height ? 'high' : 'wide'];
  const score = (columns: number) => {
    const { width, height } = tileSize(columns, count, box, gap);
    const shape = width / height;
    return width * height * Math.sqrt(Math.min(1, shape / from, to / shape));
  };
  const choices = Array.from({ length: count }, (_, index) => index + 1);
  return choices.reduce((best, columns) => (score(columns) > score(best) ? columns : best), 1);
}

function tileSize(columns: number, count: number, box: Box, gap: number): Box {
  const rows = Math.ceil(count / columns);
  const width = Math.max(1, (box.width - (columns - 1) * gap) / columns);
  const height = Math.max(1, (box.height - (rows - 1) * gap) / rows);
  return {
    width: Math.floor(Math.min(width, height * WIDEST)),
    height: Math.floor(Math.min(height, width / NARROWEST)),
  };
}
