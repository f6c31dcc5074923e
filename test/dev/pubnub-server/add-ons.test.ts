import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import PubNub from 'pubnub';
import { addOns, type AddOn } from '../../../dev/pubnub-server/options.js';
import { makeBench, refusal, subscribed } from './support.js';

const without = (test: TestContext, off: readonly AddOn[], more: object = {}) =>
  makeBench(test, { keys: [{ publishKey: 'demo', subscribeKey: 'demo', off, ...more }] });

const history =
  'Use of the history API requires the Storage & Playback which is not enabled for this subscribe key. Login to your PubNub Dashboard Account and enable Storage & Playback. Contact support@pubnub.com if you require further assistance.';
const historyRefusal = { status: 403, error: true, error_message: history, channels: {} };
const filesRefusal = {
  status: 402,
  error: { message: 'Files service not enabled for subkey', source: 'Files', code: 3005 },
};
const groupsRefusal = {
  status: 403,
  error: true,
  message: 'Multiplexing not enabled',
  service: 'channel-registry',
};
const presenceRefusal = {
  status: 403,
  error: 1,
  message: 'Presence is not enabled for this subscribe key.',
  service: 'Presence',
};

interface Refused {
  readonly command: string;
  readonly addOn: AddOn;
  readonly run: (client: PubNub) => Promise<unknown>;
  /** The same without the SDK, which hides the body. */
  readonly path?: string;
  readonly status: number;
  readonly body: unknown;
}

const room = { channel: 'room' };
const group = { channelGroup: 'friends' };
const rows: readonly Refused[] = [
  {
    command: 'hereNow',
    addOn: 'presence',
    run: (client) => client.hereNow({ channels: ['room'] }),
    path: '/v2/presence/sub-key/demo/channel/room',
    status: 403,
    body: presenceRefusal,
  },
  {
    command: 'setState',
    addOn: 'presence',
    run: (client) => client.setState({ channels: ['room'], state: { mood: 'busy' } }),
    path: '/v2/presence/sub-key/demo/channel/room/uuid/ann/data?state=%7B%7D',
    status: 403,
    body: presenceRefusal,
  },
  {
    command: 'fetchMessages',
    addOn: 'persistence',
    run: (client) => client.fetchMessages({ channels: ['room'] }),
    path: '/v3/history/sub-key/demo/channel/room',
    status: 403,
    body: historyRefusal,
  },
  {
    command: 'messageCounts',
    addOn: 'persistence',
    run: (client) => client.messageCounts({ channels: ['room'], channelTimetokens: ['17000000000000000'] }),
    path: '/v3/history/sub-key/demo/message-counts/room?timetoken=17000000000000000',
    status: 403,
    body: historyRefusal,
  },
  {
    command: 'getMessageActions',
    addOn: 'message-actions',
    run: (client) => client.getMessageActions(room),
    path: '/v1/message-actions/demo/channel/room',
    status: 403,
    body: {
      status: 403,
      error: { message: 'Message actions are not enabled for this subscribe key.', source: 'actions' },
    },
  },
  {
    command: 'listFiles',
    addOn: 'files',
    run: (client) => client.listFiles(room),
    path: '/v1/files/demo/channels/room/files',
    status: 402,
    body: filesRefusal,
  },
  {
    command: 'publishFile',
    addOn: 'files',
    run: (client) => client.publishFile({ ...room, fileId: 'id', fileName: 'a.jpg' }),
    path: '/v1/files/publish-file/demo/demo/0/room/0/%7B%7D',
    status: 402,
    body: filesRefusal,
  },
  {
    command: 'getUUIDMetadata',
    addOn: 'app-context',
    run: (client) => client.objects.getUUIDMetadata(),
    path: '/v2/objects/demo/uuids/ann',
    status: 403,
    body: { status: 403, error: true, message: 'App Context is not enabled for this subscribe key.' },
  },
  {
    command: 'addChannels',
    addOn: 'stream-controller',
    run: (client) => client.channelGroups.addChannels({ ...group, channels: ['room'] }),
    path: '/v1/channel-registration/sub-key/demo/channel-group/friends?add=room',
    status: 403,
    body: groupsRefusal,
  },
  {
    command: 'hereNow of a group',
    addOn: 'stream-controller',
    run: (client) => client.hereNow({ channelGroups: ['friends'] }),
    path: '/v2/presence/sub-key/demo/channel/,?channel-group=friends',
    status: 403,
    body: groupsRefusal,
  },
];

