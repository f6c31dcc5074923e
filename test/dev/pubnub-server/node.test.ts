import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeBench, subscribed } from './support.js';

describe('a server on ports', () => {
  it('listens on this machine only, on as many ports as asked, with one memory', async (test) => {
    const { client, origins } = await makeBench(test, { ports: 3 });
    const bob = await subscribed(client('bob', { origin: origins[2] ?? '' }), { channels: ['room'] });

    await client('alice', { origin: origins[0] ?? '' }).publish({ channel: 'room', message: 'across' });

    assert.equal(new Set(origins).size, 3);
    assert.ok(origins.every((origin) => /^127\.0\.0\.1:\d+$/.test(origin)));
    assert.equal((await bob.messages.next()).message, 'across');
  });

  it('lets a page of any origin read every answer, errors included', async (test) => {
    const { ask } = await makeBench(test);

    const answers = [
      await ask('/time/0'),
      await ask('/v2/subscribe/unknown/room/0'),
      await ask('/publish/unknown/demo/0/room/0/1'),
      await ask('/publish/demo/demo/0/%E0%A4%A/0/1'),
      await ask('/nowhere'),
    ];

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 400, 400, 404, 404],
    );
    for (const { headers } of answers) {
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.match(headers.get('content-type') ?? '', /javascript/);
    }
  });

  it('answers the question a browser asks before a POST', async (test) => {
    const { ask } = await makeBench(test);

    const { status, headers } = await ask('/publish/demo/demo/0/room/0', {
      method: 'OPTIONS',
      headers: {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-encoding,content-type',
      },
    });

    assert.equal(status, 204);
    assert.match(headers.get('access-control-allow-methods') ?? '', /POST/);
    assert.match(headers.get('access-control-allow-headers') ?? '', /content-encoding/i);
  });

  it('breaks open polls when it closes', async (test) => {
    const { ask, server, close } = await makeBench(test);
    const poll = ask('/v2/subscribe/demo/room/0?tt=17000000000000000').catch((error: unknown) => error);
    await server.traffic.until(({ operation }) => operation === 'subscribe');

    await close();

    assert.ok((await poll) instanceof TypeError);
  });

  it('notices a client that gave up', async (test) => {
    const { origins, server } = await makeBench(test);
    const over = new AbortController();
    const poll = fetch(`http://${origins[0]}/v2/subscribe/demo/room/0?tt=17000000000000000`, {
      signal: over.signal,
    });
    await server.traffic.until(({ operation }) => operation === 'subscribe');

    over.abort();

    await assert.rejects(poll, { name: 'AbortError' });
    await server.traffic.until(({ status }) => status === 499);
  });
});

describe('the traffic', () => {
  it('tells what was used, in requests, deliveries and units of 2 KiB', async (test) => {
    const { client, server } = await makeBench(test);
    const bob = await subscribed(client('bob'), { channels: ['room'] });
    server.traffic.reset();
    const alice = client('alice');

    await alice.publish({ channel: 'room', message: 'x'.repeat(5000) });
    await alice.signal({ channel: 'room', message: 'x' });
    await bob.messages.next();
    await bob.signals.next();

    const { publishes, signals, deliveries, units, requests } = server.traffic.counts;
    assert.deepEqual({ publishes, signals, deliveries }, { publishes: 1, signals: 1, deliveries: 2 });
    assert.deepEqual(units, { published: 4, delivered: 4 });
    assert.equal(requests['here-now'], undefined);
  });

  it('remembers the latest requests', async (test) => {
    const { ask, server } = await makeBench(test, { logSize: 2 });

    await ask('/time/0');
    await ask('/v2/presence/sub-key/demo/channel/room?uuid=bob');
    await ask('/nowhere');

    assert.deepEqual(
      server.traffic.log.map(({ operation, status, uuid }) => [operation, status, uuid]),
      [
        ['here-now', 200, 'bob'],
        ['unknown', 404, undefined],
      ],
    );
  });
});
