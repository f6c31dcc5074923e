import { expect } from '@open-wc/testing';

import { Sealer } from '../../src/wire/seal.js';

describe('Sealer', () => {
  const addresses = { from: 'alice', to: 'bob' };
  const payload = { v: 1, sdp: 'a=fingerprint:secret' };
  const errorOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

  it('opens what another phone with the same key has sealed, and shows nothing of it on the way', async () => {
    const [alice, bob] = await Promise.all([Sealer.from('correct horse'), Sealer.from('correct horse')]);

    const sealed = await alice.seal(payload, addresses);

    expect(await bob.open(sealed, addresses)).to.deep.equal(payload);
    expect(JSON.stringify(sealed)).not.to.contain('fingerprint');
  });

  it('never seals the same payload the same way twice', async () => {
    const sealer = await Sealer.from('correct horse');

    const twice = await Promise.all([sealer.seal(payload, addresses), sealer.seal(payload, addresses)]);

    expect(twice[0]).not.to.deep.equal(twice[1]);
  });

  it('refuses another key, other addresses, changes, and what is not sealed', async () => {
    const [sealer, stranger] = await Promise.all([
      Sealer.from('correct horse'),
      Sealer.from('battery staple'),
    ]);
    const sealed = (await sealer.seal(payload, addresses)) as { v: 1; sealed: string };
    const changed = {
      ...sealed,
      sealed: sealed.sealed.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
    };

    const tries = [
      stranger.open(sealed, addresses),
      sealer.open(sealed, { from: 'mallory', to: 'bob' }),
      sealer.open(sealed, { from: 'alice', to: 'carol' }),
      sealer.open(changed, addresses),
      sealer.open(payload, addresses),
      sealer.open(null, addresses),
    ];

    for (const error of await Promise.all(tries.map(errorOf)))
      expect(error).to.have.property('code', 'bad-seal');
  });
});
