import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '../../../dev/pubnub-server/clock.js';
import { engines, makeBench, subscribed } from './support.js';

for (const { engine, enableEventEngine } of engines) {
  describe(`subscribing with ${engine}`, () => {
    it('brings a message with all PubNub says about it', async (test) => {
      const { client } = await makeBench(test);
      const bob = await subscribed(client('bob', { enableEventEngine }), { channels: ['room'] });

      const { timetoken } = await client('alice').publish({
        channel: 'room',
        message: { text: 'hi / %2F ü' },
        meta: { lang: 'en' },
        customMessageType: 'greeting',
      });

      assert.deepEqual(await bob.messages.next(), {
        channel: 'room',
        subscription: 'room',
        actualChannel: 'room',
        subscribedChannel: 'room',
        timetoken,
        publisher: 'alice',
        message: { text: 'hi / %2F ü' },
        userMetadata: { lang: 'en' },
        customMessageType: 'greeting',
      });
    });

    it('brings the messages of several channels over one poll, and no others', async (test) => {
      const { client, server } = await makeBench(test);
      const bob = await subscribed(client('bob', { enableEventEngine }), { channels: ['a', 'b'] });
      const alice = client('alice');

      await alice.publish({ channel: 'c', message: 'for others' });
      await alice.publish({ channel: 'b', message: 'one' });
      await alice.publish({ channel: 'a', message: 'two' });

      const heard = await bob.messages.take(2);
      assert.deepEqual(
        heard.map(({ channel, message }) => [channel, message]),
        [
          ['b', 'one'],
          ['a', 'two'],
        ],
      );
      const polls = server.traffic.log.filter(({ operation }) => operation === 'subscribe');
      assert.ok(polls.every(({ path }) => path.startsWith('/v2/subscribe/demo/a,b/0')));
    });

    it('catches up after a pause', async (test) => {
      const { client } = await makeBench(test);
      const bob = client('bob', { enableEventEngine });
      const ears = await subscribed(bob, { channels: ['room'] });

      bob.disconnect();
      await client('alice').publish({ channel: 'room', message: 'while you were out' });
      bob.reconnect();

      assert.equal((await ears.messages.next()).message, 'while you were out');
    });

    it('brings signals', async (test) => {
      const { client } = await makeBench(test);
      const bob = await subscribed(client('bob', { enableEventEngine }), { channels: ['room'] });

      await client('alice').signal({ channel: 'room', message: 'typing' });

      const { message, publisher, channel } = await bob.signals.next();
      assert.deepEqual(
        { message, publisher, channel },
        { message: 'typing', publisher: 'alice', channel: 'room' },
      );
    });
  });
}

describe('a poll', () => {
  const poll = (query: string, channels = 'room') => `/v2/subscribe/demo/${channels}/0?uuid=bob${query}`;

  it('without a timetoken answers at once with now, and with a region the SDK takes', async (test) => {
    const { ask } = await makeBench(test, { region: 7 });
    await ask('/publish/demo/demo/0/room/0/%22before%22');

    const { status, body, headers } = await ask(poll('&ee='));

    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /javascript/);
    const { t, m } = body as { t: { t: string; r: number }; m: unknown[] };
    assert.match(t.t, /^\d{17}$/);
    assert.equal(t.r, 7);
    assert.deepEqual(m, []);
  });

  it('is held until there is news, at most for the time PubNub holds it', async (test) => {
    const clock = new ManualClock();
    const { ask, server } = await makeBench(test, { clock });
    const open = ask(poll('&tt=17000000000000000&tr=1'));
    await server.traffic.until(({ operation }) => operation === 'subscribe');

    clock.advance(279_999);
    assert.equal(server.traffic.log[0]?.status, undefined);
    clock.advance(1);

    const { status, body } = await open;
    assert.equal(status, 200);
    assert.deepEqual((body as { m: unknown }).m, []);
  });

  it('takes channels whose comma an old SDK encoded', async (test) => {
    const { ask } = await makeBench(test);
    await ask('/publish/demo/demo/0/b%3Ac/0/1?uuid=alice');

    const { body } = await ask(poll('&tt=17000000000000000', 'a%2Cb%3Ac'));

    const [envelope] = (body as { m: Record<string, unknown>[] }).m;
    const { p, ...rest } = envelope ?? {};
    assert.deepEqual(rest, { a: '1', f: 514, i: 'alice', k: 'demo', c: 'b:c', d: 1, b: 'b:c' });
    assert.match((p as { t: string }).t, /^\d{17}$/);
  });

  it('finds messages published in the same millisecond as the answer before', async (test) => {
    const { ask } = await makeBench(test, { clock: new ManualClock() });
    const { body: first } = await ask(poll('&ee='));
    await ask('/publish/demo/demo/0/room/0/1');

    const { body } = await ask(poll(`&tt=${(first as { t: { t: string } }).t.t}`));

    assert.equal((body as { m: unknown[] }).m.length, 1);
  });

  it('brings the newest 100 messages over all its channels; older ones vanish', async (test) => {
    const { client } = await makeBench(test);
    const bob = client('bob');
    const ears = await subscribed(bob, { channels: ['a', 'b'] });
    const alice = client('alice');

    bob.disconnect();
    for (let index = 0; index < 130; index += 1) {
      await alice.publish({ channel: index % 2 === 0 ? 'a' : 'b', message: { index } });
    }
    bob.reconnect();

    const heard = await ears.messages.take(100);
    assert.deepEqual(
      heard.map(({ message }) => (message as { index: number }).index),
      Array.from({ length: 100 }, (_, index) => index + 30),
    );
  });

  it('brings nothing older than 20 minutes', async (test) => {
    const clock = new ManualClock();
    const { ask } = await makeBench(test, { clock });
    await ask('/publish/demo/demo/0/room/0/%22old%22');
    clock.advance(20 * 60_000 - 1);
    await ask('/publish/demo/demo/0/room/0/%22new%22');
    clock.advance(1);

    const { body } = await ask(poll('&tt=17000000000000000'));

    assert.deepEqual(
      (body as { m: { d: unknown }[] }).m.map(({ d }) => d),
      ['new'],
    );
  });

  it('brings only the latest of the signals it missed', async (test) => {
    const { ask } = await makeBench(test);
    await ask('/signal/demo/demo/0/room/0/1');
    await ask('/publish/demo/demo/0/room/0/%22message%22');
    await ask('/signal/demo/demo/0/room/0/2');

    const { body } = await ask(poll('&tt=17000000000000000'));

    assert.deepEqual(
      (body as { m: { d: unknown; e?: number }[] }).m.map(({ d, e }) => [d, e]),
      [
        ['message', undefined],
        [2, 1],
      ],
    );
  });
});
