import { expect } from '@open-wc/testing';

import { fromBase64Url } from '../../src/wire/base64url.js';
import { SEAL_BYTES, Sealer } from '../../src/wire/seal.js';

describe('Sealer', () => {
  const addresses = { from: 'alice', to: 'bob' };
  const envelope = {
    v: 1,
    call: 'call-0123456789abcdefg',
    device: 'device-0123456789abcde',
    seq: 7,
    type: 'ring',
    sdp: 'a=fingerprint:secret',
  };
  const errorOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
  let sealer: Sealer;

  before(async () => {
    sealer = await Sealer.from('correct horse battery staple');
  });

  it('opens what another phone with the same key has sealed, and shows nothing it says on the way', async () => {
    const bob = await Sealer.from('correct horse battery staple');

    const sealed = await sealer.seal(envelope, addresses);

    expect(await bob.open(sealed, addresses)).to.deep.equal(envelope);
    expect(Object.keys(sealed).toSorted()).to.deep.equal(['call', 'device', 'sealed', 'seq', 'v']);
    expect(JSON.stringify(sealed)).not.to.match(/ring|sdp|fingerprint|secret/);
  });

  it('opens what another program has sealed by the book', async () => {
    // Made with OpenSSL: PBKDF2-HMAC-SHA-256 of the passphrase, salt "rtc-elements seal v1", 600,000 rounds gives the key
    // 7fab2fa333f6feba73ae96b52eef020c8117608d8736bd5a4f9a0af10afcddad. AES-256-GCM with the nonce 000102030405060708090a0b
    // and the associated data [1,"alice","Zoë \"Z\"","call-0123456789abcdefg","device-0123456789abcde",7].
    const { v, call, device, seq } = envelope;
    const sealed = 'AAECAwQFBgcICQoLD3r5SPUtHziKVlrzVhys_9W0Jx0AOp1GZBJ_-qTfauiE_6Mj_18RaIVU0LUISmRd3g';

    const opened = await sealer.open({ v, call, device, seq, sealed }, { from: 'alice', to: 'Zoë "Z"' });

    expect(opened).to.deep.equal({ v, call, device, seq, type: 'bye', reason: 'hung-up' });
  });

  it('never seals the same envelope the same way twice', async () => {
    const twice = await Promise.all([sealer.seal(envelope, addresses), sealer.seal(envelope, addresses)]);

    expect(twice[0]).not.to.deep.equal(twice[1]);
  });

  it('takes a key that is typed in another way, but looks the same, for the same', async () => {
    const [composed, decomposed] = await Promise.all([
      Sealer.from('caf\u00e9 key'),
      Sealer.from('cafe\u0301 key'),
    ]);

    const sealed = await composed.seal(envelope, addresses);

    expect(await decomposed.open(sealed, addresses)).to.deep.equal(envelope);
  });

  it('lets no seal be moved to another place, call, device or number, nor be changed', async () => {
    const stranger = await Sealer.from('battery staple');
    const sealed = (await sealer.seal(envelope, addresses)) as typeof envelope & { sealed: string };
    const flip = (text: string) => text.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));

    const tries = {
      'another key': stranger.open(sealed, addresses),
      'another sender': sealer.open(sealed, { from: 'mallory', to: 'bob' }),
      'another addressee': sealer.open(sealed, { from: 'alice', to: 'carol' }),
      'another call': sealer.open({ ...sealed, call: 'call-of-somebody-else' }, addresses),
      'another device': sealer.open({ ...sealed, device: 'another-device' }, addresses),
      'another place': sealer.open({ ...sealed, seq: 8 }, addresses),
      'another version': sealer.open({ ...sealed, v: 2 }, addresses),
      'another nonce': sealer.open({ ...sealed, sealed: flip(sealed.sealed) }, addresses),
      'a changed text': sealer.open({ ...sealed, sealed: `${sealed.sealed.slice(0, -4)}AAAA` }, addresses),
      'a short text': sealer.open({ ...sealed, sealed: 'AAAA' }, addresses),
      'no seal': sealer.open(envelope, addresses),
      nothing: sealer.open(null, addresses),
    };

    for (const [what, opened] of Object.entries(tries))
      expect(await errorOf(opened), what).to.have.property('code', 'bad-seal');
  });

  describe('for files', () => {
    const file = { to: 'Zoë', name: 'a-name' };
    const photo = new TextEncoder().encode('a photo');

    it('opens what another program has sealed by the book', async () => {
      // As above, with the associated data ["file","Zoë","a-name"].
      const sealed = fromBase64Url('AAECAwQFBgcICQoLFXj9Weo8UuxcjR1RksfIJ44EwyDwUOg');

      expect(await sealer.openBytes(sealed, file)).to.deep.equal(photo);
    });

    it('opens what it has sealed, which is longer by 28 bytes and never the same', async () => {
      const sealed = await sealer.sealBytes(photo, file);
      const again = await sealer.sealBytes(photo, file);

      expect(await sealer.openBytes(sealed, file)).to.deep.equal(photo);
      expect(sealed).to.have.lengthOf(photo.length + SEAL_BYTES);
      expect(sealed).not.to.deep.equal(again);
    });

    it('opens none that was changed, cut, or is meant for another number or place', async () => {
      const sealed = await sealer.sealBytes(photo, file);
      const changed = sealed.map((byte, index) => (index === 20 ? byte ^ 1 : byte));

      for (const attempt of [
        sealer.openBytes(changed, file),
        sealer.openBytes(sealed.subarray(0, -1), file),
        sealer.openBytes(new Uint8Array(), file),
        sealer.openBytes(sealed, { ...file, to: 'mallory' }),
        sealer.openBytes(sealed, { ...file, name: 'another' }),
      ]) {
        expect(await errorOf(attempt)).to.have.property('code', 'bad-seal');
      }
    });
  });
});
