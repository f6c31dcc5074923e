import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engines, makeBench, subscribed } from './support.js';

for (const { engine, enableEventEngine } of engines) {
  describe(`groups and wildcards with ${engine}`, () => {
    it('bring the messages of all channels of a group, also of those added later', async (test) => {
      const { client } = await makeBench(test);
      const alice = client('alice');
      await alice.channelGroups.addChannels({ channelGroup: 'friends', channels: ['bob', 'carol'] });
      const dave = await subscribed(client('dave', { enableEventEngine }), { channelGroups: ['friends'] });

      await alice.publish({ channel: 'carol', message: 1 });
      await alice.channelGroups.addChannels({ channelGroup: 'friends', channels: ['erin'] });
      await alice.channelGroups.removeChannels({ channelGroup: 'friends', channels: ['bob'] });
      await alice.publish({ channel: 'bob', message: 2 });
      await alice.publish({ channel: 'erin', message: 3 });

      const heard = await dave.messages.take(2);
      assert.deepEqual(
        heard.map(({ channel, subscription, message }) => [channel, subscription, message]),
        [
          ['carol', 'friends', 1],
          ['erin', 'friends', 3],
        ],
      );
    });

    it('bring the messages of all channels below a name', async (test) => {
      const { client } = await makeBench(test);
      const alice = client('alice');
      const bob = await subscribed(client('bob', { enableEventEngine }), { channels: ['news.*', 'other'] });

      await alice.publish({ channel: 'newspaper', message: 1 });
      await alice.publish({ channel: 'news.sport.golf', message: 2 });

      const { channel, subscription } = await bob.messages.next();
      assert.deepEqual([channel, subscription], ['news.sport.golf', 'news.*']);
    });

    it('tell who is on the channels of a group, and only those who asked for it', async (test) => {
      const { client } = await makeBench(test);
      const alice = client('alice');
      await alice.channelGroups.addChannels({ channelGroup: 'rooms', channels: ['room-1', 'room-2'] });
      const parameters = { channelGroups: ['rooms'], withPresence: true };
      const bob = await subscribed(client('bob', { enableEventEngine }), parameters);

      const joins = await bob.presence.take(2);
      const { channels, totalOccupancy } = await alice.hereNow({ channelGroups: ['rooms'] });

      assert.deepEqual(joins.map(({ channel, uuid }) => `${channel} ${uuid}`).toSorted(), [
        'room-1 bob',
        'room-2 bob',
      ]);
      assert.deepEqual([Object.keys(channels), totalOccupancy], [['room-1', 'room-2'], 2]);
    });
  });
}

describe('a channel group', () => {
  it('can be listed, emptied and deleted', async (test) => {
    const { client, ask } = await makeBench(test);
    const { channelGroups } = client('alice');
    const add = (channelGroup: string, channels: string[]) =>
      channelGroups.addChannels({ channelGroup, channels });
    await add('a', ['one', 'two']);
    await add('b', ['three']);
    await add('c', ['four']);

    await channelGroups.deleteGroup({ channelGroup: 'b' });
    await channelGroups.removeChannels({ channelGroup: 'c', channels: ['four'] });

    assert.deepEqual(await channelGroups.listGroups(), { groups: ['a'] });
    assert.deepEqual(await channelGroups.listChannels({ channelGroup: 'a' }), { channels: ['one', 'two'] });
    assert.deepEqual((await ask('/v1/channel-registration/sub-key/demo/channel-group/a?add=x')).body, {
      status: 200,
      message: 'OK',
      service: 'channel-registry',
      error: false,
    });
  });
});
