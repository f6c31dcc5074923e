import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { runInNewContext } from 'node:vm';

import PubNub from 'pubnub';

import { channelOfGroup, inboxOf } from '../../src/signaling/pubnub/pubnub-channels.js';
import { parseNumber } from '../../src/wire/number.js';
import { makeBench } from './pubnub-server/support.js';

const docs = readFileSync('docs/signaling.md', 'utf8');

interface Example {
  readonly numberOf: (name: string) => string;
  readonly inboxOf: (number: string) => string;
  readonly tokenFor: (name: string) => Promise<string>;
}

/** What a reader copies to a server of theirs, with our server in the place of PubNub's. */
async function copyExample(test: TestContext) {
  const secretKey = 'sec-c-of-the-test';
  const keys = { publishKey: 'demo', subscribeKey: 'demo', secretKey };
  const bench = await makeBench(test, { keys: [keys] });
  const make = function make({ userId }: { readonly userId: string }) {
    return bench.client(userId, { secretKey });
  };
  const [code = ''] = docs.split("import PubNub from 'pubnub';\n")[1]?.split('```') ?? [];
  const example = runInNewContext(`${code}\n({ numberOf, inboxOf, tokenFor })`, {
    ...keys,
    PubNub: make,
    Buffer,
  }) as Example;
  return { ...bench, example };
}

