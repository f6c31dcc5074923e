import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';

import { WebSocket } from 'ws';

import { startRelay } from '../../dev/relay.mjs';

test('a relay ends connections that are dead, and shows nobody in a group who is not there', async (context) => {
  const relay = await startRelay({ pulseMs: 50 });
  context.after(() => relay.close());
  const open = async (hello: string, autoPong: boolean) => {
    const socket = new WebSocket(relay.url, { autoPong });
    context.after(() => socket.terminate());
    await once(socket, 'open');
    socket.send(JSON.stringify({ hello }));
    return socket;
  };
  const alice = await open('alice', true);
  const rosters: string[] = [];
  const isAlone = new Promise<void>((resolve) => {
    alice.on('message', (data: Buffer) => {
      const { members } = JSON.parse(data.toString()) as { members?: { number: string }[] };
      if (!members) return;
      rosters.push(members.map(({ number }) => number).join());
      if (rosters.includes('alice,bob') && rosters.at(-1) === 'alice') resolve();
    });
  });

  alice.send(JSON.stringify({ enter: 'room:a', about: {} }));
  const bob = await open('bob', false);
  bob.send(JSON.stringify({ enter: 'room:a', about: {} }));
  await isAlone;

  assert.equal(rosters.at(-1), 'alice');
  assert.equal(alice.readyState, WebSocket.OPEN);
});
