import { PhoneError } from '../../base/errors.js';
import type { PubNubAccount } from './pubnub-account.js';
import { inboxOf } from './pubnub-channels.js';
import { pubnubError } from './pubnub-error.js';
import type { FileRef, FileStore } from '../signaling.js';

/** PubNub's limit (https://www.pubnub.com/docs/general/files). */
const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** How long one request may take, in milliseconds: slow uploads are still uploads. */
const REQUEST_LIMIT_MS = 60_000;
/** Where PubNub keeps files, and where it gives them out. */
const STORES =
  /^([\w.-]+\.)?(pndsn\.com|pubnub\.com|pubnubapi\.com)$|^pubnub-[\w-]+\.s3\.([\w-]+\.)*amazonaws\.com$/;

/** Where the service wants to have a file. */
interface Upload {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly fields: readonly (readonly [key: string, value: string])[];
}

/**
 * Files at PubNub, in the inbox of whom they are for: whoever may read the inbox may fetch them, and nobody else.
 *
 * By hand, since the SDK's way tells a channel of every file: ours are told of in messages of our own.
 */
export class PubNubFiles implements FileStore {
  readonly #account: PubNubAccount;
  readonly #signal: AbortSignal;

  constructor(account: PubNubAccount, signal: AbortSignal) {
    this.#account = account;
    this.#signal = signal;
  }

  async put(to: string, file: Blob): Promise<FileRef> {
    if (file.size > MAX_FILE_BYTES) throw new PhoneError('too-large', 'The file is larger than 5 MiB.');
    const name = file instanceof File && /^[\w-]{1,64}$/.test(file.name) ? file.name : 'file';
    const path = `${this.#inbox(to)}/generate-upload-url`;
    const asked = await this.#fetch(this.#account.address(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
    const upload = parseUpload(await asked.json().catch(lost));
    this.#requireStore(upload.url);
    const form = new FormData();
    for (const [key, value] of upload.fields) form.append(key, value);
    form.append('file', file, name);
    await this.#fetch(upload.url, { method: 'POST', body: form });
    return { id: upload.id, name: upload.name };
  }

  async get({ id, name }: FileRef, maxBytes: number): Promise<Blob> {
    const path = `${this.#inbox(this.#account.number)}/files/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
    const response = await this.#fetch(this.#account.address(path));
    // The service answers with another address, which the browser has followed.
    this.#requireStore(response.url);
    return await readAtMost(response, maxBytes);
  }

  #inbox(number: string): string {
    return `v1/files/${this.#account.subscribeKey}/channels/${inboxOf(number)}`;
  }

  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(REQUEST_LIMIT_MS)]);
    const common: RequestInit = { signal, credentials: 'omit', referrerPolicy: 'no-referrer' };
    const response = await fetch(url, { ...init, ...common }).catch(lost);
    if (response.ok) return response;
    throw refusal(response.status, await response.text().catch(lost));
  }

  /** What the service says is believed; but whatever it says, files go to places of its own and come from there. */
  #requireStore(url: string): void {
    const { origin, isSecure } = this.#account;
    const { protocol, host, hostname } = new URL(url, 'https://invalid');
    const isSafe = protocol === 'https:' || !isSecure;
    if (isSafe && (host === origin.split('/')[0] || STORES.test(hostname))) return;
    throw new PhoneError('forbidden', 'The file lies at a place that is not of the service.');
  }
}

/** @throws {PhoneError} `too-large`, as soon as it is: an answer may say nothing about its length, or not the truth. */
async function readAtMost(response: Response, maxBytes: number): Promise<Blob> {
  const tooLarge = () => new PhoneError('too-large', 'The file is larger than it may be.');
  const type = response.headers.get('content-type') ?? '';
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (let part = await reader?.read().catch(lost); part?.value; part = await reader?.read().catch(lost)) {
    bytes += part.value.length;
    if (bytes > maxBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    parts.push(part.value);
  }
  return new Blob(parts, { type });
}

/** @throws {PhoneError} `network`. */
function lost(cause: unknown): never {
  throw PhoneError.from(cause, 'network', 'The file service could not be reached.');
}

function refusal(status: number, words: string): PhoneError {
  if (status === 404 || status === 410)
    return new PhoneError('failed', 'There is no such file, or not any more.');
  return pubnubError(words, { statusCode: status, errorData: words });
}

/** @throws {PhoneError} `failed`, when the service answers with something else. */
function parseUpload(input: unknown): Upload {
  try {
    const { data, file_upload_request: request } = input as {
      readonly data: { readonly id: string; readonly name: string };
      readonly file_upload_request: {
        readonly url: string;
        readonly form_fields: readonly { readonly key: string; readonly value: string }[];
      };
    };
    const fields = request.form_fields.map(({ key, value }) => [key, value] as const);
    return { id: data.id, name: data.name, url: request.url, fields };
  } catch (cause) {
    throw new PhoneError('failed', 'The file service answered with something else.', { cause });
  }
}
