import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PubNubServer } from './core.js';
import { answerNode, maxHeaderSize } from './node-adapter.js';
import type { ServerOptions } from './options.js';

/** Where a server listens, besides how it behaves. */
export interface NodeServerOptions extends ServerOptions {
  /**
   * Which ports, or how many free ones; default 1. A browser opens six connections to one origin under HTTP/1.1 and a
   * poll takes one for good, so a page with several clients needs several.
   */
  readonly ports?: number | readonly number[];
  /** Default 127.0.0.1: nobody else can reach it. */
  readonly host?: string;
}

/** A server that listens. */
export interface RunningPubNubServer {
  /** Host and port of each, as the SDK's `origin` takes them. */
  readonly origins: readonly string[];
  readonly server: PubNubServer;
  /** Ends all polls, breaks all connections, frees the ports. */
  readonly close: () => Promise<void>;
}

/** Starts a development PubNub server on ports of this machine. */
export async function startPubNubServer({
  ports = 1,
  host = '127.0.0.1',
  ...options
}: NodeServerOptions = {}): Promise<RunningPubNubServer> {
  const server = new PubNubServer(options);
  const list = typeof ports === 'number' ? Array.from({ length: ports }, () => 0) : ports;
  const listeners = await Promise.all(list.map((port) => listen(server, port, host)));

  return {
    origins: listeners.map((listener) => `${host}:${(listener.address() as AddressInfo).port}`),
    server,
    async close() {
      server.close();
      await Promise.all(listeners.map(stop));
    },
  };
}

function listen(server: PubNubServer, port: number, host: string): Promise<Server> {
  const listener = createServer({ maxHeaderSize }, (message, response) =>
    answerNode(server, message, response),
  );
  // Node's five seconds are shorter than a client's pause between two messages, and a connection that closes as it is
  // used again looks like a network failure.
  listener.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, () => resolve(listener));
  });
}

function stop(listener: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.close((error) => (error ? reject(error) : resolve()));
    listener.closeAllConnections();
  });
}
