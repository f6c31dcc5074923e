import { PhoneError } from '../base/errors.js';
import { fromBase64Url, toBase64Url } from './base64url.js';

/** OWASP's advice of 2023 for PBKDF2 with SHA-256. A quarter of a second, once per phone. */
const ITERATIONS = 600_000;
const SALT = new TextEncoder().encode('rtc-elements seal v1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** By how many bytes a file grows when it is sealed. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** Between which numbers a payload travels. It opens for no others. */
export interface SealedFor {
  readonly from: string;
  readonly to: string;
}

/** Which file it is. It opens as no other, and for nobody else. */
export interface SealedFile {
  readonly to: string;
  /** A random one: two files must not have the same. */
  readonly name: string;
}

/** What of an envelope stays legible: enough to put a message in its place and to know it again, and nothing it says. */
interface Legible {
  readonly v?: unknown;
  readonly call?: unknown;
  readonly device?: unknown;
  readonly seq?: unknown;
}

/**
 * Seals and opens envelopes with the cipher key that two numbers share: AES-256-GCM (NIST SP 800-38D), a random 96-bit
 * nonce each, all that stays legible as associated data: version, sender, addressee, call, device, and count.
 *
 * So a sealed message can neither be read nor changed, nor be moved to another place, to another call, or to another
 * number. The key is derived with PBKDF2-HMAC-SHA-256, {@link ITERATIONS} rounds and a fixed salt, since two phones that
 * know only the passphrase must come to the same key. A short passphrase can be guessed: choose a long one.
 */
export class Sealer {
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** @throws {PhoneError} `insecure-context`, where the browser lends no WebCrypto. */
  static async from(cipherKey: string): Promise<Sealer> {
    if (globalThis.crypto.subtle === undefined) {
      throw new PhoneError(
        'insecure-context',
        'A cipher key needs WebCrypto, which browsers lend to https pages only.',
      );
    }
    const passphrase = new TextEncoder().encode(cipherKey.normalize('NFKC'));
    const material = await crypto.subtle.importKey('raw', passphrase, 'PBKDF2', false, ['deriveKey']);
    const key = await crypto.subtle.deriveKey(
      { name: 'PBKDF2', hash: 'SHA-256', salt: SALT, iterations: ITERATIONS },
      material,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    );
    return new Sealer(key);
  }

  /** The envelope as nobody without the key can read or change it. */
  async seal(envelope: object, addresses: SealedFor): Promise<object> {
    const { v, call, device, seq, ...said } = envelope as Legible;
    const legible = { v, call, device, seq };
    const text = new TextEncoder().encode(JSON.stringify(said));
    return { ...legible, sealed: toBase64Url(await this.#encrypt(text, bind(legible, addresses))) };
  }

  /** @throws {PhoneError} `bad-seal`, when it is not sealed, or by another key, for others, or was changed on the way. */
  async open(payload: unknown, addresses: SealedFor): Promise<unknown> {
    try {
      const { v, call, device, seq, sealed } = payload as Legible & { readonly sealed: string };
      const legible = { v, call, device, seq };
      const said = await this.#decrypt(fromBase64Url(sealed), bind(legible, addresses));
      return { ...(JSON.parse(new TextDecoder().decode(said)) as object), ...legible };
    } catch (cause) {
      throw new PhoneError('bad-seal', 'A message is sealed with another cipher key, or with none.', {
        cause,
      });
    }
  }

  /** A file as nobody without the key can read or change it, nor put in the place of another. */
  async sealBytes(bytes: Uint8Array<ArrayBuffer>, file: SealedFile): Promise<Uint8Array<ArrayBuffer>> {
    return await this.#encrypt(bytes, bindFile(file));
  }

  /** @throws {PhoneError} `bad-seal`, when it is not sealed, or by another key, is another file, or was changed. */
  async openBytes(sealed: Uint8Array<ArrayBuffer>, file: SealedFile): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await this.#decrypt(sealed, bindFile(file)));
    } catch (cause) {
      throw new PhoneError('bad-seal', 'A file is sealed with another cipher key, or with none.', { cause });
    }
  }

  async #encrypt(
    bytes: Uint8Array<ArrayBuffer>,
    additionalData: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, this.#key, bytes);
    const sealed = new Uint8Array(NONCE_BYTES + encrypted.byteLength);
    sealed.set(iv);
    sealed.set(new Uint8Array(encrypted), NONCE_BYTES);
    return sealed;
  }

  #decrypt(sealed: Uint8Array<ArrayBuffer>, additionalData: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
    return crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.subarray(0, NONCE_BYTES), additionalData },
      this.#key,
      sealed.subarray(NONCE_BYTES),
    );
  }
}

/** Unambiguous whatever the numbers hold. */
function bind({ v, call, device, seq }: Legible, { from, to }: SealedFor): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([v, from, to, call, device, seq]));
}

/** Begins with a word where a message has its version: neither can be taken for the other. */
function bindFile({ to, name }: SealedFile): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(['file', to, name]));
}
