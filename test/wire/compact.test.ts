import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import { toBase64Url } from '../../src/wire/base64url.js';
import { pack, unpack } from '../../src/wire/compact.js';
import { MAX_SDP_CHARS } from '../../src/wire/limits.js';
import { checkSdp } from '../../src/wire/sdp.js';

async function offerSdp(): Promise<string> {
  const connection = new RTCPeerConnection();
  connection.addTransceiver('audio');
  connection.addTransceiver('video');
  connection.createDataChannel('data');
  const { sdp = '' } = await connection.createOffer();
  connection.close();
  return sdp;
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof PhoneError ? error.code : String(error)),
  );

describe('a packed description', () => {
  it("comes back to the letter, in less than a quarter of a real offer's length", async () => {
    const sdp = await offerSdp();

    const packed = await pack(sdp);

    expect(await unpack(packed)).to.equal(sdp);
    expect(packed.length).to.be.lessThan(sdp.length / 4);
    expect(encodeURIComponent(packed)).to.equal(packed);
  });

  it('comes back to the letter whatever a browser writes', async () => {
    for (const sdp of [
      'v=0',
      'v=0\r\na=\u007f nack pli nack\r\n',
      'v=0 Zoë 🎉 a=rtpmap:',
      '',
      '\u0080\u00ff',
    ]) {
      expect(await unpack(await pack(sdp))).to.equal(sdp);
    }
  });

  it('is refused when it names a word that we do not know', async () => {
    const deflated = new Blob([Uint8Array.of(0xff)])
      .stream()
      .pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());

    expect(await codeOf(unpack(`w${toBase64Url(bytes)}`))).to.equal('bad-message');
  });

  it('is read without CompressionStream too', async () => {
    expect(await unpack(`p${toBase64Url(new TextEncoder().encode('v=0 ü'))}`)).to.equal('v=0 ü');
  });

  it('is refused when it is damaged', async () => {
    expect(await codeOf(unpack('zAAAAAA'))).to.equal('bad-message');
    expect(await codeOf(unpack('z!!'))).to.equal('bad-message');
    expect(await codeOf(unpack('q'))).to.equal('bad-message');
  });

  it('is refused when it unfolds into more than a description', async () => {
    for (const text of [
      'v=0'.padEnd(5_000_000, 'a'),
      'v=0 '.padEnd(5_000_000, ' goog-remb'),
      'ü'.repeat(2_000_000),
    ]) {
      const bomb = await pack(text);

      expect(bomb.length).to.be.lessThan(10_000);
      expect(await codeOf(unpack(bomb))).to.equal('bad-message');
    }
  });
});

describe('checkSdp', () => {
  it('lets a real offer with audio, video and data pass unchanged', async () => {
    const sdp = await offerSdp();
    expect(checkSdp(sdp)).to.equal(sdp);
  });

  it('refuses what no phone of ours writes', async () => {
    const sdp = await offerSdp();
    const [head = '', ...lines] = sdp.split(/(?=^m=)/m);
    const bad = [
      '',
      'hello',
      sdp.padEnd(MAX_SDP_CHARS + 1, 'a=x\r\n'),
      head + lines.toReversed().join(''),
      sdp + lines.join(''),
      sdp.replaceAll(/^a=fingerprint:.*\r\n/gm, ''),
      sdp.replaceAll('a=fingerprint:sha-256', 'a=fingerprint:md5'),
    ];

    for (const text of bad)
      expect(() => checkSdp(text))
        .to.throw()
        .with.property('code', 'bad-message');
  });
});
