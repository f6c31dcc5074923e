import { expect } from '@open-wc/testing';

import { MAX_PHOTO_BYTES, verifyPhoto } from '../../src/media/photo.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** A picture with something on it, so that a cut takes something away. */
async function picture(type: string, width = 200, height = 100, quality = 0.9): Promise<Bytes> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  for (let x = 0; x < width; x += 10) {
    context.fillStyle = `hsl(${x} 80% 50%)`;
    context.fillRect(x, x % height, 40, 30);
  }
  const blob = await canvas.convertToBlob({ type, quality });
  expect(blob.type).to.equal(type);
  return new Uint8Array(await blob.arrayBuffer());
}

const text = (content: string): Bytes => new TextEncoder().encode(content);

/** The bytes with some replaced, from `at` on. */
function patched(bytes: Bytes, at: number, replacement: readonly number[]): Bytes {
  const copy = bytes.slice();
  copy.set(replacement, at);
  return copy;
}

const refusal = (bytes: Bytes) =>
  verifyPhoto(bytes).then(
    () => 'taken',
    (reason: unknown) => (reason as { code?: string }).code,
  );

const TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

describe('verifyPhoto', () => {
  for (const type of TYPES) {
    it(`takes ${type} as it is`, async () => {
      const bytes = await picture(type);

      const photo = await verifyPhoto(bytes);

      expect(photo.type).to.equal(type);
      expect(new Uint8Array(await photo.arrayBuffer())).to.deep.equal(bytes);
    });

    it(`refuses ${type} that is cut off anywhere`, async () => {
      const bytes = await picture(type);

      for (const part of [0.01, 0.05, 0.3, 0.9]) {
        expect(await refusal(bytes.slice(0, bytes.length * part)), `${part} of it`).to.equal('bad-message');
      }
    });
  }

  it('takes a lossless WebP, and bytes from the middle of a buffer', async () => {
    const bytes = await picture('image/webp', 50, 40, 1);
    const framed = new Uint8Array(bytes.length + 20);
    framed.set(bytes, 10);

    const photo = await verifyPhoto(framed.subarray(10, 10 + bytes.length));

    expect(photo.size).to.equal(bytes.length);
  });

  for (const [what, bytes] of [
    ['nothing', text('')],
    ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', text('<!doctype html><script>alert(1)</script>')],
    ['a GIF', text('GIF89a\x01\x00\x01\x00\x00\x00\x00;')],
    ['a bare signature', new Uint8Array([0xff, 0xd8, 0xff])],
    ['a page behind a signature', new Uint8Array([0xff, 0xd8, 0xff, ...text('<script>alert(1)</script>')])],
    ['another RIFF file', text('RIFF\x24\x00\x00\x00WAVEfmt ')],
    ['an empty WebP', text('RIFF\x04\x00\x00\x00WEBPVP8 ')],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect(await refusal(bytes)).to.equal('bad-message');
    });
  }

  it('refuses a file that is too large, whatever it is', async () => {
    const bytes = await picture('image/png');
    const padded = new Uint8Array(MAX_PHOTO_BYTES + 1);
    padded.set(bytes);

    expect(await refusal(padded)).to.equal('bad-message');
  });

  it('refuses a picture that would fill the memory, before it is decoded', async () => {
    const png = await picture('image/png');
    const webp = await picture('image/webp');
    const jpeg = await picture('image/jpeg');
    const jpegFrame = jpeg.findIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xc0);
    const decode = window.createImageBitmap;
    let decoded = 0;
    window.createImageBitmap = () => Promise.reject(new Error(`decoded ${(decoded += 1)}`));

    const codes = await Promise.all([
      refusal(patched(png, 16, [0, 0, 0xc3, 0x50])),
      refusal(patched(png, 20, [0, 0, 0x10, 0x01])),
      refusal(patched(webp, 26, [0xff, 0x3f])),
      refusal(patched(jpeg, jpegFrame + 7, [0xff, 0xff])),
      refusal(patched(png, 16, [0, 0, 0, 0])),
    ]);
    window.createImageBitmap = decode;

    expect(new Set(codes)).to.deep.equal(new Set(['bad-message']));
    expect(decoded).to.equal(0);
  });

  it('takes a picture of the largest size there may be', async () => {
    const photo = await verifyPhoto(await picture('image/jpeg', 4096, 4096, 0.1));

    expect(photo.type).to.equal('image/jpeg');
  });

  it('refuses bytes made by chance behind every signature', async () => {
    const starts = await Promise.all(TYPES.map((type) => picture(type)));
    const noises = Array.from({ length: 60 }, (_, seed) => {
      const start = starts[seed % 3]?.slice(0, 12 + seed) ?? text('');
      const noise = crypto.getRandomValues(new Uint8Array(400));
      noise.set(start);
      return noise;
    });

    const codes = await Promise.all(noises.map(refusal));

    expect(new Set(codes)).to.deep.equal(new Set(['bad-message']));
  });
});
