/** What {@link encodeCbor} can write: what a token consists of. */
export type CborValue =
  number | string | boolean | null | Uint8Array | ReadonlyMap<string | Uint8Array, CborValue>;

/** Writes CBOR, https://www.rfc-editor.org/rfc/rfc8949: unsigned numbers, texts, bytes, maps, truth values, null, floats. */
export function encodeCbor(value: CborValue): Uint8Array {
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') return withHead(3, new TextEncoder().encode(value));
  if (value instanceof Uint8Array) return withHead(2, value);
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4);
  const entries = [...value].flatMap(([key, item]) => [encodeCbor(key), encodeCbor(item)]);
  return join([head(5, value.size), ...entries]);
}

function encodeNumber(value: number): Uint8Array {
  if (Number.isSafeInteger(value) && value >= 0 && value < 2 ** 32) return head(0, value);
  const bytes = new DataView(new ArrayBuffer(9));
  bytes.setUint8(0, 0xfb);
  bytes.setFloat64(1, value);
  return new Uint8Array(bytes.buffer);
}

function withHead(type: number, bytes: Uint8Array): Uint8Array {
  return join([head(type, bytes.length), bytes]);
}

/** The major type and the length, or the number itself, in as few bytes as it takes. */
function head(type: number, size: number): Uint8Array {
  const first = type << 5;
  if (size < 24) return Uint8Array.of(first | size);
  if (size < 0x100) return Uint8Array.of(first | 24, size);
  if (size < 0x1_0000) return Uint8Array.of(first | 25, size >> 8, size & 0xff);
  const bytes = new DataView(new ArrayBuffer(5));
  bytes.setUint8(0, first | 26);
  bytes.setUint32(1, size);
  return new Uint8Array(bytes.buffer);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}
