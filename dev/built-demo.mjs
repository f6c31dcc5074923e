import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, preview } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CONFIG = { root: ROOT, configFile: join(ROOT, 'vite.config.ts'), clearScreen: false };

/**
 * Builds the demo into a folder, so that tests which open many pages load a few files for each instead of three hundred.
 *
 * @param {string} outDir
 */
export async function buildDemo(outDir) {
  const pages = readdirSync(join(ROOT, 'demo')).filter((name) => name.endsWith('.html'));
  const input = pages.map((name) => join(ROOT, 'demo', name));
  await build({
    ...CONFIG,
    mode: 'demo',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, minify: false, target: 'es2022', rolldownOptions: { input } },
  });
}

/**
 * Serves the built demo, with the PubNub development server behind the same address, on any free port of this machine.
 *
 * @param {string | undefined} built The folder of one that was built before; else it is built now.
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serveBuiltDemo(built = process.env['BUILT_DEMO']) {
  const outDir = built ?? join(ROOT, `node_modules/.cache/demo-${process.pid}`);
  if (!built) await buildDemo(outDir);
  const server = await preview({
    ...CONFIG,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const [url = ''] = server.resolvedUrls?.local ?? [];
  return {
    url: url.replace('127.0.0.1', 'localhost'),
    async close() {
      await server.close();
      if (!built) await rm(outDir, { recursive: true, force: true });
    },
  };
}
