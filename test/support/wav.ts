/** A second of one pitch, as the address of a WAV file (8 bit, mono). */
export function wavOf(pitch: number, rate = 8_000): string {
  const samples = Array.from({ length: rate }, (_, index) =>
    Math.round(128 + 90 * Math.sin((2 * Math.PI * pitch * index) / rate)),
  );
  const head = new DataView(new ArrayBuffer(44));
  const write = (at: number, text: string) =>
    Array.from(text).forEach((letter, index) => head.setUint8(at + index, letter.charCodeAt(0)));
  write(0, 'RIFF');
  head.setUint32(4, 36 + rate, true);
  write(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, rate, true);
  head.setUint32(28, rate, true);
  head.setUint16(32, 1, true);
  head.setUint16(34, 8, true);
  write(36, 'data');
  head.setUint32(40, rate, true);
  const bytes = [...new Uint8Array(head.buffer), ...samples];
  return `data:audio/wav;base64,${btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))}`;
}
