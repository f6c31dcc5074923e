/** A picture full of noise, which no format makes small. */
export async function noisyPhoto(width: number, height: number, type = 'image/jpeg'): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const pixels = context?.createImageData(width, height);
  if (!context || !pixels) throw new Error('There is no canvas.');
  pixels.data.forEach((_, i) => (pixels.data[i] = i % 4 === 3 ? 255 : (i * 7919) % 251));
  context.putImageData(pixels, 0, 0);
  return await canvas.convertToBlob({ type, quality: 0.8 });
}

/** What somebody may try to pass off as a photo. */
export function falsePhotos(): Readonly<Record<string, Blob>> {
  const text = (content: string, type: string) => new Blob([content], { type });
  return {
    'a fake image': text('This is no picture at all.', 'image/jpeg'),
    'a fake image with the right beginning': new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'rest'], {
      type: 'image/jpeg',
    }),
    'an SVG': text(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'image/svg+xml',
    ),
    'a page': text('<!doctype html><img src="https://example.com/x.png">', 'image/png'),
  };
}

export async function bytesOf(photo: Blob | undefined): Promise<Uint8Array> {
  return new Uint8Array((await photo?.arrayBuffer()) ?? []);
}
