import { expect } from '@open-wc/testing';

import { FakeClock } from '../support/fake-clock.js';
import { closeMailboxes, MailboxUser } from '../support/mailboxes.js';
import { recoveryAfter } from '../support/outage.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** Times in which the service is not there. Those of 20 and 60 seconds are in `test/soak`. */
describe('Signaling over PubNub survives', () => {
  let server: OwnPubNub;
  let alice: MailboxUser;
  let bob: MailboxUser;
  let clock: FakeClock | undefined;

  beforeEach(async () => {
    server = await OwnPubNub.start();
    alice = await MailboxUser.connect(server, 'alice');
    bob = await MailboxUser.connect(server, 'bob');
  });

  afterEach(() => {
    clock?.restore();
    clock = undefined;
    closeMailboxes();
  });

  it('silent outages of 1 and 5 seconds: ready within a second of their end, and all is heard', async function () {
    this.timeout(15_000);
    const measured = await Promise.all([1_000, 5_000].map((ms) => recoveryAfter(ms)));

    for (const each of measured) expect(each).to.be.lessThan(1_000);
  });

  it('a black hole when idle: shown 40 seconds after the last word', async () => {
    const time = (clock = new FakeClock());
    const dave = await MailboxUser.connect(server, 'dave');
    await server.fault({ effect: 'black-hole', uuid: dave.number });

    time.advance(35_000);
    await until('it has asked whether the service is there', async () =>
      (await server.log()).some(({ operation, uuid }) => operation === 'time' && uuid === dave.number),
    );
    time.advance(4_999);
    expect(dave.phase).to.equal('ready');
    time.advance(1);
    await dave.becomes('reconnecting');

    await alice.say(dave);
    await server.clear();
    await until('all is heard', () => {
      time.advance(100);
      return dave.phase === 'ready' && dave.heard().length === 1;
    });
  });

  it('a black hole in a call: shown within three seconds', async () => {
    bob.signaling.attend(true);
    await server.fault({ effect: 'black-hole', uuid: bob.number });
    const since = performance.now();

    await bob.becomes('reconnecting');
    expect(performance.now() - since).to.be.lessThan(3_200);
    await server.clear();
    // What was swallowed stays swallowed; a network that comes back breaks such connections sooner or later.
    await server.cut(bob.number);

    await bob.becomes('ready');
  });
});
