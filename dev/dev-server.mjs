import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import basicSsl from '@vitejs/plugin-basic-ssl';
import { createServer } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The demo, the sources it is made of, and the PubNub development server, all from one address.
 *
 * Only this machine can reach it, unless `lan`: then all can, and over https, without which no browser gives a page the
 * camera. The certificate is our own, so each device asks once whether to trust it.
 *
 * @param {{ port?: number, lan?: boolean }} options `port` 0 is for tests: any free one, and nothing shared or reloaded;
 *   else `PORT`, else 5173.
 * @returns {Promise<{ urls: string[], close(): Promise<void> }>}
 */
export async function startDevServer({ port, lan = false } = {}) {
  // Tests start several at once, which must not write the same cache.
  const ownCache = port === 0 ? join(ROOT, `node_modules/.vite/server-${process.pid}`) : undefined;
  const server = await createServer({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    clearScreen: false,
    server: {
      host: lan ? true : '127.0.0.1',
      ...(port === undefined ? {} : { port }),
      ...(ownCache ? { watch: null, hmr: false, ws: false } : {}),
    },
    plugins: lan ? [basicSsl()] : [],
    ...(ownCache ? { cacheDir: ownCache } : {}),
  });
  await server.listen();
  const { local = [], network = [] } = server.resolvedUrls ?? {};
  return {
    urls: [...local.map((url) => url.replace('127.0.0.1', 'localhost')), ...network],
    async close() {
      await server.close();
      if (ownCache) await rm(ownCache, { recursive: true, force: true });
    },
  };
}
