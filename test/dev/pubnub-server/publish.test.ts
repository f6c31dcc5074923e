import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeBench, refusal, subscribed } from './support.js';

describe('publishing', () => {
  for (const sendByPost of [false, true]) {
    it(`takes a message by ${sendByPost ? 'POST, deflated' : 'GET'} and answers with its timetoken`, async (test) => {
      const { client } = await makeBench(test);
      const bob = await subscribed(client('bob'), { channels: ['room'] });
      const message = { sdp: 'v=0\r\na=%/?#"ü€😀' };

      const { timetoken } = await client('alice').publish({ channel: 'room', message, sendByPost });

      assert.match(timetoken, /^\d{17}$/);
      const heard = await bob.messages.next();
      assert.deepEqual(heard.message, message);
      assert.equal(heard.timetoken, timetoken);
    });
  }

  it('takes a posted body that is not deflated', async (test) => {
    const { ask } = await makeBench(test);

    const { status, body } = await ask('/publish/demo/demo/0/room/0?uuid=alice', {
      method: 'POST',
      body: '{"a":1}',
    });

    assert.equal(status, 200);
    assert.deepEqual((body as unknown[]).slice(0, 2), [1, 'Sent']);
  });

  it('gives timetokens that only rise, also within one millisecond', async (test) => {
    const { client } = await makeBench(test);
    const alice = client('alice');

    const sent = await Promise.all(
      Array.from({ length: 50 }, (_, index) => alice.publish({ channel: 'room', message: { index } })),
    );

    assert.equal(new Set(sent.map(({ timetoken }) => timetoken)).size, 50);
  });

  it('refuses what is longer than 32 KiB in the address, as PubNub did when it was recorded', async (test) => {
    const { client, ask } = await makeBench(test);
    const alice = client('alice');
    const fits = 'x'.repeat(32_000);
    // Three bytes each in the address: the limit counts there, not in the message.
    const tooLong = '%'.repeat(11_000);

    await alice.publish({ channel: 'room', message: fits });
    for (const sendByPost of [false, true]) {
      const status = await refusal(alice.publish({ channel: 'room', message: tooLong, sendByPost }));
      assert.equal(status.statusCode, 400);
      assert.equal(status.category, 'PNBadRequestCategory');
      assert.equal(status.errorData, 'Message Too Large');
    }

    const { body, headers } = await ask(`/publish/demo/demo/0/room/0/%22${'x'.repeat(33_000)}%22`);
    assert.match((body as string[])[2] ?? '', /^\d{17}$/);
    assert.equal(headers.get('access-control-allow-origin'), '*');
  });

  it('answers an address no proxy would pass with 414', async (test) => {
    const { ask } = await makeBench(test);

    const { status, headers } = await ask(`/publish/demo/demo/0/room/0/%22${'x'.repeat(66_000)}%22`);

    assert.equal(status, 414);
    assert.equal(headers.get('access-control-allow-origin'), '*');
  });

  it('refuses what is not JSON', async (test) => {
    const { ask } = await makeBench(test);

    const { status, body } = await ask('/publish/demo/demo/0/room/0/hello');
    const posted = await ask('/publish/demo/demo/0/room/0', {
      method: 'POST',
      body: 'not deflated',
      headers: { 'content-encoding': 'deflate' },
    });

    assert.equal(status, 400);
    assert.deepEqual((body as unknown[]).slice(0, 2), [0, 'Invalid JSON']);
    assert.equal(posted.status, 400);
  });

  it('refuses a signal of more than 64 bytes', async (test) => {
    const { client } = await makeBench(test);
    const alice = client('alice');

    await alice.signal({ channel: 'room', message: 'x'.repeat(62) });
    const status = await refusal(alice.signal({ channel: 'room', message: 'x'.repeat(63) }));

    assert.equal(status.statusCode, 400);
    assert.equal(status.errorData, 'Signal size too large');
  });
});

describe('keys', () => {
  it('that are configured work, each in a world of its own', async (test) => {
    const keys = [
      { publishKey: 'pub-1', subscribeKey: 'sub-1' },
      { publishKey: 'pub-2', subscribeKey: 'sub-2' },
    ];
    const { client } = await makeBench(test, { keys });
    const one = await subscribed(client('bob', keys[0]), { channels: ['room'] });

    await client('alice', keys[1]).publish({ channel: 'room', message: 'elsewhere' });
    await client('alice', keys[0]).publish({ channel: 'room', message: 'here' });

    assert.equal((await one.messages.next()).message, 'here');
  });

  it('to publish with are refused when unknown', async (test) => {
    const { client, ask } = await makeBench(test);

    const status = await refusal(
      client('alice', { publishKey: 'no' }).publish({ channel: 'room', message: 'x' }),
    );
    const { body } = await ask('/publish/no/demo/0/room/0/1');

    assert.equal(status.statusCode, 400);
    assert.equal(status.errorData, 'Invalid Key');
    assert.match(JSON.stringify(body), /^\[0,"Invalid Key","\d{17}"\]$/);
  });

  it('to subscribe with are refused when unknown, whatever is asked', async (test) => {
    const { client, ask } = await makeBench(test);
    const stranger = client('alice', { subscribeKey: 'no' });
    const answer = { message: 'Invalid Subscribe Key', error: true, service: 'Access Manager', status: 400 };

    const refused = [
      await refusal(stranger.publish({ channel: 'room', message: 'x' })),
      await refusal(stranger.hereNow({ channels: ['room'] })),
      await refusal(stranger.fetchMessages({ channels: ['room'] })),
    ];

    assert.deepEqual(
      refused.map(({ statusCode, errorData }) => ({ statusCode, errorData })),
      refused.map(() => ({ statusCode: 400, errorData: answer })),
    );
    assert.deepEqual((await ask('/v2/subscribe/no/room/0?ee=')).body, answer);
  });
});

describe('time', () => {
  it('is a number of 17 digits', async (test) => {
    const { client, ask } = await makeBench(test);

    const { timetoken } = await client('alice').time();
    const { status, body } = await ask('/time/0');

    assert.equal(typeof timetoken, 'number');
    assert.equal(status, 200);
    assert.ok(Math.abs(Number((body as unknown[])[0]) / 10_000 - Date.now()) < 5000);
  });
});
