import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '../../../dev/pubnub-server/clock.js';
import type { Fault } from '../../../dev/pubnub-server/fault-rule.js';
import { makeBench, refusal, subscribed, type Bench } from './support.js';

const openPoll = ({ server }: Bench, uuid = 'bob') =>
  server.traffic.until(
    (request) =>
      request.operation === 'subscribe' &&
      request.uuid === uuid &&
      request.status === undefined &&
      request.path.includes('tt='),
  );

describe('a fault of requests', () => {
  it('answers with a status as often as told, then no more', async (test) => {
    const { client, server } = await makeBench(test);
    const alice = client('alice');
    server.faults.add({ on: 'publish', effect: 'status', status: 503, times: 2 });

    const statuses = [
      await refusal(alice.publish({ channel: 'room', message: 1 })),
      await refusal(alice.publish({ channel: 'room', message: 2 })),
    ].map(({ statusCode }) => statusCode);
    await alice.publish({ channel: 'room', message: 3 });

    assert.deepEqual(statuses, [503, 503]);
    const { channels } = await alice.fetchMessages({ channels: ['room'] });
    assert.deepEqual(
      channels['room']?.map(({ message }) => message),
      [3],
    );
  });

  it('can carry a body and headers', async (test) => {
    const { ask, server } = await makeBench(test);
    server.faults.add({
      effect: 'status',
      status: 429,
      body: { message: 'slow' },
      headers: { 'retry-after': '1' },
    });

    const { status, body, headers } = await ask('/time/0');

    assert.deepEqual([status, body, headers.get('retry-after')], [429, { message: 'slow' }, '1']);
    assert.equal(headers.get('access-control-allow-origin'), '*');
  });

  it('strikes only the user and the operation it is for', async (test) => {
    const { client, server } = await makeBench(test);
    server.faults.add({ on: ['publish', 'signal'], uuid: 'alice', effect: 'status', status: 500 });

    await client('bob').publish({ channel: 'room', message: 1 });
    await client('alice').time();
    const { statusCode } = await refusal(client('alice').signal({ channel: 'room', message: 1 }));

    assert.equal(statusCode, 500);
  });

  it('strikes by the chance it was given', async (test) => {
    const chances = [0.4, 0.6];
    const { ask, server } = await makeBench(test, { random: () => chances.shift() ?? 1 });
    server.faults.add({ effect: 'status', status: 500, chance: 0.5 });

    assert.deepEqual([(await ask('/time/0')).status, (await ask('/time/0')).status], [500, 200]);
  });

  it('breaks the connection before a request is served', async (test) => {
    const { client, server } = await makeBench(test);
    server.faults.add({ on: 'publish', effect: 'cut', times: 1 });
    const alice = client('alice');

    const { category } = await refusal(alice.publish({ channel: 'room', message: 'lost' }));

    assert.equal(category, 'PNUnknownCategory');
    assert.deepEqual(await alice.fetchMessages({ channels: ['room'] }), { channels: {} });
  });

  it('loses the answer of a request that was served', async (test) => {
    const { client, server } = await makeBench(test);
    const bob = await subscribed(client('bob'), { channels: ['room'] });
    server.faults.add({ on: 'publish', effect: 'lose-reply', times: 1 });

    await refusal(client('alice').publish({ channel: 'room', message: 'delivered' }));

    assert.equal((await bob.messages.next()).message, 'delivered');
  });

  it('swallows a request until the client gives up', async (test) => {
    const { client, server } = await makeBench(test);
    server.faults.add({ on: 'publish', effect: 'black-hole' });
    const alice = client('alice', { transactionalRequestTimeout: 0.05 });

    const { category } = await refusal(alice.publish({ channel: 'room', message: 'hello?' }));

    assert.equal(category, 'PNTimeoutCategory');
  });

  it('slows requests and answers down', async (test) => {
    const clock = new ManualClock();
    const bench = await makeBench(test, { clock, random: () => 0.5 });
    bench.server.faults.add({ on: 'publish', effect: 'delay', ms: [100, 200] });
    bench.server.faults.add({ on: 'publish', effect: 'delay', ms: 1000, of: 'reply' });
    const bob = await subscribed(bench.client('bob'), { channels: ['room'] });
    await openPoll(bench);

    const sent = bench.client('alice').publish({ channel: 'room', message: 'slow' });
    await bench.server.traffic.until(({ operation }) => operation === 'publish');
    clock.advance(149);
    assert.equal(bob.messages.size, 0);
    clock.advance(1);
    await bob.messages.next();
    clock.advance(1000);

    await sent;
  });
});

