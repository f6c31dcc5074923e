import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import PubNub from 'pubnub';
import {
  build,
  createServer,
  preview,
  type InlineConfig,
  type PreviewServer,
  type ViteDevServer,
} from 'vite';
import { pubnubServer } from '../../../dev/pubnub-server/vite-plugin.js';
import { subscribed } from './support.js';

describe('the Vite plugin', () => {
  for (const mode of ['dev', 'preview'] as const) {
    it(`serves PubNub beside the page, from the ${mode} server`, async (test) => {
      const host = await makeVite(test, mode);
      const client = (userId: string) => {
        const keys = { publishKey: 'demo', subscribeKey: 'demo' };
        const pubnub = new PubNub({ ...keys, userId, origin: `${host}/__pubnub`, ssl: false });
        test.after(() => pubnub.destroy(true));
        return pubnub;
      };
      const bob = await subscribed(client('bob'), { channels: ['room'] });

      // Longer than Node's and so Vite's usual limit for an address.
      const message = 'x'.repeat(30_000);
      await client('alice').publish({ channel: 'room', message });

      assert.equal((await bob.messages.next()).message, message);
      assert.match(await (await fetch(`http://${host}/`)).text(), /the page/);
    });
  }
});

async function makeVite(test: TestContext, mode: 'dev' | 'preview'): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'pubnub-server-'));
  test.after(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'index.html'), '<!doctype html><title>the page</title>');

  const common: InlineConfig = { root, configFile: false, logLevel: 'error', plugins: [pubnubServer()] };
  const address = { host: '127.0.0.1', port: 0 };
  if (mode === 'preview') await build(common);
  const server: ViteDevServer | PreviewServer =
    mode === 'preview'
      ? await preview({ ...common, preview: address })
      : await (await createServer({ ...common, server: address })).listen();
  test.after(() => server.close());
  assert.ok(server.httpServer);
  const { port } = server.httpServer.address() as AddressInfo;
  return `127.0.0.1:${port}`;
}
