import { History, type HistoryEntry } from './history.js';
import type { Keeper } from './keeper.js';

/** How many photos of one number are kept, and how many bytes of them: 64 MiB. The oldest make room. */
const MAX_PHOTOS = 500;
const MAX_BYTES = 64 * 2 ** 20;

/** A photo that was taken or received. */
export interface PhotoRecord extends HistoryEntry {
  readonly id: string;
  /** With whom, or of whom; the own number where it is of oneself. */
  readonly number: string;
  readonly from: 'me' | 'them';
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly blob: Blob;
}

/** Photos to and from all numbers: at most 500 of them and 64 MiB. */
export class PhotoHistory extends History<PhotoRecord> {
  constructor(keeper: Keeper) {
    super({
      keeper,
      kind: 'photos',
      limits: { records: MAX_PHOTOS, bytes: MAX_BYTES },
      rowOf: ({ at, blob }) => ({ at, bytes: blob.size }),
    });
  }

  /** Keeps a photo, unless one with its id is kept already. @throws {PhoneError} `failed`. */
  async add(photo: PhotoRecord): Promise<void> {
    await this.putIfNew(photo);
  }
}
