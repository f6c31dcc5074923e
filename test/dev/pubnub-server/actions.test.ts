import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { makeBench, refusal, subscribed } from './support.js';

async function makeMessage(test: TestContext) {
  const bench = await makeBench(test);
  const alice = bench.client('alice');
  const { timetoken } = await alice.publish({ channel: 'room', message: 'hello' });
  const message = { channel: 'room', messageTimetoken: timetoken };
  return { ...bench, alice, message };
}

describe('message actions', () => {
  it('are put on a message, told to those who listen, and kept with it', async (test) => {
    const { client, alice, message } = await makeMessage(test);
    const bob = await subscribed(client('bob'), { channels: ['room'] });

    const { data } = await alice.addMessageAction({ ...message, action: { type: 'reaction', value: '👍' } });

    assert.deepEqual(data, {
      type: 'reaction',
      value: '👍',
      uuid: 'alice',
      messageTimetoken: message.messageTimetoken,
      actionTimetoken: data.actionTimetoken,
    });
    const { event, publisher, data: told } = await bob.actions.next();
    assert.deepEqual([event, publisher, told], ['added', 'alice', data]);
    const { channels } = await alice.fetchMessages({ channels: ['room'], includeMessageActions: true });
    assert.deepEqual(channels['room']?.[0], {
      channel: 'room',
      timetoken: message.messageTimetoken,
      message: 'hello',
      messageType: -1,
      uuid: 'alice',
      actions: { reaction: { '👍': [{ uuid: 'alice', actionTimetoken: data.actionTimetoken }] } },
      data: { reaction: { '👍': [{ uuid: 'alice', actionTimetoken: data.actionTimetoken }] } },
    });
  });

  it('cannot be put on twice', async (test) => {
    const { alice, message } = await makeMessage(test);
    const action = { type: 'reaction', value: 'x' };
    await alice.addMessageAction({ ...message, action });

    const { statusCode, errorData } = await refusal(alice.addMessageAction({ ...message, action }));

    assert.equal(statusCode, 409);
    assert.deepEqual(errorData, {
      status: 409,
      error: { source: 'actions', message: 'Action Already Added' },
    });
  });

  it('are taken off by who put them on, and by nobody else', async (test) => {
    const { client, alice, message } = await makeMessage(test);
    const bob = client('bob');
    const ears = await subscribed(bob, { channels: ['room'] });
    const { data } = await alice.addMessageAction({ ...message, action: { type: 'receipt', value: 'read' } });
    await ears.actions.next();
    const action = { ...message, actionTimetoken: data.actionTimetoken };

    const { statusCode, errorData } = await refusal(bob.removeMessageAction(action));
    await alice.removeMessageAction(action);

    assert.equal(statusCode, 400);
    assert.deepEqual(errorData, {
      status: 400,
      error: { source: 'actions', message: 'Not deleting message action: wrong uuid specified' },
    });
    assert.equal((await ears.actions.next()).event, 'removed');
    assert.deepEqual((await alice.getMessageActions({ channel: 'room' })).data, []);
  });

  it('are listed in pages, newest first, each page oldest first', async (test) => {
    const { alice, message } = await makeMessage(test);
    for (const value of ['a', 'b', 'c'])
      await alice.addMessageAction({ ...message, action: { type: 't', value } });

    const page = await alice.getMessageActions({ channel: 'room', limit: 2 });
    const rest = await alice.getMessageActions({ channel: 'room', limit: 2, start: page.more?.start ?? '' });

    const values = (list: { value: string }[]) => list.map(({ value }) => value);
    assert.deepEqual([values(page.data), values(rest.data), rest.more], [['b', 'c'], ['a'], undefined]);
  });
});
