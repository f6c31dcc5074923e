/** What an image file says of itself before anything is decoded. */
export interface ImageHeader {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Reads the header of a JPEG, PNG or WebP file, or undefined: it is none of them, or cut off before its size. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  try {
    return readPng(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
  } catch (error) {
    // A view does not read beyond its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** PNG 5.2 and 11.2.2: signature, then the chunk IHDR with two 32-bit numbers. */
function readPng(bytes: Uint8Array): ImageHeader | undefined {
  if (!hasText(bytes, 0, '\x89PNG\r\n\x1a\n') || !hasText(bytes, 12, 'IHDR')) return undefined;
  const view = viewOf(bytes);
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** RFC 9649 2.4 to 2.7: a RIFF container whose first chunk is a lossy, a lossless or an extended picture. */
function readWebp(bytes: Uint8Array): ImageHeader | undefined {
  if (!hasText(bytes, 0, 'RIFF') || !hasText(bytes, 8, 'WEBP')) return undefined;
  const view = viewOf(bytes);
  const size = (width: number, height: number): ImageHeader => ({ type: 'image/webp', width, height });

  if (hasText(bytes, 12, 'VP8 '))
    return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (hasText(bytes, 12, 'VP8L')) {
    const packed = view.getUint32(21, true);
    return size((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
  }
  if (!hasText(bytes, 12, 'VP8X')) return undefined;
  return size((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1);
}

/** ITU T.81 B.1 and B.2: segments, one of which is the frame header. */
function readJpeg(bytes: Uint8Array): ImageHeader | undefined {
  if (!hasText(bytes, 0, '\xff\xd8\xff')) return undefined;
  const view = viewOf(bytes);
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker))
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // Picture data before a frame header: not a JPEG.
    if (marker === 0xda) return undefined;
    // Any number of 0xff may fill the room before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15 without the three markers between them that are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Whether these bytes, as Latin-1, stand at the place. */
function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text, (character) => character.charCodeAt(0)).every(
    (code, index) => bytes[at + index] === code,
  );
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
