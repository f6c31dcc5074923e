import { expect } from '@open-wc/testing';

import { guarded, type LogEntry } from '../../src/base/log.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { onPageError } from '../support/page-error.js';
import { nextRing, reaches } from '../support/phones.js';

const entry: LogEntry = { level: 'info', event: 'connected' };

describe('A logger of the page', () => {
  const thrown: unknown[] = [];
  let giveBack = () => {};

  beforeEach(() => {
    thrown.length = 0;
    giveBack = onPageError((error) => thrown.push(error));
  });
  afterEach(() => giveBack());

  it('gets every entry, also after it has thrown; the page hears of the first error alone', () => {
    const got: LogEntry[] = [];
    const logger = guarded((each) => {
      got.push(each);
      throw new Error(`Fault ${got.length}.`);
    });

    logger(entry);
    logger(entry);

    expect(got).to.deep.equal([entry, entry]);
    expect(thrown.map(String)).to.deep.equal(['Error: Fault 1.']);
  });

  it('that throws stops no call, and nothing that is said in it', async () => {
    const phones = new MemoryPhones();
    const error = new Error('The page has a fault.');
    const logger = () => {
      throw error;
    };
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob', { logger })];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob', { video: false });
    const callee = await rings;
    // Refused with an entry in the log, before what comes behind it.
    phones.network.carry({ from: 'mallory', to: 'bob', payload: { type: 'nonsense' } });

    await callee.accept();
    await Promise.all([caller, callee].map((call) => reaches(call, 'active')));
    await caller.hangUp();
    await reaches(callee, 'ended');
    phones.close();

    expect(thrown).to.deep.equal([error]);
  });
});
