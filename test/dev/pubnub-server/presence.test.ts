import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '../../../dev/pubnub-server/clock.js';
import { engines, makeBench, refusal, subscribed } from './support.js';

for (const { engine, enableEventEngine } of engines) {
  describe(`presence with ${engine}`, () => {
    it('tells who comes and who goes', async (test) => {
      const { client } = await makeBench(test);
      const watcher = await subscribed(client('watcher'), { channels: ['room-pnpres'] });
      const bob = client('bob', { enableEventEngine });

      await subscribed(bob, { channels: ['room'] });
      const join = await watcher.presence.next();
      bob.unsubscribe({ channels: ['room'] });
      const leave = await watcher.presence.next();

      assert.deepEqual(
        [join, leave].map(({ action, uuid, channel, occupancy }) => ({ action, uuid, channel, occupancy })),
        [
          { action: 'join', uuid: 'bob', channel: 'room', occupancy: 1 },
          { action: 'leave', uuid: 'bob', channel: 'room', occupancy: 0 },
        ],
      );
      assert.match(String(join.timestamp), /^\d{10}$/);
    });

    it('tells a user of its own arrival, after the handshake', async (test) => {
      const { client } = await makeBench(test);

      const bob = await subscribed(client('bob', { enableEventEngine }), {
        channels: ['room'],
        withPresence: true,
      });

      const { action, uuid } = await bob.presence.next();
      assert.deepEqual([action, uuid], ['join', 'bob']);
    });

    it('takes a user without heartbeat for gone after the time it named', async (test) => {
      const clock = new ManualClock();
      const bench = await makeBench(test, { clock });
      const watcher = await subscribed(bench.client('watcher'), { channels: ['room-pnpres'] });
      const bob = bench.client('bob', { enableEventEngine, presenceTimeout: 4 });
      await subscribed(bob, { channels: ['room'] });
      await bench.server.traffic.until(({ path, status }) => path.includes('heartbeat=4') && status === 200);
      clock.advance(0);
      assert.equal((await watcher.presence.next()).action, 'join');

      clock.advance(4000);

      const { action, uuid, occupancy } = await watcher.presence.next();
      assert.deepEqual({ action, uuid, occupancy }, { action: 'timeout', uuid: 'bob', occupancy: 0 });
    });
  });
}

