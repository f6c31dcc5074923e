import { PhoneError } from '../base/errors.js';
import { fromBase64Url, toBase64Url } from './base64url.js';
import { MAX_SDP_CHARS } from './limits.js';

/** Says how the rest is packed, so that a later way can be told apart. */
const DEFLATED = 'z';
const PLAIN = 'p';

/**
 * A session description made short: about a third of its length.
 *
 * Deflated without loss (RFC 1951), never rebuilt from a template: what a browser writes tomorrow still arrives whole.
 */
export async function pack(sdp: string): Promise<string> {
  if (!('CompressionStream' in globalThis)) return PLAIN + toBase64Url(new TextEncoder().encode(sdp));
  const deflated = new Blob([sdp]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return DEFLATED + toBase64Url(new Uint8Array(await new Response(deflated).arrayBuffer()));
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
      case DEFLATED:
        return await read(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')));
      default:
        throw new PhoneError('bad-message', 'A description is packed in a way we do not know.');
    }
  } catch (cause) {
    throw PhoneError.from(cause, 'bad-message', 'A description is damaged.');
  }
}

async function read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    if (text.length > MAX_SDP_CHARS) {
      await reader.cancel();
      throw new PhoneError('bad-message', 'A description is too large.');
    }
  }
  return text + decoder.decode();
}