describe('a keyset without an add-on', () => {
  for (const { command, addOn, run, path, status, body } of rows) {
    it(`refuses ${command} without ${addOn}`, async (test) => {
      const { client, ask } = await without(test, [addOn]);

      const refused = await refusal(run(client('ann')));
      const answer = path && (await ask(path));

      assert.equal(refused.statusCode, status);
      assert.deepEqual(answer && [answer.status, answer.body], [status, body]);
    });

    it(`answers ${command} with ${addOn}, whatever else is missing`, async (test) => {
      const needsToo: readonly AddOn[] = command === 'hereNow of a group' ? ['presence'] : [];
      const others = addOns.filter((each) => each !== addOn && !needsToo.includes(each));
      const { client } = await without(test, others);

      const outcome = await run(client('ann')).catch((error: unknown) => error);

      const refused = outcome instanceof Error && 'status' in outcome ? outcome.status : {};
      assert.ok(![402, 403].includes(Number((refused as { statusCode?: number }).statusCode)), command);
    });
  }

  it('says in the older form of history that nothing is kept', async (test) => {
    const { ask } = await without(test, ['persistence']);

    const { status, body } = await ask('/v2/history/sub-key/demo/channel/room');

    assert.deepEqual([status, body], [200, [history, 0, 0]]);
  });

  it('needs no token without Access Manager, and gives none', async (test) => {
    const { client, server } = await without(test, ['access-manager'], { secretKey: 'sec-c-ours' });

    await client('ann').publish({ ...room, message: 1 });
    // The SDK asks again and again for a token that it does not get.
    const once = PubNub.NoneRetryPolicy();
    const owner = client('owner', { secretKey: 'sec-c-ours', retryConfiguration: once });
    const refused = await refusal(
      owner.grantToken({ ttl: 5, resources: { channels: { room: { read: true } } } }),
    );

    assert.equal(refused.statusCode, 402);
    assert.equal(server.access(), undefined);
  });

  it('tells nobody of anybody without Presence, and carries messages', async (test) => {
    const { client, server } = await without(test, ['presence']);
    const bob = await subscribed(client('bob', { presenceTimeout: 60 }), {
      channels: ['room'],
      withPresence: true,
    });
    await server.traffic.until(({ operation, status }) => operation === 'heartbeat' && status === 403);

    await client('ann').publish({ ...room, message: 'hello' });

    assert.equal((await bob.messages.next()).message, 'hello');
    assert.equal(bob.presence.size, 0);
  });

  it('knows no wildcards without Stream Controller: they are names like any other', async (test) => {
    const { client } = await without(test, ['stream-controller']);
    const ann = client('ann');
    const bob = await subscribed(client('bob'), { channels: ['news.*', 'last'] });

    await ann.publish({ channel: 'news.sport', message: 1 });
    await ann.publish({ channel: 'last', message: 2 });

    assert.equal((await bob.messages.next()).message, 2);
  });

  it('refuses to subscribe to a group without Stream Controller', async (test) => {
    const { client } = await without(test, ['stream-controller']);

    await assert.rejects(subscribed(client('bob'), { channelGroups: ['friends'] }));
  });

  it('works for messages with everything off', async (test) => {
    const { client } = await without(test, addOns);
    const bob = await subscribed(client('bob'), { channels: ['one', 'two'] });

    await client('ann').publish({ channel: 'two', message: 'hello', storeInHistory: true });

    assert.equal((await bob.messages.next()).message, 'hello');
  });
});
