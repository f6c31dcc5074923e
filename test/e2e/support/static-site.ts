import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

import { startPubNubServer } from '../../../dev/pubnub-server/node.js';

/** A site of files, as a site owner has it. */
export interface StaticSite {
  readonly port: number;
  /** Paths that were asked for since the site was started. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const FIXTURE = fileURLToPath(new URL('../fixtures/script-tag.html', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** Serves the build for a script tag and, as `/?number=…`, the page with the tags; with a PubNub server elsewhere. */
export async function startStaticSite(): Promise<StaticSite> {
  const folder = await mkdtemp(join(tmpdir(), 'site-'));
  await build({ mode: 'cdn', logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const pubnub = await startPubNubServer();
  const [origin = ''] = pubnub.origins;
  const asked: string[] = [];

  const read = async ({ pathname, searchParams }: URL): Promise<string | Buffer> => {
    if (pathname !== '/') return await readFile(join(folder, pathname));
    const page = await readFile(FIXTURE, 'utf8');
    return page.replace('{number}', searchParams.get('number') ?? '').replace('{origin}', origin);
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site');
    asked.push(url.pathname);
    read(url).then(
      (content) =>
        response.writeHead(200, { 'content-type': TYPES[extname(url.pathname) || '.html'] }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), pubnub.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
