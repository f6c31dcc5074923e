import { PhoneError } from '../../base/errors.js';
import type { PhotoOptions } from '../../call/photo-options.js';
import { MAX_PHOTO_BYTES, readPhoto, verifyPhoto } from '../../media/photo.js';
import type { Mailbox } from '../../signaling/mailbox.js';
import { fromBase64Url, toBase64Url } from '../../wire/base64url.js';
import { MAX_INLINE_PHOTO_BYTES } from '../../wire/limits.js';
import type { PostedPhoto } from '../../wire/message.js';
import type { Delivery, PostOffice } from './post-office.js';

/** How many photos may be on offer. The oldest make room: everybody can offer some. */
const MAX_OFFERS = 20;

/** A photo of somebody who is not in a call with us. Nothing of it is fetched, decoded or shown before `accept()`. */
export interface OfferedPhoto {
  /** The transport's word. */
  readonly from: string;
  /** In bytes, as the other side says. */
  readonly size: number;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  /**
   * Fetches the photo, and checks that it is one.
   *
   * @throws {PhoneError} `bad-message`, when it is none; `network`, `forbidden`, `too-large`.
   */
  accept(): Promise<Blob>;
  /** Lets it be. Nobody is told. */
  decline(): void;
}

/** Photos by signaling: small ones in a single message, larger ones as a file of the service. */
export class PhotoPost {
  readonly #mailbox: Mailbox;
  readonly #office: PostOffice;
  readonly #changed: () => void;
  #offers: readonly OfferedPhoto[] = [];

  /** @param changed {@link PhotoPost.offers} is another list than before. */
  constructor(mailbox: Mailbox, office: PostOffice, changed: () => void) {
    this.#mailbox = mailbox;
    this.#office = office;
    this.#changed = changed;
  }

  /** What nobody has accepted or declined yet, the oldest first. */
  get offers(): readonly OfferedPhoto[] {
    return this.#offers;
  }

  /**
   * Sends a photo to a number.
   *
   * @throws {PhoneError} `bad-message`, when it is no JPEG, PNG or WebP; `too-large`, also where the service keeps no
   * files; `not-delivered`, `network`, `forbidden`.
   */
  async send(to: string, photo: Blob, { onProgress }: PhotoOptions = {}): Promise<Delivery> {
    const verified = await readPhoto(photo);
    onProgress?.(0, verified.size);
    const delivery = await this.#office.send(to, { type: 'photo', ...(await this.#wrap(to, verified)) });
    onProgress?.(verified.size, verified.size);
    return delivery;
  }

  /** Puts a photo that came in on the list of offers. */
  offer(from: string, at: number, posted: PostedPhoto): OfferedPhoto {
    const size = 'bytes' in posted ? Math.floor((posted.bytes.length * 3) / 4) : posted.size;
    const decline = () => this.#put(this.#offers.filter((each) => each !== offered));
    const accept = async () => {
      try {
        const photo = await this.fetch(posted);
        decline();
        return photo;
      } catch (error) {
        if (error instanceof PhoneError && error.code === 'bad-message') decline();
        throw error;
      }
    };
    const offered: OfferedPhoto = Object.freeze({ from, size, at, accept, decline });
    this.#put([...this.#offers, offered].slice(-MAX_OFFERS));
    return offered;
  }

  /** Fetches a photo that came in, and checks that it is one. See {@link OfferedPhoto.accept}. */
  async fetch(posted: PostedPhoto): Promise<Blob> {
    if ('bytes' in posted) return await verifyPhoto(decode(posted.bytes));
    const { files } = this.#mailbox;
    if (!files) throw new PhoneError('unsupported', 'This signaling service keeps no files.');
    const file = await files.get(posted.file, MAX_PHOTO_BYTES);
    return await verifyPhoto(new Uint8Array(await file.arrayBuffer()));
  }

  #put(offers: readonly OfferedPhoto[]): void {
    if (offers.length === this.#offers.length && offers.every((each) => this.#offers.includes(each))) return;
    this.#offers = offers;
    this.#changed();
  }

  async #wrap(to: string, photo: Blob): Promise<PostedPhoto> {
    if (photo.size <= MAX_INLINE_PHOTO_BYTES) {
      return { bytes: toBase64Url(new Uint8Array(await photo.arrayBuffer())) };
    }
    const { files } = this.#mailbox;
    if (files) return { file: await files.put(to, photo), size: photo.size };
    throw new PhoneError('too-large', `By this service a photo may have ${MAX_INLINE_PHOTO_BYTES} bytes.`);
  }
}

function decode(bytes: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64Url(bytes);
  } catch (cause) {
    throw new PhoneError('bad-message', 'The photo is not written as base64url.', { cause });
  }
}
