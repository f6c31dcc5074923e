import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createServer } from 'vite';

import { prebundled } from './prebundled.mjs';

/** Where Web Test Runner's own page talks to it: not a file, so Vite must leave it alone. */
const RUNNER_SOCKET = '/__web-dev-server__web-socket.js';

/**
 * Serves the tests through Vite.
 *
 * The runner's own file server cannot read `pubnub` and `webrtc-adapter`, which are CommonJS. The requests go through
 * the `middleware` option: added any later they would come after the runner's static files, where `.ts` is a film.
 *
 * @returns {Required<Pick<import('@web/test-runner').TestRunnerConfig, 'plugins' | 'middleware'>>} Part of its settings.
 */
export function viteRunner() {
  /** @type {import('vite').ViteDevServer | undefined} */
  let vite;

  return {
    plugins: [
      {
        name: 'vite',
        async serverStart() {
          vite = await startVite();
        },
        async serverStop() {
          await vite?.close();
        },
      },
    ],
    middleware: [
      (context, next) => {
        if (!vite || context.path === '/' || context.path.startsWith('/__web-')) return next();
        const { middlewares } = vite;
        return new Promise((resolve, reject) => {
          context.respond = false;
          context.res.once('close', resolve);
          middlewares(context.req, context.res, (/** @type {unknown} */ error) => {
            context.respond = true;
            if (error) reject(error);
            else resolve(next());
          });
        });
      },
    ],
  };
}

async function startVite() {
  return await createServer({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    ...pubnubSdk(),
    appType: 'custom',
    clearScreen: false,
    logLevel: 'warn',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: {
      ...prebundled,
      include: ['@open-wc/testing', ...prebundled.include],
      exclude: ['@web/test-runner-commands'],
    },
    plugins: [
      {
        name: 'test-runner',
        enforce: 'pre',
        resolveId: (id) => (id.endsWith(RUNNER_SOCKET) ? { id: RUNNER_SOCKET, external: true } : undefined),
      },
    ],
  });
}

/**
 * Another version of PubNub's SDK than the one that is installed, if `PUBNUB_SDK` names the folder of one, see `sdks.mjs`.
 *
 * @returns {Pick<import('vite').InlineConfig, 'cacheDir' | 'resolve'>}
 */
function pubnubSdk() {
  const folder = process.env['PUBNUB_SDK'];
  if (!folder) return { cacheDir: 'node_modules/.vite/test' };
  return {
    cacheDir: `node_modules/.vite/test-${basename(folder)}`,
    resolve: { alias: [{ find: /^pubnub$/, replacement: folder }] },
  };
}
