import { PhoneError } from '../base/errors.js';
import { randomId } from '../wire/random-id.js';
import { SEAL_BYTES, type Sealer } from '../wire/seal.js';
import type { FileRef, FileStore } from './signaling.js';

/** Files that the service keeps and cannot read: sealed for one number, each under a random name. */
export class SealedFiles implements FileStore {
  readonly #files: FileStore;
  readonly #sealer: Sealer;
  readonly #number: string;

  constructor(files: FileStore, sealer: Sealer, number: string) {
    this.#files = files;
    this.#sealer = sealer;
    this.#number = number;
  }

  async put(to: string, file: Blob): Promise<FileRef> {
    const name = randomId();
    const sealed = await this.#sealer.sealBytes(await bytesOf(file), { to, name });
    const ref = await this.#files.put(to, new File([sealed], name));
    if (ref.name === name) return ref;
    throw new PhoneError('failed', 'The file store gave the file another name, so that nobody can open it.');
  }

  async get(ref: FileRef, maxBytes: number): Promise<Blob> {
    const sealed = await this.#files.get(ref, maxBytes + SEAL_BYTES);
    const { name } = ref;
    return new Blob([await this.#sealer.openBytes(await bytesOf(sealed), { to: this.#number, name })]);
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}
