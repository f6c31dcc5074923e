import { expect } from '@open-wc/testing';

import { closeMailboxes, MailboxUser, upTo } from '../support/mailboxes.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** What networks and services do, one row each: nothing is lost, nothing is handled twice, and the state is true. */
describe('Signaling over PubNub survives', () => {
  let server: OwnPubNub;
  let alice: MailboxUser;
  let bob: MailboxUser;

  beforeEach(async () => {
    server = await OwnPubNub.start();
    alice = await MailboxUser.connect(server, `alice-${Math.random()}`);
    bob = await MailboxUser.connect(server, `bob-${Math.random()}`);
  });

  afterEach(closeMailboxes);

  it('a message that is larger than it looks: refused by the service with the status of a wrong key', async () => {
    const error = await alice.signaling
      .send(bob.number, { much: 'x'.repeat(33_000) })
      .catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'too-large');
    expect(alice.phase).to.equal('ready');
  });

  it('cut connections, without a word to anybody', async () => {
    for (const n of upTo(5)) {
      const said = alice.say(bob);
      await server.cut();
      await said;
      await bob.hears(...upTo(n));
    }

    expect(bob.phases).to.deep.equal(['connecting', 'ready']);
  });

  it('a lost cursor: what is said while every handshake fails is heard afterwards', async () => {
    await server.fault({ on: 'subscribe', effect: 'status', status: 503, uuid: bob.number });
    await server.cut(bob.number);
    await until('it has tried twice', () =>
      bob.states.some((state) => 'attempt' in state && state.attempt > 2),
    );

    await alice.say(bob);
    await alice.say(bob);
    expect(bob.phase).to.equal('reconnecting');
    await server.clear();

    await bob.hears(1, 2);
    await bob.becomes('ready');
  });

  it('three times status 500, within three seconds', async () => {
    await server.fault({ on: 'subscribe', effect: 'status', status: 500, uuid: bob.number, times: 3 });
    const since = performance.now();
    await server.cut(bob.number);
    await alice.say(bob);

    await bob.hears(1);
    await bob.becomes('ready');

    expect(performance.now() - since).to.be.lessThan(3_000);
    expect(bob.phases).to.deep.equal(['connecting', 'ready', 'reconnecting', 'ready']);
  });

  it('a refusal for too many requests, like any other failure', async () => {
    await server.fault({ effect: 'status', status: 429, uuid: bob.number, times: 3 });
    await server.cut(bob.number);
    await alice.say(bob);

    await bob.hears(1);
    await bob.becomes('ready');
  });

  it('replies that get lost: said once more, heard once', async () => {
    await server.fault({ on: 'publish', effect: 'lose-reply', uuid: alice.number, times: 3 });

    await Promise.all(upTo(5).map(() => alice.say(bob)));

    await bob.hears(1, 2, 3, 4, 5);
  });

  it('overflow: 150 at once are more than the service keeps for a poll, and all are heard', async () => {
    await Promise.all(upTo(150).map(() => alice.say(bob)));

    await bob.hears(...upTo(150));
  });

  it('the sixth tab: six polls take all connections a browser has, and messages leave all the same', async () => {
    const tabs = [alice, bob];
    for (const n of upTo(4)) tabs.push(await MailboxUser.connect(server, `${bob.number}-${n}`));

    await tabs.at(-1)?.say(bob);
    await bob.hears(1);

    for (const tab of tabs) expect(tab.phase).to.equal('ready');
  });
});