describe('a server that is down', () => {
  it('breaks open polls and all else; what was missed comes when it is up', async (test) => {
    const bench = await makeBench(test);
    const retryConfiguration = { shouldRetry: () => true, getDelay: () => 5, validate: () => {} };
    const bob = await subscribed(bench.client('bob', { retryConfiguration }), { channels: ['room'] });
    await openPoll(bench);

    bench.server.faults.down();
    await refusal(bench.client('alice').publish({ channel: 'room', message: 'too early' }));
    bench.server.faults.up();
    await bench.client('alice').publish({ channel: 'room', message: 'back' });

    assert.equal((await bob.messages.next()).message, 'back');
  });

  it('can break the connections of one user', async (test) => {
    const bench = await makeBench(test);
    const retryConfiguration = { shouldRetry: () => true, getDelay: () => 5, validate: () => {} };
    const bob = await subscribed(bench.client('bob', { retryConfiguration }), { channels: ['room'] });
    const carol = await subscribed(bench.client('carol', { retryConfiguration }), { channels: ['room'] });
    await Promise.all([openPoll(bench, 'bob'), openPoll(bench, 'carol')]);

    bench.server.faults.cut({ uuid: 'bob' });
    await bench.client('alice').publish({ channel: 'room', message: 'hi' });

    assert.equal((await carol.messages.next()).message, 'hi');
    assert.equal((await bob.messages.next()).message, 'hi');
  });
});

describe('a fault of messages', () => {
  const cases: { fault: Fault; heard: string[] }[] = [
    { fault: { effect: 'drop', times: 1 }, heard: ['two', 'three'] },
    { fault: { effect: 'duplicate', times: 1 }, heard: ['one', 'one', 'two', 'three'] },
    { fault: { effect: 'swap', times: 1 }, heard: ['two', 'one', 'three'] },
    { fault: { effect: 'drop', channel: 'other' }, heard: ['one', 'two', 'three'] },
    { fault: { effect: 'drop', uuid: 'carol' }, heard: ['one', 'two', 'three'] },
  ];
  for (const { fault, heard } of cases) {
    it(`${JSON.stringify(fault)} makes of three messages ${heard.join(', ')}`, async (test) => {
      const { client, server } = await makeBench(test);
      const bob = await subscribed(client('bob'), { channels: ['room'] });
      const alice = client('alice');
      server.faults.add(fault);

      for (const message of ['one', 'two', 'three']) await alice.publish({ channel: 'room', message });

      const messages = (await bob.messages.take(heard.length)).map(({ message }) => message);
      assert.deepEqual(messages, heard);
      const { channels } = await alice.fetchMessages({ channels: ['room'] });
      assert.equal(channels['room']?.length, 3);
    });
  }

  it('can make them late', async (test) => {
    const clock = new ManualClock();
    const { client, server } = await makeBench(test, { clock });
    const bob = await subscribed(client('bob'), { channels: ['room'] });
    const alice = client('alice');
    server.faults.add({ effect: 'late', ms: 500, times: 1 });

    await alice.publish({ channel: 'room', message: 'slow' });
    await alice.publish({ channel: 'room', message: 'fast' });
    const first = await bob.messages.next();
    clock.advance(500);
    const second = await bob.messages.next();

    assert.deepEqual([first.message, second.message], ['fast', 'slow']);
    assert.ok(second.timetoken < first.timetoken);
  });
});

