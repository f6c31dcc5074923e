import { expect } from '@open-wc/testing';

import { closeMailboxes, MailboxUser, upTo } from '../support/mailboxes.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

describe('Signaling over PubNub survives', () => {
  afterEach(closeMailboxes);

  it('1,000 messages under 20 % failure, 20 % duplication and up to 2 s of disorder, in order and once', async function () {
    this.timeout(30_000);
    const server = await OwnPubNub.start();
    const [alice, bob] = [
      await MailboxUser.connect(server, 'alice'),
      await MailboxUser.connect(server, 'bob'),
    ];
    const calls = upTo(40).map((n) => `call-${n}-of-40`);
    await server.fault(
      { on: 'publish', effect: 'status', status: 503, chance: 0.2 },
      { effect: 'duplicate', chance: 0.2 },
      { effect: 'late', ms: [0, 2_000], chance: 0.2 },
    );

    await Promise.all(upTo(25).flatMap(() => calls.map((call) => alice.say(bob, call))));
    await until('all are there', () => calls.every((call) => bob.heard(call).length === 25), 20_000);

    for (const call of calls)
      expect(bob.heard(call)).to.deep.equal(bob.heard(call).toSorted((a, b) => a - b));
    expect(new Set(calls.flatMap((call) => bob.heard(call))).size).to.equal(1_000);
    expect(bob.phase).to.equal('ready');
  });
});
