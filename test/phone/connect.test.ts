import { expect } from '@open-wc/testing';

import { Phone, PhoneError } from '../../src/core.js';
import { MemoryNetwork } from '../../src/testing.js';

describe('A phone that could not be connected', () => {
  it('can be connected again, and tells everything once', async () => {
    const signaling = new MemoryNetwork().signaling('alice');
    const connect = signaling.connect.bind(signaling);
    let failures = 2;
    signaling.connect = async () => {
      failures -= 1;
      if (failures >= 0) throw new PhoneError('forbidden', 'not yet');
      await connect();
    };
    const phone = new Phone({ number: 'alice', signaling });
    const told: string[] = [];
    phone.addEventListener('statechange', () => told.push(phone.state.phase));
    phone.addEventListener('tokenexpiring', () => told.push('tokenexpiring'));

    for (let tries = 0; tries < 2; tries += 1)
      await phone.connect().catch((error: PhoneError) => told.push(error.code));
    await phone.connect();
    signaling.dispatchEvent(new CustomEvent('tokenexpiring', { detail: { refused: false } }));
    phone.close();

    const failed = ['connecting', 'failed', 'forbidden'];
    expect(told).to.deep.equal([...failed, ...failed, 'connecting', 'ready', 'tokenexpiring', 'offline']);
  });
});
