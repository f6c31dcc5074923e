import { PhoneError } from '../base/errors.js';
import { fromBase64Url, toBase64Url } from './base64url.js';
import { MAX_SDP_CHARS } from './limits.js';
import { fromWords, toWords } from './sdp-words.js';

/** Says how the rest is packed, so that a later way can be told apart. */
const WORDED = 'w';
const DEFLATED = 'z';
const PLAIN = 'p';

/**
 * A session description made short: about a fifth of its length, so that it fits one unit of 2 KiB, sealed or not.
 *
 * Known words become one byte each, then it is deflated (RFC 1951). Both without loss and never from a template: what a
 * browser writes tomorrow still arrives whole.
 */
export async function pack(sdp: string): Promise<string> {
  if (!('CompressionStream' in globalThis)) return PLAIN + toBase64Url(new TextEncoder().encode(sdp));
  const words = toWords(sdp);
  const deflated = new Blob([words ?? sdp]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return (
    (words ? WORDED : DEFLATED) + toBase64Url(new Uint8Array(await new Response(deflated).arrayBuffer()))
  );
}

/**
 * The session description behind {@link pack}.
 *
 * Stops reading at the largest description we accept, so a small message cannot unfold into a large one.
 *
 * @throws {PhoneError} `bad-message`, when it is damaged or too large.
 */
export async function unpack(packed: string): Promise<string> {
  try {
    const bytes = fromBase64Url(packed.slice(1));
    switch (packed[0]) {
      case PLAIN:
        return new TextDecoder().decode(bytes);
      case WORDED:
        return await read(inflate(bytes), fromWords);
      case DEFLATED: {
        const decoder = new TextDecoder();
        return await read(inflate(bytes), (part) => decoder.decode(part, { stream: true }));
      }
      default:
        throw new PhoneError('bad-message', 'A description is packed in a way we do not know.');
    }
  } catch (cause) {
    throw PhoneError.from(cause, 'bad-message', 'A description is damaged.');
  }
}

function inflate(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
}

async function read(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  textOf: (part: Uint8Array) => string | undefined,
): Promise<string> {
  let text = '';
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const more = textOf(part.value);
    text += more ?? '';
    if (more === undefined || text.length > MAX_SDP_CHARS) {
      await reader.cancel();
      throw new PhoneError('bad-message', 'A description is too large, or holds words that we do not know.');
    }
  }
  return text;
}
