import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type PubNub from 'pubnub';
import { ManualClock } from '../../../dev/pubnub-server/clock.js';
import { listen, makeBench, refusal, subscribed } from './support.js';

const keys = { publishKey: 'pub', subscribeKey: 'sub', secretKey: 'sec' };
const { secretKey: _, ...publicKeys } = keys;

/** A bench with Access Manager on, the SDK of the key's owner, and clients that have a token. */
async function makeGuarded(test: TestContext, clock?: ManualClock) {
  const bench = await makeBench(test, { keys: [keys], ...(clock ? { clock } : {}) });
  const owner = bench.client('owner', keys);
  const holder = async (userId: string, grant: Omit<PubNub.PAM.GrantTokenParameters, 'ttl'>) => {
    const token = await owner.grantToken({ ttl: 60, authorized_uuid: userId, ...grant });
    const client = bench.client(userId, publicKeys);
    client.setToken(token);
    return client;
  };
  return { ...bench, owner, holder };
}

describe('Access Manager', () => {
  it('gives out tokens the SDK can read', async (test) => {
    const { owner } = await makeGuarded(test);

    const token = await owner.grantToken({
      ttl: 90,
      authorized_uuid: 'alice',
      resources: { channels: { 'in-alice': { read: true } }, groups: { friends: { manage: true } } },
      patterns: { channels: { '^in-.*$': { write: true } }, uuids: { '.*': { get: true } } },
      meta: { score: 1.5, name: 'ü', vip: true, none: null },
    });

    const none = {
      read: false,
      write: false,
      manage: false,
      delete: false,
      get: false,
      update: false,
      join: false,
    };
    const { signature, timestamp, ...parsed } = owner.parseToken(token) ?? assert.fail();
    assert.deepEqual(parsed, {
      version: 2,
      ttl: 90,
      authorized_uuid: 'alice',
      resources: {
        channels: { 'in-alice': { ...none, read: true } },
        groups: { friends: { ...none, manage: true } },
      },
      patterns: {
        channels: { '^in-.*$': { ...none, write: true } },
        uuids: { '.*': { ...none, get: true } },
      },
      meta: { score: 1.5, name: 'ü', vip: true, none: null },
    });
    assert.equal(signature.byteLength, 32);
    assert.ok(Math.abs(timestamp - Date.now() / 1000) < 5);
  });

  it('refuses all without a token, in the words PubNub was recorded with', async (test) => {
    const { client, ask } = await makeGuarded(test);
    const stranger = client('mallory', publicKeys);

    const { statusCode, category, errorData } = await refusal(
      stranger.publish({ channel: 'room', message: 1 }),
    );
    const { headers } = await ask('/publish/pub/sub/0/room/0/1');

    assert.deepEqual([statusCode, category], [403, 'PNAccessDeniedCategory']);
    assert.deepEqual(errorData, {
      message: 'Forbidden',
      payload: { channels: ['room'] },
      error: true,
      service: 'Access Manager',
      status: 403,
    });
    assert.equal(headers.get('x-pn-cause'), '9999');
    for (const command of [
      stranger.hereNow({ channels: ['room'] }),
      stranger.fetchMessages({ channels: ['room'] }),
      stranger.setState({ channels: ['room'], state: {} }),
      stranger.signal({ channel: 'room', message: 1 }),
      stranger.deleteMessages({ channel: 'room' }),
    ]) {
      assert.equal((await refusal(command)).statusCode, 403);
    }
    assert.equal((await ask('/v2/presence/sub-key/sub/channel/room/leave?uuid=x')).status, 200);
    assert.equal((await ask('/time/0')).status, 200);
  });

  it('lets the owner of the secret key do everything', async (test) => {
    const { owner } = await makeGuarded(test);

    await owner.publish({ channel: 'room', message: "it's (signed)!", meta: { 'a b': 'ü*' } });
    await owner.publish({ channel: 'room', message: { posted: true }, sendByPost: true });

    const { channels } = await owner.fetchMessages({ channels: ['room'] });
    assert.equal(channels['room']?.length, 2);
  });

  it('refuses a signature made with another secret', async (test) => {
    const { client, ask } = await makeGuarded(test);
    const thief = client('thief', { ...keys, secretKey: 'guess' });

    const granted = await refusal(
      thief.grantToken({ ttl: 1, resources: { channels: { a: { read: true } } } }),
    );
    const published = await refusal(thief.publish({ channel: 'room', message: 1 }));
    const unsigned = await ask('/v3/pam/sub/grant', { method: 'POST', body: '{}' });

    assert.deepEqual([granted.statusCode, published.statusCode, unsigned.status], [403, 403, 403]);
  });

  it('allows what the token says, by name and by pattern, and no more', async (test) => {
    const { holder } = await makeGuarded(test);
    const alice = await holder('alice', {
      resources: { channels: { 'in-alice': { read: true } } },
      patterns: { channels: { '^in-[a-z]+$': { write: true } } },
    });
    const bob = await holder('bob', { resources: { channels: { 'in-bob': { read: true } } } });
    const ears = await subscribed(bob, { channels: ['in-bob'] });

    await alice.publish({ channel: 'in-bob', message: 'ring' });
    const refused = await Promise.all([
      refusal(alice.fetchMessages({ channels: ['in-bob'] })),
      refusal(alice.publish({ channel: 'in-bob2', message: 'ring' })),
      refusal(bob.publish({ channel: 'in-alice', message: 'ring' })),
    ]);

    assert.equal((await ears.messages.next()).publisher, 'alice');
    assert.deepEqual(
      refused.map(({ statusCode }) => statusCode),
      [403, 403, 403],
    );
  });

  it('lets nobody use the token of another, so that `publisher` can be trusted', async (test) => {
    const { holder, client } = await makeGuarded(test);
    const alice = await holder('alice', { patterns: { channels: { '.*': { write: true } } } });
    const mallory = client('mallory', publicKeys);
    mallory.setToken(alice.getToken() ?? '');

    const { statusCode } = await refusal(mallory.publish({ channel: 'room', message: 'it is me, alice' }));

    assert.equal(statusCode, 403);
  });

  it('asks for a permission of its own for the presence channel', async (test) => {
    const { holder } = await makeGuarded(test);
    const alice = await holder('alice', { resources: { channels: { room: { read: true } } } });
    const ears = listen(alice);

    alice.subscribe({ channels: ['room'], withPresence: true });

    const { category, error } = (await ears.statuses.next()) as PubNub.StatusEvent & { error?: unknown };
    assert.deepEqual([category, error], ['PNConnectionErrorCategory', 'PNAccessDeniedCategory']);
  });

  it('ends a subscription when the token runs out; a new one resumes it and catches up', async (test) => {
    const clock = new ManualClock();
    const { holder, owner, server } = await makeGuarded(test, clock);
    const grant = { resources: { channels: { room: { read: true } } } };
    const bob = await holder('bob', grant);
    const ears = await subscribed(bob, { channels: ['room'] });

    clock.advance(60 * 60_000);
    assert.equal((await ears.statuses.next()).category, 'PNDisconnectedUnexpectedlyCategory');
    const { errorData } = await refusal(bob.fetchMessages({ channels: ['room'] }));
    await owner.publish({ channel: 'room', message: 'missed' });
    bob.setToken(await owner.grantToken({ ttl: 60, authorized_uuid: 'bob', ...grant }));
    bob.reconnect();

    assert.equal((await ears.messages.next()).message, 'missed');
    assert.equal((errorData as { message: string }).message, 'Token is expired');
    assert.ok(
      server.traffic.log.some(({ status, operation }) => status === 403 && operation === 'subscribe'),
    );
  });

  it('takes a token back', async (test) => {
    const { holder, owner, ask } = await makeGuarded(test);
    const alice = await holder('alice', { resources: { channels: { room: { write: true } } } });
    const token = alice.getToken() ?? '';
    await alice.publish({ channel: 'room', message: 1 });

    await owner.revokeToken(token);

    const { errorData } = await refusal(alice.publish({ channel: 'room', message: 2 }));
    const { headers } = await ask(`/publish/pub/sub/0/room/0/1?uuid=alice&auth=${token}`);
    assert.deepEqual(errorData, {
      error: true,
      status: 403,
      service: 'Access Manager',
      message: 'Token is revoked',
    });
    assert.equal(headers.get('x-pn-cause'), '4001');
  });

  it('cannot take back what has run out', async (test) => {
    const { holder, owner, server } = await makeGuarded(test);
    const alice = await holder('alice', { resources: { channels: { room: { write: true } } } });

    server.access('sub')?.expire('alice');

    const { statusCode, errorData } = await refusal(owner.revokeToken(alice.getToken() ?? ''));
    assert.equal(statusCode, 400);
    assert.deepEqual(errorData, {
      error: {
        details: [{ location: 'token', locationType: 'path', message: 'Token is expired.' }],
        message: 'Invalid token',
        source: 'revoke',
      },
      service: 'Access Manager',
      status: 400,
    });
  });

  it('refuses a time to live beyond 30 days', async (test) => {
    const { owner } = await makeGuarded(test);

    const { statusCode, errorData } = await refusal(
      owner.grantToken({ ttl: 43_201, resources: { channels: { room: { read: true } } } }),
    );

    assert.equal(statusCode, 400);
    assert.deepEqual(errorData, {
      error: {
        message: 'Invalid ttl',
        source: 'grant',
        details: [
          { message: 'Range should be 1 to 43200 minute(s).', location: 'ttl', locationType: 'body' },
        ],
      },
      service: 'Access Manager',
      status: 400,
    });
  });

  it('gives a page of this machine a token without a secret key', async (test) => {
    const { ask, client } = await makeGuarded(test);
    const permissions = { uuid: 'alice', resources: { channels: { room: 2 } } };
    const grant = (body: unknown) => ask('/_dev/grant', { method: 'POST', body: JSON.stringify(body) });

    const { body } = await grant({ ttl: 1, permissions });
    const alice = client('alice', publicKeys);
    alice.setToken((body as { token: string }).token);
    await alice.publish({ channel: 'room', message: 1 });
    await ask('/_dev/expire', { method: 'POST' });

    assert.equal((await refusal(alice.publish({ channel: 'room', message: 2 }))).statusCode, 403);
    assert.equal((await grant({ ttl: 0, permissions })).status, 400);
  });
});
