import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';
import type { Logger } from '../base/log.js';

/** The largest object that is sent, and that is taken. */
export const MAX_OBJECT_BYTES = 2 * 1024 * 1024;

/** Browsers interleave nothing: a larger chunk would keep the text channel waiting (RFC 8831 section 6.6). */
const CHUNK_BYTES = 16 * 1024;
/** With more than this on its way we wait, until there is less than {@link LOW_WATER_BYTES}. */
const HIGH_WATER_BYTES = 256 * 1024;
const LOW_WATER_BYTES = 64 * 1024;
/** How much leaves between two looks at how much has left. */
const STEP_BYTES = 32 * 1024;

/** Ours has 17 at most. */
const MAX_HEADER_CHARS = 64;

/** Is told how many bytes of an object the browser has passed on to the network: more each time, and all at the end. */
export type BytesSent = (bytes: number) => void;

export interface ByteChannelInit {
  /** Reliable and ordered, with `binaryType` of `arraybuffer`. */
  readonly channel: RTCDataChannel;
  /** Ends the channel's use. What is pending then rejects with its reason. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Gets every object that has come whole. */
  readonly receive: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/**
 * Carries whole binary objects over a data channel.
 *
 * An object is a text `{"bytes":n}`, then n bytes in binary messages. A new text means that the object before it, if it
 * is not complete, never will be.
 */
export class ByteChannel {
  readonly #channel: RTCDataChannel;
  readonly #signal: AbortSignal;
  readonly #logger: Logger;
  readonly #receive: ByteChannelInit['receive'];
  #turn: Promise<unknown> = Promise.resolve();
  #incoming: { readonly bytes: Uint8Array<ArrayBuffer>; filled: number } | undefined;
  /** The bytes that come now belong to an object that was refused, and that has been logged. */
  #refusing = false;

  constructor({ channel, signal, logger, receive }: ByteChannelInit) {
    this.#channel = channel;
    this.#signal = signal;
    this.#logger = logger;
    this.#receive = receive;
    channel.addEventListener('message', ({ data }) => this.#onMessage(data), { signal });
  }

  /**
   * Sends one object, after those before it, and resolves when the browser has nothing of it left to send.
   *
   * @throws {PhoneError} `too-large` above {@link MAX_OBJECT_BYTES}; `not-connected` when the channel is not open or
   * closes on the way. The reason of the signal, when it aborts.
   */
  async send(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal, sent?: BytesSent): Promise<void> {
    if (bytes.length > MAX_OBJECT_BYTES) {
      throw new PhoneError('too-large', `More than ${MAX_OBJECT_BYTES} bytes cannot be sent.`);
    }
    const turn = this.#turn.then(() => this.#send(bytes, signal, sent));
    // Its failure is told to whoever sent it; the next object only waits for the end.
    this.#turn = turn.catch(() => {});
    await unlessAborted(turn, signal);
  }

  async #send(
    bytes: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
    sent: BytesSent = () => {},
  ): Promise<void> {
    let written = 0;
    let told = 0;
    const tell = () => {
      const left = written - this.#channel.bufferedAmount;
      if (left <= told) return;
      told = left;
      sent(left);
    };
    this.#write(JSON.stringify({ bytes: bytes.length }), signal);
    while (written < bytes.length) {
      if (this.#channel.bufferedAmount > HIGH_WATER_BYTES) await this.#drain(LOW_WATER_BYTES, signal, tell);
      const chunk = bytes.subarray(written, written + CHUNK_BYTES);
      this.#write(chunk, signal);
      written += chunk.length;
      tell();
    }
    await this.#drain(0, signal, tell);
  }

  #write(data: string | Uint8Array<ArrayBuffer>, signal: AbortSignal): void {
    signal.throwIfAborted();
    this.#signal.throwIfAborted();
    if (this.#channel.readyState !== 'open') throw notConnected();
    // The types of the DOM have one overload for each.
    if (typeof data === 'string') this.#channel.send(data);
    else this.#channel.send(data);
  }

  /** Waits, step by step, until at most so many bytes are on their way. */
  async #drain(bytes: number, signal: AbortSignal, tell: () => void): Promise<void> {
    while (this.#channel.bufferedAmount > bytes) {
      await this.#drained(Math.max(bytes, this.#channel.bufferedAmount - STEP_BYTES), signal);
      tell();
    }
  }

  async #drained(bytes: number, signal: AbortSignal): Promise<void> {
    const channel = this.#channel;
    // A closed channel keeps its amount for ever.
    if (channel.readyState !== 'open') throw notConnected();

    const waiting = new AbortController();
    const low = new Promise<void>((resolve, reject) => {
      channel.bufferedAmountLowThreshold = bytes;
      channel.addEventListener('bufferedamountlow', () => resolve(), { signal: waiting.signal });
      channel.addEventListener('close', () => reject(notConnected()), { signal: waiting.signal });
    });
    try {
      await unlessAborted(unlessAborted(low, this.#signal), signal);
    } finally {
      waiting.abort();
    }
  }

  #onMessage(data: unknown): void {
    if (typeof data === 'string') this.#begin(data);
    else if (data instanceof ArrayBuffer) this.#append(new Uint8Array(data));
  }

  #begin(header: string): void {
    if (this.#incoming) this.#refuse('incomplete');
    this.#refusing = false;
    const length = parseHeader(header);
    if (length === undefined) this.#refuse('header');
    else if (length === 0) this.#receive(new Uint8Array());
    else this.#incoming = { bytes: new Uint8Array(length), filled: 0 };
  }

  #append(chunk: Uint8Array<ArrayBuffer>): void {
    const incoming = this.#incoming;
    if (!incoming) return this.#refuse('no header');
    const { bytes, filled } = incoming;
    if (filled + chunk.length > bytes.length) return this.#refuse('too many bytes');

    bytes.set(chunk, filled);
    incoming.filled += chunk.length;
    if (incoming.filled < bytes.length) return;
    this.#incoming = undefined;
    this.#receive(bytes);
  }

  #refuse(why: string): void {
    if (!this.#refusing) this.#logger({ level: 'warn', event: 'bytes-refused', detail: { why } });
    this.#refusing = true;
    this.#incoming = undefined;
  }
}

/** The length a header announces, if it is one. */
function parseHeader(header: string): number | undefined {
  if (header.length > MAX_HEADER_CHARS) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(header);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || !('bytes' in parsed)) return undefined;
  const { bytes } = parsed;
  const sound =
    typeof bytes === 'number' && Number.isInteger(bytes) && bytes >= 0 && bytes <= MAX_OBJECT_BYTES;
  return sound ? bytes : undefined;
}

function notConnected(): PhoneError {
  return new PhoneError('not-connected', 'There is no open data channel.');
}
