import { expect } from '@open-wc/testing';

import { closeMailboxes } from '../support/mailboxes.js';
import { recoveryAfter } from '../support/outage.js';

/** Too long for every run. `npm run soak:signaling`. */
describe('Signaling over PubNub, for long', () => {
  afterEach(closeMailboxes);

  it('is ready within a second of the end of an outage of 1, 5, 20 and 60 seconds', async function () {
    this.timeout(110_000);
    const measured = await Promise.all([1_000, 5_000, 20_000, 60_000].map((ms) => recoveryAfter(ms)));

    for (const each of measured) expect(each).to.be.lessThan(1_000);
  });
});