describe('docs/signaling.md', () => {
  const names = ['alice', ' Bob ', '+49 30 / 1234', 'Zoë', 'Zoe\u0308', 'a_b.c', 'room/7', '🎉', 'ÿ'];

  it('names numbers and inboxes as the kit does', async (test) => {
    const { example } = await copyExample(test);

    for (const name of names) {
      assert.equal(example.numberOf(name), parseNumber(name));
      assert.equal(example.inboxOf(example.numberOf(name)), inboxOf(parseNumber(name)));
    }
    for (const [, number = '', inbox] of docs.matchAll(/^\| `([^`]+)` +\| `(in-[^`]+)` +\|$/gm)) {
      assert.equal(inboxOf(number), inbox);
    }
  });

  it('grants a token that allows what a phone does, and nothing else', async (test) => {
    const { example, ask } = await copyExample(test);
    const token = await example.tokenFor(' Zoë ');
    const own = inboxOf('Zoë');
    const status = async (path: string, uuid = 'Zoë') => {
      const url = new URL(path, 'http://any');
      url.searchParams.set('uuid', uuid);
      url.searchParams.set('auth', token);
      return (await ask(url.pathname + url.search)).status;
    };
    const statuses = (paths: readonly string[], uuid?: string) =>
      Promise.all(paths.map((path) => status(path, uuid)));
    const ofGroups = ['on:bob', 'room:a/b', 'cast:Zoë']
      .map(channelOfGroup)
      .flatMap((channel) => [
        `/v2/subscribe/demo/${channel}-pnpres/0`,
        `/v2/presence/sub-key/demo/channel/${channel}`,
        `/v2/presence/sub-key/demo/channel/${channel}/heartbeat`,
      ]);
    const allowed = [
      `/v2/subscribe/demo/${own}/0`,
      `/v3/history/sub-key/demo/channel/${own}`,
      '/publish/demo/demo/0/in-bob/0/1',
      ...ofGroups,
    ];
    const forbidden = [
      '/v2/subscribe/demo/in-bob/0',
      '/v2/subscribe/demo/in-bob-pnpres/0',
      '/v2/subscribe/demo/other/0',
      '/v3/history/sub-key/demo/channel/in-bob',
      '/v2/presence/sub-key/demo/channel/in-bob',
      '/publish/demo/demo/0/room-lobby/0/1',
      '/publish/demo/demo/0/on-bob-pnpres/0/1',
      '/publish/demo/demo/0/other/0/1',
      `/publish/demo/demo/0/in-${'x'.repeat(81)}/0/1`,
    ];

    assert.deepEqual(
      await statuses(allowed),
      allowed.map(() => 200),
    );
    assert.deepEqual(
      await statuses(forbidden),
      forbidden.map(() => 403),
    );
    for (const uuid of ['bob', ' Zoë ', 'Zoe\u0308']) {
      assert.deepEqual(
        await statuses(allowed, uuid),
        allowed.map(() => 403),
      );
    }
    assert.equal(new PubNub({ subscribeKey: 'demo', userId: 'x' }).parseToken(token)?.ttl, 60);
  });

  /** Both sides of each are written down here: whoever changes one is told of the other. */
  it('says the numbers that the code has', () => {
    const said = docs.replace(/\s+/g, ' ');
    const source = (path: string) => readFileSync(`src/${path}.ts`, 'utf8');
    for (const [words, path, code] of [
      ['0.2 to 0.9 seconds', 'signaling/lifeline', 'EAGER_MS = 750'],
      ['noticed within 40 seconds, in a call within 3', 'signaling/pubnub/pubnub-link', 'POLL_SECONDS = 35'],
      ['photos of more than 14 KiB', 'wire/limits', 'MAX_INLINE_PHOTO_BYTES = 14 * 1024'],
      [
        'waits five seconds for the next one',
        'signaling/pubnub/pubnub-signaling',
        'RENEWAL_LIMIT_MS = 5_000',
      ],
      ['A gap is waited for, for four seconds', 'signaling/inbox', 'GAP_MS = 4_000'],
      ['its last 512 conversations', 'signaling/inbox', 'MAX_THREADS = 512'],
      ['A ring older than 45 seconds', 'wire/limits', 'RING_TIMEOUT_MS = 45_000'],
      ['until the service has it, for 45 seconds', 'signaling/outbox', 'GIVE_UP_MS = 45_000'],
      ['published with `ttl=168`', 'signaling/pubnub/pubnub-signaling', 'KEPT_HOURS = 168'],
      ['a hundred for each number', 'signaling/local/local-log', 'MAX_KEPT = 100'],
      ['a hundred messages at most', 'signaling/pubnub/pubnub-history', 'MAX_RECALLED = 100'],
      ['and every minute', 'signaling/pubnub/pubnub-groups', 'LOOK_MS = 60_000'],
      ['(for each 50 groups)', 'signaling/pubnub/pubnub-groups', 'MAX_ASKED = 50'],
      ['every 12 seconds by one heartbeat', 'signaling/pubnub/pubnub-attendance', 'HEARTBEAT_MS = 12_000'],
      ['gone after 30 without one', 'signaling/pubnub/pubnub-attendance', 'PRESENCE_SECONDS = 30'],
      ['A file has at most 5 MiB', 'signaling/pubnub/pubnub-files', 'MAX_FILE_BYTES = 5 * 1024 * 1024'],
      ['at most 30 KiB as written in a URL', 'wire/limits', 'MAX_PAYLOAD_BYTES = 30 * 1024'],
      ['at most 80 characters as written', 'wire/number', 'MAX_ENCODED_CHARS = 80'],
      ['600,000 rounds', 'wire/seal', 'ITERATIONS = 600_000'],
      ['After 30 seconds of silence', 'signaling/websocket/websocket-signaling', 'QUIET_MS = 30_000'],
    ] as const) {
      assert.ok(said.includes(words), words);
      assert.ok(source(path).includes(code), `${path}: ${code}`);
    }
  });

  it('has all messages that there are', () => {
    const source = readFileSync('src/wire/message.ts', 'utf8');
    const known = [...source.matchAll(/^ {4}case '([a-z]+)':$/gm)].map(([, type]) => type);
    const [, table = ''] = docs.split(/^\| `type` .*\n.*\n/m);
    const rows = table.split('\n\n')[0]?.split('\n') ?? [];
    const said = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([a-z]+)`/g)].map(([, type]) => type),
    );

    assert.deepEqual(said.toSorted(), known.toSorted());
  });
});
