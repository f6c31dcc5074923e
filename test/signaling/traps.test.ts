import { expect } from '@open-wc/testing';

import { PubNubLink } from '../../src/signaling/pubnub/pubnub-link.js';
import { makePubNubClient, type PubNubClient } from '../../src/signaling/pubnub/pubnub-sdk.js';
import { FakeClock } from '../support/fake-clock.js';
import { wordFailures, fetchFrame } from '../support/fetch-frame.js';
import { closeMailboxes, MailboxUser, upTo } from '../support/mailboxes.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** What PubNub's SDK does to those who trust it, one row each: none of it is noticed. */
describe("Signaling over PubNub's SDK survives", () => {
  let server: OwnPubNub;
  let alice: MailboxUser;
  let bob: MailboxUser;
  let clock: FakeClock | undefined;
  let serial = 0;

  beforeEach(async () => {
    server = await OwnPubNub.start();
    serial += 1;
    alice = await MailboxUser.connect(server, `alice-${serial}`);
    bob = await MailboxUser.connect(server, `bob-${serial}`);
  });

  afterEach(() => {
    clock?.restore();
    clock = undefined;
    closeMailboxes();
  });

  async function connectLink(open: () => Promise<PubNubClient>) {
    const link = new PubNubLink({ open, isShared: false, channel: 'in-erin', log: () => {} });
    const messages: unknown[] = [];
    link.addEventListener('message', ({ detail }) => messages.push(detail.message.message));
    await link.line.connect();
    return { link, messages };
  }

  const steady = (userId: string) => ({
    ...server.keys,
    origin: server.origin,
    ssl: false,
    userId,
    subscribeRequestTimeout: 35,
    retryConfiguration: { shouldRetry: () => false, getDelay: () => 1, validate: () => true },
  });

  const others = [
    new DOMException('The operation was aborted.', 'AbortError'),
    new TypeError('cancelled'),
    new TypeError('The request timed out.'),
    new TypeError('Could not connect to the server.'),
    new TypeError('The Internet connection appears to be offline.'),
    new TypeError('A server with the specified hostname could not be found.'),
    new TypeError('NetworkError when attempting to fetch resource.'),
    new TypeError('Load failed'),
  ];
  for (const error of others) {
    it(`zombie loop: a poll that ends with "${error.message}"`, async () => {
      const worded = wordFailures(error);
      const carol = await MailboxUser.connect(server, `carol-${serial}`);
      // Chromium sends again by itself what a cut has hit, so the next tries must break too.
      await server.fault({ on: 'subscribe', effect: 'cut', uuid: carol.number });
      await server.cut(carol.number);
      await until('polls have ended in these words', () => worded.count > 1).finally(worded.stop);
      await alice.say(carol);
      await server.clear();

      await carol.hears(1);
      await carol.becomes('ready');
    });
  }

  it('zombie loop: a subscription that has stopped without a word', async () => {
    let client: PubNubClient | undefined;
    clock = new FakeClock();
    const { link, messages } = await connectLink(
      async () => (client = await makePubNubClient(steady('erin'))),
    );

    client?.disconnect();
    await alice.signaling.send('erin', { n: 1 });
    clock.advance(45_000);

    await until('it is heard', () => messages.length === 1);
    link.close();
  });

  it('iframe removal: a page that replaces its body, and all frames', async () => {
    document.body.replaceChildren();
    fetchFrame().remove();
    await server.cut();

    await alice.say(bob);
    await bob.say(alice);

    await Promise.all([bob.hears(1), alice.hears(1)]);
  });

  it("iframe removal: a frame of the SDK's own in the body", async () => {
    fetchFrame().remove();
    const own = document.createElement('iframe');
    own.name = 'pubnub-context-unpatched-fetch';
    document.body.append(own);
    const carol = await MailboxUser.connect(server, `carol-${serial}`);

    own.remove();
    await carol.say(bob);
    await bob.hears(1);

    expect(fetchFrame().parentElement).to.equal(document.documentElement);
  });

  it('sandbox: a page that may not look into its frames', async () => {
    fetchFrame().remove();
    const getter = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
    const forbidden = {
      get fetch(): never {
        throw new DOMException('Blocked a frame from accessing a cross-origin frame.', 'SecurityError');
      },
    };
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
      get: () => forbidden,
      configurable: true,
    });

    const carol = await MailboxUser.connect(server, `carol-${serial}`).finally(() =>
      Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', getter ?? {}),
    );
    await carol.say(bob);
    await bob.say(carol);

    await Promise.all([bob.hears(1), carol.hears(1)]);
    fetchFrame().remove();
  });

  it('a page that has made its own fetch unchangeable', async () => {
    const own = Object.getOwnPropertyDescriptor(window, 'fetch') ?? {};
    Object.defineProperty(window, 'fetch', { ...own, writable: false });

    const carol = await MailboxUser.connect(server, `carol-${serial}`).finally(() =>
      Object.defineProperty(window, 'fetch', own),
    );
    await carol.say(bob);

    await bob.hears(1);
    expect(window.fetch).to.equal(own.value);
  });

  it('a throwing listener of the page beside ours, on a client that both share', async () => {
    const client = await makePubNubClient(steady(`frank-${serial}`));
    const frank = await MailboxUser.connect(server, `frank-${serial}`, { client });
    const status = () => {};
    client.addListener({
      status,
      message: () => {
        throw new Error('a page made a mistake');
      },
    });
    await server.fault({ on: 'subscribe', effect: 'status', status: 503, uuid: frank.number });
    await server.cut(frank.number);
    await Promise.all(upTo(3).map(() => alice.say(frank)));
    await server.clear();

    await frank.hears(1, 2, 3);
    await frank.becomes('ready');
    client.destroy();
  });

  it('reconnects of others on a shared client, which forget where it was', async () => {
    const client = await makePubNubClient(steady(`frank-${serial}`));
    const frank = await MailboxUser.connect(server, `frank-${serial}`, { client });
    client.disconnect();
    await alice.say(frank);
    const { timetoken } = await client.time();

    client.reconnect({ timetoken: String(timetoken) });

    await frank.hears(1);
    client.destroy();
  });

  it('wrong groups, false leaves and heartbeats: one request each to shake hands, to listen and to be present', async () => {
    const { number } = bob;
    // Not cut: Chromium may send a poll that was cut once more by itself.
    await server.fault({ on: 'subscribe', effect: 'status', status: 503, uuid: number, times: 1 });
    await alice.say(bob);
    await bob.hears(1);
    const heartbeats = async () =>
      (await server.log()).filter(({ uuid, operation }) => uuid === number && operation === 'heartbeat');
    await until(
      'the next poll is refused, and it connects again',
      async () => (await heartbeats()).length > 1,
    );
    bob.close();
    await alice.say(alice);

    const requests = (await server.log()).filter(({ uuid }) => uuid === number);
    const operations = requests
      .map(({ operation }) => operation)
      .filter((operation) => operation !== 'subscribe');
    // Connected twice; and before the second time it was asked what time it is.
    expect(operations).to.deep.equal(['heartbeat', 'time', 'heartbeat']);
    expect(requests.filter(({ path }) => path.includes('channel-group'))).to.deep.equal([]);
  });

  it('a tab leak: closing leaves no listener on the page', async () => {
    const counts = { added: 0, removed: 0 };
    const { addEventListener } = window;
    window.addEventListener = function add(this: Window, ...[type, listener, options]: unknown[]) {
      counts.added += 1;
      const { signal } = (options ?? {}) as AddEventListenerOptions;
      signal?.addEventListener('abort', () => (counts.removed += 1));
      Reflect.apply(addEventListener, window, [type, listener, options]);
    };

    for (const n of upTo(3)) (await MailboxUser.connect(server, `tab-${serial}-${n}`)).close();
    window.addEventListener = addEventListener;

    expect(counts.added).to.be.greaterThan(0);
    expect(counts.removed).to.equal(counts.added);
  });

  it('two tabs of one number: closing one leaves the other as it is', async () => {
    const tab = await MailboxUser.connect(server, bob.number);
    tab.close();
    await alice.say(bob);

    await bob.hears(1);
    expect(bob.phases).to.deep.equal(['connecting', 'ready']);
  });

  it('offline and online events: taken for hints, and nothing depends on them', async () => {
    for (const type of ['offline', 'online', 'offline', 'online', 'online', 'offline']) {
      window.dispatchEvent(new Event(type));
    }
    document.dispatchEvent(new Event('resume'));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await alice.say(bob);

    await bob.hears(1);
    await bob.becomes('ready');
    expect(bob.phases).to.deep.equal(['connecting', 'ready']);
  });
});
