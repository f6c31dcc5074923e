import { PhoneError } from '../base/errors.js';
import { readImageHeader, type ImageHeader } from './image-header.js';

/** The largest photo the kit sends and takes: 2 MiB. */
export const MAX_PHOTO_BYTES = 2 * 1024 * 1024;

/**
 * Makes sure that a photo can be sent, before anything of it leaves.
 *
 * @throws {PhoneError} `too-large`, above 2 MiB; else as {@link verifyPhoto}.
 */
export async function readPhoto(photo: Blob): Promise<Blob> {
  // A page without types may hand over an address.
  if (!(photo instanceof Blob)) throw bad('is no file');
  // Before it is read: the memory is taken by then.
  if (photo.size > MAX_PHOTO_BYTES)
    throw new PhoneError('too-large', `A photo may have ${MAX_PHOTO_BYTES} bytes.`);
  return await verifyPhoto(new Uint8Array(await photo.arrayBuffer()));
}

/** Pixels on either side. Decoded, such a picture takes 64 MiB; a file of 2 MiB may claim a thousand times that. */
const MAX_PHOTO_SIDE = 4096;

/**
 * Makes bytes from a stranger into a picture a page may show.
 *
 * Only JPEG, PNG and WebP pass, and only what this browser really decodes: an SVG could bring script, a broken file a broken
 * image. The type of the Blob is what the bytes are, whatever anybody said they are.
 *
 * @throws {PhoneError} `bad-message`, when it is no such picture, too large, or larger than 4096 pixels on a side.
 */
export async function verifyPhoto(bytes: Uint8Array<ArrayBuffer>): Promise<Blob> {
  if (bytes.byteLength > MAX_PHOTO_BYTES) throw bad('has too many bytes');
  const header = readImageHeader(bytes);
  if (!header) throw bad('is no JPEG, PNG or WebP');
  // Before it is decoded: the memory is taken by then.
  if (!fits(header)) throw bad('has too many pixels');

  const photo = new Blob([bytes], { type: header.type });
  const picture = await createImageBitmap(photo).catch((cause: unknown) => {
    throw bad('cannot be decoded', cause);
  });
  picture.close();
  return photo;
}

function fits({ width, height }: ImageHeader): boolean {
  return width > 0 && height > 0 && width <= MAX_PHOTO_SIDE && height <= MAX_PHOTO_SIDE;
}

function bad(fault: string, cause?: unknown): PhoneError {
  return new PhoneError('bad-message', `The photo ${fault}.`, { cause });
}
