import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeBench, refusal, subscribed } from './support.js';

describe('files', () => {
  it('are uploaded, told to those who listen, and downloaded unchanged', async (test) => {
    const { client } = await makeBench(test);
    const bobClient = client('bob');
    const bob = await subscribed(bobClient, { channels: ['room'] });
    const data = Buffer.from([0, 255, 13, 10, 45, 45]);

    const { id, name, timetoken } = await client('alice').sendFile({
      channel: 'room',
      message: { text: 'look' },
      file: { data, name: 'my photo.jpg', mimeType: 'image/jpeg' },
    });

    const heard = await bob.files.next();
    assert.deepEqual(
      [heard.publisher, heard.timetoken, heard.message],
      ['alice', timetoken, { text: 'look' }],
    );
    assert.deepEqual([heard.file?.id, heard.file?.name], [id, name]);
    const response = await fetch(heard.file?.url ?? '');
    assert.equal(response.headers.get('content-type'), 'image/jpeg');
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), data);
    const file = await bobClient.downloadFile({ channel: 'room', id, name });
    assert.deepEqual(Buffer.from((await file.toBuffer()) as Uint8Array), data);
  });

  it('are kept in history as what they are', async (test) => {
    const { client } = await makeBench(test);
    const alice = client('alice');
    const { id } = await alice.sendFile({ channel: 'room', file: { data: Buffer.from('x'), name: 'a.txt' } });

    const { channels } = await alice.fetchMessages({ channels: ['room'] });

    const [stored] = channels['room'] ?? [];
    assert.equal(stored?.messageType, 4);
    assert.equal((stored?.message as { file: { id: string } } | undefined)?.file.id, id);
  });

  it('are listed and deleted', async (test) => {
    const { client, ask } = await makeBench(test);
    const alice = client('alice');
    const { id, name } = await alice.sendFile({
      channel: 'room',
      file: { data: Buffer.from('hello'), name: 'a.txt' },
    });

    const { data, count } = await alice.listFiles({ channel: 'room' });
    await alice.deleteFile({ channel: 'room', id, name });

    const { created, ...file } = data[0] ?? assert.fail();
    assert.deepEqual([count, file], [1, { id, name: 'a.txt', size: 5 }]);
    assert.match(created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual((await alice.listFiles({ channel: 'room' })).data, []);
    assert.equal((await ask(`/v1/files/demo/channels/room/files/${id}/${name}`)).status, 404);
  });

  it('are refused above 5 MB', async (test) => {
    const { client } = await makeBench(test);
    const data = Buffer.alloc(5 * 1024 * 1024 + 1);

    const { statusCode } = await refusal(
      client('alice').sendFile({ channel: 'room', file: { data, name: 'big.bin' } }),
    );

    assert.equal(statusCode, 400);
  });
});
