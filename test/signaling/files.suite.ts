import { expect } from '@open-wc/testing';

import type { Signaling } from '../../src/signaling/signaling.js';
import { freshNumber } from '../support/phones.js';
import type { Transport } from './port.suite.js';

/** What every transport that keeps files must do. `prepare` runs once. */
export function filesSuite(prepare: () => Promise<Transport>): void {
  const made: Signaling[] = [];
  let transport: Transport;

  before(async () => {
    transport = await prepare();
  });

  afterEach(() => {
    for (const signaling of made.splice(0)) signaling.close();
  });

  async function connect() {
    const number = freshNumber('end');
    const signaling = transport.make(number);
    made.push(signaling);
    await signaling.connect();
    const { files } = signaling;
    if (!files) throw new Error('It keeps no files.');
    return { number, files };
  }

  it('keeps a file for one number, as it was', async () => {
    const [alice, bob] = [await connect(), await connect()];
    const bytes = crypto.getRandomValues(new Uint8Array(40_000));

    const ref = await alice.files.put(bob.number, new Blob([bytes]));
    const file = await bob.files.get(ref, 40_000);

    expect(Object.keys(ref).toSorted()).to.deep.equal(['id', 'name']);
    for (const part of Object.values(ref)) expect(part).to.match(/^[\w-]{1,64}$/);
    expect(new Uint8Array(await file.arrayBuffer())).to.deep.equal(bytes);
  });

  it('keeps the name of a file, gives out none that is too large, and none to others', async () => {
    const [alice, bob, carol] = [await connect(), await connect(), await connect()];

    const ref = await alice.files.put(bob.number, new File(['x'.repeat(1_000)], 'a-name'));
    const tooLarge = await bob.files.get(ref, 999).catch((reason: unknown) => reason);
    const stolen = await carol.files.get(ref, 1_000).catch((reason: unknown) => reason);
    const missing = await bob.files.get({ ...ref, id: 'nothing' }, 1_000).catch((reason: unknown) => reason);

    expect(ref.name).to.equal('a-name');
    expect(tooLarge).to.have.property('code', 'too-large');
    expect(stolen).to.have.property('code', 'failed');
    expect(missing).to.have.property('code', 'failed');
  });
}
