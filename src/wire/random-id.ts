import { toBase64Url } from './base64url.js';

/** A name nobody can guess: 128 random bits. Unlike `crypto.randomUUID()` also to be had on insecure pages. */
export function randomId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}
