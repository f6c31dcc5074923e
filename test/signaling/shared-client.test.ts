import { expect } from '@open-wc/testing';
import PubNub from 'pubnub';

import { PubNubSignaling } from '../../src/signaling/pubnub/pubnub-signaling.js';
import { closeMailboxes, MailboxUser } from '../support/mailboxes.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** A page that uses PubNub for more than calls lends its client, made in its own way and typed by the SDK. */
describe('PubNubSignaling with a client of the page', () => {
  const clients: PubNub[] = [];
  let server: OwnPubNub;

  beforeEach(async () => {
    server = await OwnPubNub.start();
  });

  afterEach(() => {
    closeMailboxes();
    for (const client of clients.splice(0)) client.destroy(true);
  });

  /** As a page makes it: subscribed to a channel of its own, retrying in the SDK's way. */
  async function makeClient(userId: string) {
    const { keys, origin } = server;
    const client = new PubNub({ ...keys, origin, ssl: false, userId });
    clients.push(client);
    const heard: unknown[] = [];
    client.addListener({ message: ({ channel, message }) => channel === 'news' && heard.push(message) });
    client.subscribe({ channels: ['news'] });
    await until('the page listens', async () =>
      (await server.log()).some(({ path }) => path.includes('tt=')),
    );
    return { client, heard };
  }

  it('shares one poll with the page, and neither hears what is for the other', async () => {
    const { client, heard } = await makeClient('frank');
    const frank = await MailboxUser.connect(server, 'frank', { client });
    const alice = await MailboxUser.connect(server, 'alice');

    await alice.say(frank);
    await client.publish({ channel: 'news', message: 'hello' });
    await frank.say(alice);

    await Promise.all([frank.hears(1), alice.hears(1)]);
    await until('the page has heard', () => heard.length === 1);
    const polls = (await server.log()).filter(({ path, uuid }) => uuid === 'frank' && path.includes('tt='));
    expect(polls.at(-1)?.path).to.include('news').and.to.include('in-frank');
    expect(frank.log.filter(({ event }) => event === 'message-refused')).to.deep.equal([]);
  });

  it('takes up where it was when the page reconnects, and repeats nothing to the page', async () => {
    const { client, heard } = await makeClient('frank');
    const frank = await MailboxUser.connect(server, 'frank', { client });
    const alice = await MailboxUser.connect(server, 'alice');
    await client.publish({ channel: 'news', message: 'first' });
    await until('the page has heard', () => heard.length === 1);

    window.dispatchEvent(new Event('offline'));
    await alice.say(frank);
    window.dispatchEvent(new Event('online'));

    await frank.hears(1);
    await frank.becomes('ready');
    await client.publish({ channel: 'news', message: 'second' });
    await until('the page has heard', () => heard.includes('second'));
    expect(heard).to.deep.equal(['first', 'second']);
  });

  it('leaves the client to the page when it is closed', async () => {
    const { client, heard } = await makeClient('frank');
    const frank = await MailboxUser.connect(server, 'frank', { client });

    frank.close();
    await client.publish({ channel: 'news', message: 'still here' });

    await until('the page has heard', () => heard.length === 1);
    expect(client.getSubscribedChannels()).to.deep.equal(['news']);
  });

  it('refuses a client of another user, whose messages would be in another name', async () => {
    const { client } = await makeClient('frank');

    expect(() => new PubNubSignaling({ number: 'alice', ...server.keys, client }))
      .to.throw()
      .with.property('code', 'bad-option');
  });
});
