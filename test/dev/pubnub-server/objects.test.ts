import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeBench, refusal, subscribed } from './support.js';

describe('App Context', () => {
  it('keeps what is said of a user, field by field', async (test) => {
    const { client } = await makeBench(test);
    const alice = client('alice');

    await alice.objects.setUUIDMetadata({ data: { name: 'Alice', custom: { floor: 3 } } });
    const { data } = await alice.objects.setUUIDMetadata({
      data: { email: 'a@example.com', status: 'here' },
    });
    const got = await alice.objects.getUUIDMetadata({ uuid: 'alice', include: { customFields: true } });

    const { updated, eTag, ...fields } = data;
    assert.deepEqual(fields, {
      id: 'alice',
      name: 'Alice',
      externalId: null,
      profileUrl: null,
      email: 'a@example.com',
      status: 'here',
      type: null,
      custom: { floor: 3 },
    });
    assert.deepEqual(got.data, data);
    assert.match(updated, /^\d{4}-.*Z$/);
    assert.notEqual(eTag, '');
  });

  it('tells of changes on the channel of that name', async (test) => {
    const { client } = await makeBench(test);
    const alice = client('alice');
    const ears = await subscribed(client('bob'), { channels: ['room'] });

    await alice.objects.setChannelMetadata({
      channel: 'room',
      data: { name: 'Our room', description: 'nice' },
    });
    await alice.objects.removeChannelMetadata({ channel: 'room' });

    const [set, removed] = (await ears.objects.take(2)).map(({ message }) => message);
    assert.deepEqual(
      [set?.event, set?.type, (set?.data as { name: string } | undefined)?.name],
      ['set', 'channel', 'Our room'],
    );
    assert.deepEqual([removed?.event, removed?.data], ['delete', { id: 'room' }]);
    const { statusCode } = await refusal(alice.objects.getChannelMetadata({ channel: 'room' }));
    assert.equal(statusCode, 404);
  });

  it('refuses a change that is based on an old state', async (test) => {
    const { client } = await makeBench(test);
    const { objects } = client('alice');
    const { data } = await objects.setUUIDMetadata({ data: { name: 'one' } });
    await objects.setUUIDMetadata({ data: { name: 'two' }, ifMatchesEtag: data.eTag });

    const { statusCode, errorData } = await refusal(
      objects.setUUIDMetadata({ data: { name: 'three' }, ifMatchesEtag: data.eTag }),
    );

    assert.equal(statusCode, 412);
    assert.deepEqual(errorData, {
      status: 412,
      error: {
        message: 'Object already changed by another request since last retrieval.',
        source: 'objects',
      },
    });
  });

  it('lists users in pages', async (test) => {
    const { client } = await makeBench(test);
    const { objects } = client('alice');
    for (const uuid of ['c', 'a', 'b']) await objects.setUUIDMetadata({ uuid, data: { name: uuid } });

    const first = await objects.getAllUUIDMetadata({ limit: 2, include: { totalCount: true } });
    const second = await objects.getAllUUIDMetadata({ limit: 2, page: { next: first.next ?? '' } });

    const ids = ({ data }: typeof first) => data.map(({ id }) => id);
    assert.deepEqual(
      [ids(first), ids(second), first.totalCount, second.next],
      [['a', 'b'], ['c'], 3, undefined],
    );
  });

  it('knows memberships from both sides', async (test) => {
    const { client } = await makeBench(test);
    const { objects } = client('alice');
    const room = await subscribed(client('bob'), { channels: ['room'] });
    await objects.setChannelMetadata({ channel: 'room', data: { name: 'Our room' } });
    await room.objects.next();

    await objects.setMemberships({ channels: [{ id: 'room', custom: { role: 'host' } }, 'hall'] });
    const mine = await objects.getMemberships({ include: { customFields: true, channelFields: true } });
    const members = await objects.getChannelMembers({ channel: 'room' });
    await objects.removeMemberships({ channels: ['hall'] });
    await objects.removeChannelMembers({ channel: 'room', uuids: ['alice'] });

    assert.deepEqual(
      mine.data.map(({ channel, custom }) => [
        channel.id,
        'name' in channel ? channel.name : undefined,
        custom,
      ]),
      [
        ['hall', undefined, null],
        ['room', 'Our room', { role: 'host' }],
      ],
    );
    assert.deepEqual(
      members.data.map(({ uuid }) => uuid.id),
      ['alice'],
    );
    assert.deepEqual((await objects.getMemberships()).data, []);
    const { message } = await room.objects.next();
    assert.deepEqual([message.event, message.type], ['set', 'membership']);
  });
});