describe('presence', () => {
  it('announces an arrival after the join delay, and an earlier departure with it', async (test) => {
    const clock = new ManualClock();
    const bench = await makeBench(test, { clock, joinDelay: 1000 });
    const watcher = await subscribed(bench.client('watcher'), { channels: ['room-pnpres'] });
    const heartbeat = () =>
      bench.ask('/v2/presence/sub-key/demo/channel/room/heartbeat?uuid=bob&heartbeat=300');

    await heartbeat();
    clock.advance(999);
    assert.equal(watcher.presence.size, 0);
    clock.advance(1);
    const first = await watcher.presence.next();
    await bench.ask('/v2/presence/sub-key/demo/channel/room/leave?uuid=bob');
    await heartbeat();
    await bench.ask('/v2/presence/sub-key/demo/channel/room/leave?uuid=bob');

    const actions = [first, ...(await watcher.presence.take(3))].map(({ action }) => action);
    assert.deepEqual(actions, ['join', 'leave', 'join', 'leave']);
  });

  it('keeps who polls or heartbeats, and does not announce it again', async (test) => {
    const clock = new ManualClock();
    const { ask } = await makeBench(test, { clock });
    const beat = '/v2/presence/sub-key/demo/channel/room/heartbeat?uuid=bob&heartbeat=60';

    assert.deepEqual((await ask(beat)).body, { status: 200, message: 'OK', service: 'Presence' });
    clock.advance(59_000);
    await ask(beat);
    clock.advance(59_000);
    // A poll of the event engine names no time: the one named before holds.
    await ask('/v2/subscribe/demo/room/0?uuid=bob&ee=');
    clock.advance(59_000);

    const { body } = await ask('/v2/subscribe/demo/room-pnpres/0?uuid=watcher&tt=10000000000000000');
    assert.deepEqual(
      (body as { m: { d: { action: string } }[] }).m.map(({ d }) => d.action),
      ['join'],
    );
  });

  it('answers who is here', async (test) => {
    const { client, ask } = await makeBench(test);
    await subscribed(client('bob'), { channels: ['room', 'hall'] });
    await subscribed(client('alice'), { channels: ['room'] });
    const carol = client('carol');

    const room = await carol.hereNow({ channels: ['room'] });
    const both = await carol.hereNow({ channels: ['room', 'hall', 'empty'] });
    const page = await carol.hereNow({ channels: ['room'], limit: 1, offset: 1 });
    const everywhere = await carol.hereNow({ includeUUIDs: false });

    assert.deepEqual(room, {
      totalChannels: 1,
      totalOccupancy: 2,
      channels: {
        room: {
          name: 'room',
          occupancy: 2,
          occupants: [
            { uuid: 'bob', state: null },
            { uuid: 'alice', state: null },
          ],
        },
      },
    });
    assert.deepEqual([both.totalChannels, both.totalOccupancy], [2, 3]);
    assert.deepEqual(page.channels['room']?.occupants, [{ uuid: 'alice', state: null }]);
    assert.equal(everywhere.channels['hall']?.occupancy, 1);
    assert.deepEqual((await ask('/v2/presence/sub-key/demo/channel/room,hall')).body, {
      status: 200,
      message: 'OK',
      service: 'Presence',
      payload: {
        channels: {
          room: { occupancy: 2, uuids: ['bob', 'alice'] },
          hall: { occupancy: 1, uuids: ['bob'] },
        },
        total_channels: 2,
        total_occupancy: 3,
      },
    });
  });

  it('answers where somebody is', async (test) => {
    const { client } = await makeBench(test);
    await subscribed(client('bob'), { channels: ['room', 'hall'], withPresence: true });

    const { channels } = await client('alice').whereNow({ uuid: 'bob' });

    assert.deepEqual(channels.toSorted(), ['hall', 'room']);
  });

  it('keeps what a user says of itself, and tells the others of a change', async (test) => {
    const bench = await makeBench(test);
    const watcher = await subscribed(bench.client('watcher'), { channels: ['room-pnpres'] });
    const bob = bench.client('bob');
    await subscribed(bob, { channels: ['room'] });
    await watcher.presence.next();

    const set = await bob.setState({ channels: ['room', 'hall'], state: { mood: 'busy' } });
    await bob.setState({ channels: ['room'], state: { mood: 'busy' } });
    await bob.setState({ channels: ['room'], state: { mood: 'free' } });

    assert.deepEqual(set, { state: { mood: 'busy' } });
    const changes = await watcher.presence.take(2);
    assert.deepEqual(
      changes.map((event) => [event.action, 'state' in event ? event.state : undefined]),
      [
        ['state-change', { mood: 'busy' }],
        ['state-change', { mood: 'free' }],
      ],
    );
    const here = await bob.hereNow({ channels: ['room'], includeState: true });
    assert.deepEqual(here.channels['room']?.occupants, [{ uuid: 'bob', state: { mood: 'free' } }]);
    assert.deepEqual(await bob.getState({ channels: ['room'], uuid: 'bob' }), {
      channels: { room: { mood: 'free' } },
    });
    const { body } = await bench.ask('/v2/presence/sub-key/demo/channel/room,hall/uuid/bob');
    assert.deepEqual((body as { payload: unknown }).payload, {
      channels: { room: { mood: 'free' }, hall: { mood: 'busy' } },
    });
  });

  it('takes states along with a heartbeat; a join brings the state with it', async (test) => {
    const bench = await makeBench(test);
    const watcher = await subscribed(bench.client('watcher'), { channels: ['room-pnpres'] });
    const state = encodeURIComponent('{"room":{"mood":"busy"}}');

    await bench.ask(`/v2/presence/sub-key/demo/channel/room/heartbeat?uuid=bob&state=${state}`);

    const join = await watcher.presence.next();
    assert.deepEqual([join.action, 'state' in join && join.state], ['join', { mood: 'busy' }]);
  });

  it('refuses a state that is missing or no object', async (test) => {
    const bench = await makeBench(test);
    const path = '/v2/presence/sub-key/demo/channel/room/uuid/bob/data';

    const missing = await bench.ask(path);
    const wrong = await refusal(bench.client('bob').setState({ channels: ['room'], state: 7 as never }));

    assert.equal(missing.status, 400);
    assert.deepEqual(missing.body, {
      status: 400,
      error: 1,
      message: 'No state specified.',
      service: 'Presence',
    });
    assert.equal(wrong.statusCode, 400);
  });
});
