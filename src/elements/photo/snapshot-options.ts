import { PhoneError } from '../../base/errors.js';
import type { SnapshotOptions } from '../../media/snapshot.js';

/** The largest side of a photo that the kit sends. */
const MAX_WIDTH = 4096;

const TYPES: Readonly<Record<string, NonNullable<SnapshotOptions['type']>>> = {
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  png: 'image/png',
};

/** What a page says about photos, as attributes have it. */
export interface PhotoWishes {
  readonly width?: number | string | undefined;
  readonly quality?: number | string | undefined;
  readonly format: string;
}

/**
 * The same as the camera is asked for it.
 *
 * @throws {PhoneError} `bad-option`.
 */
export function parseSnapshotOptions({ width, quality, format }: PhotoWishes): SnapshotOptions {
  const type = TYPES[format.toLowerCase()];
  if (!type) throw new PhoneError('bad-option', '`format` is jpeg, webp or png.');
  const maxWidth = parse(width, 1, MAX_WIDTH, '`width` is a number of pixels from 1 to 4096.');
  const fineness = parse(quality, 0, 1, '`quality` is a number from 0 to 1.');
  return {
    type,
    ...(maxWidth !== undefined && { maxWidth }),
    ...(fineness !== undefined && { quality: fineness }),
  };
}

function parse(
  value: number | string | null | undefined,
  least: number,
  most: number,
  words: string,
): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  if (number >= least && number <= most) return number;
  throw new PhoneError('bad-option', words);
}
