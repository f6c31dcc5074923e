import { expect } from '@open-wc/testing';

import type { Arrival } from '../../src/signaling/signaling.js';
import { FakeClock } from '../support/fake-clock.js';
import { closeMailboxes, MailboxUser } from '../support/mailboxes.js';
import { setOffline } from '../support/network.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** What happens to a page: it sleeps, loses its network, is looked at again, and is closed. */
describe('Signaling over PubNub in a page', () => {
  const { now } = Date;
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
    Date.now = now;
    clock?.restore();
    clock = undefined;
    closeMailboxes();
  });

  const asked = async (number: string) =>
    (await server.log()).filter(({ operation, uuid }) => operation === 'time' && uuid === number).length;

  it('that has slept asks for the time before it says how old a message is', async () => {
    const arrivals: Arrival[] = [];
    bob.signaling.addEventListener('arrival', ({ detail }) => arrivals.push(detail));
    Date.now = () => now() + 3_600_000;

    await alice.say(bob);
    await alice.say(bob);

    await bob.hears(1, 2);
    expect(await asked('bob')).to.equal(1);
    expect(arrivals.map(({ ageMs }) => ageMs < 5_000)).to.deep.equal([true, true]);
  });

  it('that has slept delivers even where the time is not to be had', async () => {
    clock = new FakeClock();
    await server.fault({ on: 'time', effect: 'black-hole', uuid: 'bob' });
    Date.now = () => now() + 3_600_000;

    await alice.say(bob);
    await until('it is heard', () => {
      clock?.advance(100);
      return bob.heard().length === 1;
    });
  });

  it('that comes out of the cache, or is thawed, listens anew and misses nothing', async () => {
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await alice.say(bob);
    document.dispatchEvent(new Event('resume'));
    await alice.say(bob);

    await bob.hears(1, 2);
    expect(await asked('bob')).to.be.greaterThan(0);
    expect(bob.phases).to.deep.equal(['connecting', 'ready']);
  });

  it('that is looked at again asks whether the service is there', async () => {
    document.dispatchEvent(new Event('visibilitychange'));

    await until('it has asked', async () => (await asked('bob')) === 1);
    expect(bob.phase).to.equal('ready');
  });

  it('that loses its network says so at once, and is ready within a second of getting it back', async () => {
    await setOffline(true);
    await bob.becomes('reconnecting').finally(() => setOffline(false));
    const since = performance.now();
    await bob.becomes('ready');

    expect(performance.now() - since).to.be.lessThan(1_000);
  });

  it('says a last word when it is closed: the goodbye outlives it', async () => {
    const frame = document.createElement('iframe');
    const { origin, keys } = server;
    frame.srcdoc = `<script type="module">
      import { PubNubSignaling } from '/src/signaling/pubnub/pubnub-signaling.ts';
      const signaling = new PubNubSignaling(${JSON.stringify({ number: 'carol', origin, ...keys })});
      await signaling.connect();
      addEventListener('pagehide', () => signaling.sendLast('bob', { bye: true }));
      parent.postMessage('connected');
    </script>`;
    const arrivals: Arrival[] = [];
    bob.signaling.addEventListener('arrival', ({ detail }) => arrivals.push(detail));
    const connected = new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
    document.body.append(frame);
    await connected;

    frame.remove();

    await until('it is there', () => arrivals.length === 1);
    expect(arrivals[0]).to.deep.include({ from: 'carol', payload: { bye: true } });
  });
});
