import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ManualClock } from '../../../dev/pubnub-server/clock.js';
import { makeBench, refusal } from './support.js';

/** A bench with ten messages on `room`, and their timetokens. */
async function makeStory(test: TestContext) {
  const bench = await makeBench(test);
  const alice = bench.client('alice');
  const timetokens: string[] = [];
  for (let index = 0; index < 10; index += 1) {
    const { timetoken } = await alice.publish({ channel: 'room', message: { index } });
    timetokens.push(timetoken);
  }
  const at = (index: number) => timetokens[index] ?? '';
  return { ...bench, alice, at };
}

const indexes = (page: { message: unknown }[] | undefined) =>
  page?.map(({ message }) => (message as { index: number }).index);

describe('history', () => {
  it('gives the newest messages, oldest first', async (test) => {
    const { alice } = await makeStory(test);

    const { channels } = await alice.fetchMessages({ channels: ['room'], count: 3 });

    assert.deepEqual(indexes(channels['room']), [7, 8, 9]);
  });

  it('gives the stretch before a start and from an end on', async (test) => {
    const { alice, at } = await makeStory(test);
    const read = async (stretch: { start?: string; end?: string; count?: number }) =>
      indexes((await alice.fetchMessages({ channels: ['room'], ...stretch })).channels['room']);

    assert.deepEqual(await read({ start: at(3) }), [0, 1, 2]);
    assert.deepEqual(await read({ end: at(7) }), [7, 8, 9]);
    assert.deepEqual(await read({ start: at(8), end: at(2) }), [2, 3, 4, 5, 6, 7]);
    assert.deepEqual(await read({ start: at(8), end: at(2), count: 2 }), [6, 7]);
  });

  it('gives what was asked for about each message', async (test) => {
    const { client, ask } = await makeBench(test);
    const alice = client('alice');
    const { timetoken } = await alice.publish({
      channel: 'room',
      message: 'hi',
      meta: { lang: 'en' },
      customMessageType: 'greeting',
    });
    const path = '/v3/history/sub-key/demo/channel/room';

    const { channels } = await alice.fetchMessages({
      channels: ['room'],
      includeMeta: true,
      includeCustomMessageType: true,
    });

    assert.deepEqual(channels['room'], [
      {
        channel: 'room',
        timetoken,
        message: 'hi',
        messageType: -1,
        customMessageType: 'greeting',
        uuid: 'alice',
        meta: { lang: 'en' },
      },
    ]);
    assert.deepEqual((await ask(path)).body, {
      status: 200,
      error: false,
      error_message: '',
      channels: { room: [{ message: 'hi', timetoken }] },
    });
    const { body } = await ask(`${path}?include_message_type=true&include_uuid=true`);
    assert.deepEqual((body as { channels: { room: unknown[] } }).channels.room, [
      { message: 'hi', timetoken, message_type: null, uuid: 'alice' },
    ]);
  });

  it('gives several channels, 25 messages each at most, and leaves out empty ones', async (test) => {
    const { client } = await makeBench(test);
    const alice = client('alice');
    for (let index = 0; index < 30; index += 1) await alice.publish({ channel: 'a', message: { index } });
    await alice.publish({ channel: 'b', message: 'b' });

    const { channels } = await alice.fetchMessages({ channels: ['a', 'b', 'c'] });

    assert.deepEqual(Object.keys(channels), ['a', 'b']);
    assert.equal(channels['a']?.length, 25);
  });

  it('holds neither signals nor messages that were not to be stored', async (test) => {
    const { client } = await makeBench(test);
    const alice = client('alice');

    await alice.publish({ channel: 'room', message: 'secret', storeInHistory: false });
    await alice.signal({ channel: 'room', message: 'typing' });

    assert.deepEqual(await alice.fetchMessages({ channels: ['room'] }), { channels: {} });
  });

  it('forgets a message when its hours are over', async (test) => {
    const clock = new ManualClock();
    const { client } = await makeBench(test, { clock });
    const alice = client('alice');
    await alice.publish({ channel: 'room', message: 'short', ttl: 1 });
    await alice.publish({ channel: 'room', message: 'long', ttl: 2 });

    clock.advance(3_600_001);

    const { channels } = await alice.fetchMessages({ channels: ['room'] });
    assert.deepEqual(
      channels['room']?.map(({ message }) => message),
      ['long'],
    );
  });

  it('forgets what is deleted', async (test) => {
    const { alice, at } = await makeStory(test);

    assert.deepEqual(await alice.deleteMessages({ channel: 'room', start: at(8), end: at(1) }), {});
    const left = await alice.fetchMessages({ channels: ['room'] });
    await alice.deleteMessages({ channel: 'room' });

    assert.deepEqual(indexes(left.channels['room']), [0, 8, 9]);
    assert.deepEqual(await alice.fetchMessages({ channels: ['room'] }), { channels: {} });
  });

  it('counts messages since one moment, or one per channel', async (test) => {
    const { alice, at } = await makeStory(test);
    await alice.publish({ channel: 'hall', message: 'x' });

    const one = await alice.messageCounts({
      channels: ['room', 'hall', 'empty'],
      channelTimetokens: [at(4)],
    });
    const each = await alice.messageCounts({ channels: ['room', 'hall'], channelTimetokens: [at(9), at(0)] });

    assert.deepEqual(one.channels, { room: 6, hall: 1, empty: 0 });
    assert.deepEqual(each.channels, { room: 1, hall: 1 });
  });

  it('refuses to count since nothing', async (test) => {
    const { client, ask } = await makeBench(test);

    const status = await refusal(
      client('alice').messageCounts({ channels: ['room'], channelTimetokens: ['yesterday'] }),
    );
    const { body } = await ask('/v3/history/sub-key/demo/message-counts/room');

    assert.equal(status.statusCode, 400);
    assert.deepEqual(body, { status: 400, error: true, error_message: 'Invalid Arguments', channels: {} });
  });

  it('answers in its older form, too', async (test) => {
    const { alice, at } = await makeStory(test);

    const newest = await alice.history({ channel: 'room', count: 2, stringifiedTimeToken: true });
    const oldest = await alice.history({ channel: 'room', count: 2, reverse: true });

    assert.deepEqual(newest.messages, [
      { entry: { index: 8 }, timetoken: at(8) },
      { entry: { index: 9 }, timetoken: at(9) },
    ]);
    assert.equal(newest.startTimeToken, Number(at(8)));
    assert.deepEqual(
      oldest.messages.map(({ entry }) => entry),
      [{ index: 0 }, { index: 1 }],
    );
  });
});