describe('the control address', () => {
  const post = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) });

  it('makes faults, lists them and takes them back', async (test) => {
    const { ask } = await makeBench(test);
    const fault = { on: 'time', effect: 'status', status: 500 };

    assert.equal((await ask('/_dev/faults', post([fault]))).status, 204);
    assert.equal((await ask('/time/0')).status, 500);
    assert.deepEqual((await ask('/_dev/faults')).body, { faults: [fault], outages: [] });
    await ask('/_dev/faults', { method: 'DELETE' });

    assert.equal((await ask('/time/0')).status, 200);
  });

  it('takes the server down and up again, and stays there itself', async (test) => {
    const { ask } = await makeBench(test);

    await ask('/_dev/down', { method: 'POST' });
    await assert.rejects(ask('/time/0'));
    await ask('/_dev/up', { method: 'POST' });

    assert.equal((await ask('/time/0')).status, 200);
  });

  it('keeps the worlds of two keys apart', async (test) => {
    const { ask } = await makeBench(test);
    const { body: keys } = await ask('/_dev/keys', { method: 'POST' });
    const { publishKey, subscribeKey } = keys as { publishKey: string; subscribeKey: string };
    const mine = `/publish/${publishKey}/${subscribeKey}/0/room/0/1`;
    const fault = { effect: 'status', status: 500, subscribeKey };

    await ask('/_dev/faults', post(fault));
    assert.deepEqual(
      [(await ask(mine)).status, (await ask('/publish/demo/demo/0/room/0/1')).status],
      [500, 200],
    );
    await ask('/_dev/faults?sub=demo', { method: 'DELETE' });
    assert.equal((await ask(mine)).status, 500);
    await ask(`/_dev/down?sub=${subscribeKey}`, { method: 'POST' });
    await assert.rejects(ask(mine));
    await ask('/_dev/traffic?sub=demo', { method: 'DELETE' });

    const { body } = await ask(`/_dev/traffic?sub=${subscribeKey}`);
    assert.equal((body as { counts: { publishes: number } }).counts.publishes, 3);
    const { body: others } = await ask('/_dev/traffic?sub=demo');
    assert.equal((others as { counts: { publishes: number } }).counts.publishes, 0);
    await ask(`/_dev/faults?sub=${subscribeKey}`, { method: 'DELETE' });
    assert.equal((await ask(mine)).status, 200);
  });

  it('tells and forgets what was used', async (test) => {
    const { ask } = await makeBench(test);
    await ask('/time/0');

    const { body } = await ask('/_dev/traffic');
    await ask('/_dev/traffic', { method: 'DELETE' });

    assert.deepEqual((body as { counts: { requests: object } }).counts.requests, { time: 1 });
    assert.deepEqual(((await ask('/_dev/traffic')).body as { log: unknown[] }).log, []);
  });

  it('refuses a fault it does not know, and then adds none', async (test) => {
    const { ask } = await makeBench(test);
    const good = { effect: 'cut' };
    const bad = [
      { effect: 'explode' },
      { effect: 'delay' },
      { effect: 'cut', on: 'everything' },
      { effect: 'cut', channel: 'room' },
      { effect: 'cut', time: 1 },
      'cut',
    ];

    for (const fault of bad) assert.equal((await ask('/_dev/faults', post([good, fault]))).status, 400);

    assert.deepEqual((await ask('/_dev/faults')).body, { faults: [], outages: [] });
  });

  it('is for this machine only', async (test) => {
    const { ask } = await makeBench(test);

    const answers = [
      await ask('/_dev/traffic', { headers: { origin: 'https://example.com' } }),
      await ask('/_dev/traffic', { headers: { 'x-forwarded-for': '192.0.2.1' } }),
      await ask('/_dev/traffic', { headers: { origin: 'http://localhost:8000' } }),
    ];

    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 403, 200],
    );
  });
});
