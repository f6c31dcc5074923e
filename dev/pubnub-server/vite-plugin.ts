import type { Plugin, PreviewServer, ViteDevServer } from 'vite';
import { PubNubServer } from './core.js';
import { answerNode, maxHeaderSize } from './node-adapter.js';
import type { ServerOptions } from './options.js';

/** Where the API is mounted, besides how it behaves. */
export interface PubNubPluginOptions extends ServerOptions {
  /** Path of the mount. Default `/__pubnub`. */
  readonly mount?: string;
}

/**
 * Serves a development PubNub server from Vite's own dev and preview server, so that a page reaches it wherever it
 * reaches the page: `new PubNub({ origin: location.host + '/__pubnub', ssl: location.protocol === 'https:', … })`.
 */
export function pubnubServer({ mount = '/__pubnub', ...options }: PubNubPluginOptions = {}): Plugin {
  const serve = ({ middlewares, httpServer }: ViteDevServer | PreviewServer) => {
    const server = new PubNubServer(options);
    middlewares.use(mount, (message, response) => answerNode(server, message, response, mount));
    if (!httpServer) return;
    httpServer.on('close', () => server.close());
    // Node reads this for each new connection; Vite offers no option for it.
    Object.assign(httpServer, { maxHeaderSize });
  };
  return { name: 'pubnub-server', configureServer: serve, configurePreviewServer: serve };
}
