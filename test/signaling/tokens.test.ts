import { expect } from '@open-wc/testing';

import { makePubNubClient } from '../../src/signaling/pubnub/pubnub-sdk.js';
import { PubNubSignaling } from '../../src/signaling/pubnub/pubnub-signaling.js';
import type { TokenExpiry } from '../../src/signaling/signaling.js';
import { encodeNumber } from '../../src/wire/number.js';
import { FakeClock } from '../support/fake-clock.js';
import { closeMailboxes, MailboxUser } from '../support/mailboxes.js';
import { OwnPubNub, type TokenGrant } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

const READ = 1;
const WRITE = 2;

/** What a client has to be given besides, that is used once. */
const UNHURRIED = {
  subscribeRequestTimeout: 35,
  retryConfiguration: { shouldRetry: () => false, getDelay: () => 1, validate: () => true },
};

/** What `docs/signaling.md` says a server should grant. */
const grantFor = (number: string, ttl = 60): TokenGrant => ({
  ttl,
  uuid: number,
  channels: { [`in-${encodeNumber(number)}`]: READ },
  channelPatterns: { '^in-[A-Za-z0-9_-]{1,80}$': WRITE },
});

describe('Signaling over PubNub with Access Manager', () => {
  let server: OwnPubNub;
  let clock: FakeClock | undefined;

  beforeEach(async () => {
    server = await OwnPubNub.start({ secretKey: 'sec-c-of-the-test' });
  });

  afterEach(() => {
    clock?.restore();
    clock = undefined;
    closeMailboxes();
  });

  async function connect(number: string, grant: TokenGrant = grantFor(number)) {
    const token = await server.grant(grant);
    const user = new MailboxUser(server, number, { token });
    const expiries: TokenExpiry[] = [];
    user.signaling.addEventListener('tokenexpiring', ({ detail }) => expiries.push(detail));
    const error = await user.signaling.connect().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { user, expiries, error };
  }

  it('needs no more than the grant we recommend', async () => {
    const [{ user: alice }, { user: bob }] = [await connect('alice'), await connect('+49 30 / 1234')];

    await alice.say(bob);
    await bob.say(alice);

    await Promise.all([bob.hears(1), alice.hears(1)]);
    const refused = (await server.log()).filter(({ status }) => status === 403);
    expect(refused).to.deep.equal([]);
  });

  it('fails at once without a token, and says what is wrong', async () => {
    const user = new MailboxUser(server, 'alice');

    const error = await user.signaling.connect().catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'forbidden');
    expect(user.signaling.state).to.deep.equal({ phase: 'failed', error });
  });

  it("lets a token for alice neither read bob's inbox nor write in his name", async () => {
    const { user: bob } = await connect('bob');
    const { user: carol } = await connect('carol');
    const token = await server.grant(grantFor('alice'));

    const spy = new MailboxUser(server, 'bob', { token });
    const error = await spy.signaling.connect().catch((reason: unknown) => reason);
    const said = await spy.say(carol);
    await bob.say(carol);

    await carol.hears(1);
    expect(error).to.have.property('code', 'forbidden');
    expect(said).to.have.property('code', 'forbidden');
    const ofSpy = (await server.log()).filter(({ path }) => path.includes(token));
    expect(ofSpy.map(({ status }) => status)).to.not.include(200);
  });

  it('lets a token for alice read nothing of what is kept for bob, whoever she says she is', async () => {
    const { user: carol } = await connect('carol');
    await carol.signaling.send('bob', { n: 1 }, { keep: true });
    const token = await server.grant(grantFor('alice'));

    for (const userId of ['alice', 'bob']) {
      const { keys, origin } = server;
      const client = await makePubNubClient({ ...keys, origin, ssl: false, userId, ...UNHURRIED });
      client.setToken(token);
      const inbox = { channels: ['in-bob'], count: 100, end: '0', includeUUID: true };
      const error = await client.fetchMessages(inbox).catch((reason: unknown) => reason);
      client.destroy();
      expect(error).to.have.nested.property('status.statusCode', 403);
    }
    const { user: bob } = await connect('bob');
    const kept = await bob.signaling.recall();

    expect(kept.map(({ payload }) => payload)).to.deep.equal([{ n: 1 }]);
    const read = (await server.log()).filter(({ operation }) => operation === 'history');
    expect(read.map(({ status }) => status)).to.deep.equal([403, 403, 200]);
  });

  it('takes up where it was when a refused token is renewed, and asks for that', async () => {
    const [{ user: alice }, { user: bob, expiries }] = [await connect('alice'), await connect('bob')];
    await server.expire('bob');
    await server.cut('bob');
    await bob.becomes('failed');
    await alice.say(bob);
    expect(expiries.at(-1)).to.include({ refused: true });

    bob.signaling.setToken(await server.grant(grantFor('bob')));

    await bob.hears(1);
    await bob.becomes('ready');
    expect(bob.phases).to.deep.equal(['connecting', 'ready', 'failed', 'connecting', 'ready']);
  });

  it('renews in the middle of a call, and nobody notices', async () => {
    const [{ user: alice }, { user: bob }] = [await connect('alice'), await connect('bob')];
    await alice.say(bob);

    bob.signaling.setToken(await server.grant(grantFor('bob')));
    await server.cut('bob');
    await alice.say(bob);

    await bob.hears(1, 2);
    expect(bob.phases).to.deep.equal(['connecting', 'ready']);
  });

  it('keeps a message whose token has just ended until there is another', async () => {
    const [{ user: alice, expiries }, { user: bob }] = [await connect('alice'), await connect('bob')];
    await server.expire('alice');

    const said = alice.say(bob);
    await until('a token is asked for', () => expiries.length > 0);
    alice.signaling.setToken(await server.grant(grantFor('alice')));

    expect(await said).to.equal(undefined);
    await bob.hears(1);
  });

  it('warns when four fifths of the time are over, by the clock of the service', async () => {
    clock = new FakeClock();
    const { now } = Date;
    Date.now = () => now() + 12 * 3_600_000;
    const { expiries } = await connect('alice', grantFor('alice', 10)).finally(() => (Date.now = now));

    clock.advance(470_000);
    expect(expiries).to.deep.equal([]);
    clock.advance(10_000);

    expect(expiries).to.have.lengthOf(1);
    expect(expiries[0]?.refused).to.equal(false);
    expect(expiries[0]?.expiresAt).to.be.closeTo(now() + 600_000, 5_000);
  });

  it('connects with any token, and leaves it to the service what to think of it', async () => {
    const { number } = { number: 'alice' };
    const { keys, origin } = server;
    const signaling = new PubNubSignaling({ number, ...keys, origin, token: 'no token at all' });

    const error = await signaling.connect().catch((reason: unknown) => reason);
    signaling.close();

    expect(error).to.have.property('code', 'forbidden');
  });
});

describe('Signaling over PubNub with wrong keys', () => {
  afterEach(closeMailboxes);

  it('fails with "bad-keys", believed only behind an answer of the service', async () => {
    const server = await OwnPubNub.start();
    const user = new MailboxUser(server, 'alice', { subscribeKey: 'sub-c-unknown' });

    const error = await user.signaling.connect().catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'bad-keys');
    expect((await server.log()).map(({ operation }) => operation)).to.include('time');
  });
});
