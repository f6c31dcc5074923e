import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ManualClock } from '../../../dev/pubnub-server/clock.js';
import type { KeyPair } from '../../../dev/pubnub-server/options.js';
import { engines, makeBench, subscribed } from './support.js';

/** A presence event as the SDK hands it out, but for when and where. */
interface Told {
  readonly action: string;
  readonly uuid?: string;
  readonly occupancy: number;
  readonly join?: readonly string[];
  readonly leave?: readonly string[];
  readonly timeout?: readonly string[];
  readonly hereNowRefresh?: boolean;
}

/** A channel `room` whose clock stands still, and somebody who is told who comes and goes. */
async function watchRoom(
  test: TestContext,
  keys: Pick<KeyPair, 'announceMax' | 'presenceInterval' | 'presenceDeltas'>,
  enableEventEngine = true,
) {
  const clock = new ManualClock();
  const { client, ask } = await makeBench(test, {
    clock,
    keys: [{ publishKey: 'demo', subscribeKey: 'demo', ...keys }],
  });
  const watcher = await subscribed(client('watcher', { enableEventEngine }), { channels: ['room-pnpres'] });
  const call = (what: string) => ask(`/v2/presence/sub-key/demo/channel/room/${what}`);
  return {
    client,
    /** What the watcher is told next. */
    async next() {
      const { action, uuid, occupancy, ...more } = (await watcher.presence.next()) as Told;
      const { join, leave, timeout, hereNowRefresh } = more;
      // Without what is undefined, as it is written in the tests.
      const told = { action, uuid, occupancy, join, leave, timeout, hereNowRefresh };
      return JSON.parse(JSON.stringify(told)) as Told;
    },
    async come(users: readonly string[], heartbeat = 300) {
      for (const user of users) {
        await call(`heartbeat?uuid=${user}&heartbeat=${heartbeat}`);
        clock.advance(0);
      }
    },
    async go(...users: readonly string[]) {
      for (const user of users) await call(`leave?uuid=${user}`);
    },
    say: (user: string, state: object) =>
      call(`uuid/${user}/data?uuid=${user}&state=${encodeURIComponent(JSON.stringify(state))}`),
    pass: (seconds: number) => clock.advance(seconds * 1000),
  };
}

for (const { engine, enableEventEngine } of engines) {
  describe(`a crowd on a channel, with ${engine}`, () => {
    it('is told how many there are, instead of who comes and goes', async (test) => {
      const room = await watchRoom(test, { announceMax: 2 }, enableEventEngine);

      await room.come(['ann', 'bob']);
      await room.come(['cem', 'dora']);
      room.pass(30);
      await room.go('dora');
      room.pass(30);
      await room.go('cem', 'bob');

      assert.deepEqual(
        [await room.next(), await room.next()],
        [
          { action: 'join', uuid: 'ann', occupancy: 1 },
          { action: 'join', uuid: 'bob', occupancy: 2 },
        ],
      );
      assert.deepEqual(
        [await room.next(), await room.next()],
        [
          { action: 'interval', occupancy: 4, hereNowRefresh: false },
          { action: 'interval', occupancy: 3, hereNowRefresh: false },
        ],
      );
      assert.deepEqual(
        [await room.next(), await room.next()],
        [
          { action: 'leave', uuid: 'cem', occupancy: 2 },
          { action: 'leave', uuid: 'bob', occupancy: 1 },
        ],
      );
    });

    it('is told by deltas who came, who went and who was lost', async (test) => {
      const room = await watchRoom(test, { announceMax: 1, presenceDeltas: true }, enableEventEngine);
      await room.come(['ann']);
      assert.equal((await room.next()).action, 'join');

      await room.come(['bob', 'cem', 'dora']);
      room.pass(30);
      await room.come(['erin'], 10);
      room.pass(10);
      await room.go('bob', 'cem');
      await room.come(['cem', 'finn']);
      await room.go('finn');
      room.pass(20);
      await room.come(['gil'], 10);
      room.pass(30);

      const events = [await room.next(), await room.next(), await room.next()];
      assert.deepEqual(events, [
        { action: 'interval', occupancy: 4, join: ['bob', 'cem', 'dora'], hereNowRefresh: false },
        // Erin came and was lost, Cem went and came back, Finn came and went: they are where they were.
        { action: 'interval', occupancy: 3, leave: ['bob'], hereNowRefresh: false },
        { action: 'interval', occupancy: 3, hereNowRefresh: false },
      ]);
    });
  });
}

describe('a crowd on a channel', () => {
  it('is one above 20, and told every 30 seconds', async (test) => {
    const room = await watchRoom(test, {});
    const names = Array.from({ length: 21 }, (_none, index) => `user-${index}`);

    await room.come(names);
    room.pass(29);
    await room.say('user-0', { mood: 'busy' });
    room.pass(1);

    for (const uuid of names.slice(0, 20)) assert.equal((await room.next()).uuid, uuid);
    assert.equal((await room.next()).action, 'state-change');
    assert.deepEqual(await room.next(), { action: 'interval', occupancy: 21, hereNowRefresh: false });
  });

  it('is told who was lost', async (test) => {
    const room = await watchRoom(test, { announceMax: 0, presenceInterval: 5, presenceDeltas: true });

    await room.come(['ann', 'bob']);
    room.pass(5);
    await room.come(['ann'], 3);
    room.pass(5);

    assert.deepEqual((await room.next()).join, ['ann', 'bob']);
    assert.deepEqual(await room.next(), {
      action: 'interval',
      occupancy: 1,
      timeout: ['ann'],
      hereNowRefresh: false,
    });
  });

  it('that shrinks to a few is told once more what it did not know yet', async (test) => {
    const room = await watchRoom(test, { announceMax: 2, presenceDeltas: true });

    await room.come(['ann', 'bob', 'cem', 'dora']);
    await room.go('ann', 'bob');
    room.pass(30);
    room.pass(30);
    await room.go('dora');

    const events = [];
    while (events.length < 5) events.push(await room.next());
    assert.deepEqual(
      events.map(({ action, uuid }) => `${action} ${uuid ?? ''}`),
      ['join ann', 'join bob', 'leave bob', 'interval ', 'leave dora'],
    );
    assert.deepEqual(events[3], {
      action: 'interval',
      occupancy: 2,
      join: ['cem', 'dora'],
      leave: ['ann'],
      hereNowRefresh: false,
    });
  });

  it('that is too large for lists is told to ask', async (test) => {
    const room = await watchRoom(test, { announceMax: 0, presenceDeltas: true });

    await room.come(['a', 'b', 'c', 'd'].map((name) => name.repeat(8000)));
    room.pass(30);

    assert.deepEqual(await room.next(), { action: 'interval', occupancy: 4, hereNowRefresh: true });
  });
});
