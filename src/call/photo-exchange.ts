import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import { readPhoto, verifyPhoto } from '../media/photo.js';
import type { Peer } from '../peer/peer.js';
import type { PhotoOptions } from './photo-options.js';

export interface PhotoExchangeInit {
  readonly peer: Peer;
  /** Sends a photo by signaling, for want of a data channel. */
  readonly mail: (photo: Blob, options: PhotoOptions) => Promise<void>;
  /** Whether both sides have agreed to talk: nobody sees a photo of somebody who only rings. */
  readonly agreed: () => boolean;
  /** Takes a photo of the other side, verified. */
  readonly deliver: (photo: Blob) => void;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Photos from person to person within a call: by the direct connection if there is one, else by signaling. */
export class PhotoExchange {
  readonly #init: PhotoExchangeInit;

  constructor(init: PhotoExchangeInit) {
    this.#init = init;
    const { peer, signal } = init;
    peer.addEventListener('bytes', ({ detail }) => void this.#receive(detail), { signal });
  }

  /**
   * Sends a photo. Resolves when nothing of it is left to send.
   *
   * @throws {PhoneError} `bad-message`, when it is no JPEG, PNG or WebP; `too-large`; `not-delivered`.
   */
  async send(photo: Blob, options: PhotoOptions = {}): Promise<void> {
    const { peer, mail, signal } = this.#init;
    const verified = await readPhoto(photo);
    const bytes = new Uint8Array(await verified.arrayBuffer());
    try {
      await peer.sendBytes(bytes, signal, (sent) => options.onProgress?.(sent, bytes.length));
    } catch (error) {
      if (!(error instanceof PhoneError) || error.code !== 'not-connected') throw error;
      await mail(verified, options);
    }
  }

  async #receive(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { agreed, deliver, log } = this.#init;
    if (!agreed()) return log({ level: 'warn', event: 'photo-refused', detail: { error: 'Too early.' } });
    try {
      deliver(await verifyPhoto(bytes));
    } catch (error) {
      log({ level: 'warn', event: 'photo-refused', detail: { error: String(error) } });
    }
  }
}
