import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PubNubServer } from './core.js';
import { isLocalHost } from './control.js';
import { ConnectionCut, json, type ServerReply } from './http.js';

/** Bytes of a request's first line and headers. A message travels in the first line; Node's own limit is 16 KiB. */
export const maxHeaderSize = 131_072;

/** Puts a request of Node's HTTP server before a PubNub server and sends its answer. */
export function answerNode(
  server: PubNubServer,
  message: IncomingMessage,
  response: ServerResponse,
  mount = '',
): void {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  void respond(server, message, gone.signal, mount)
    .catch((error: unknown) => {
      if (error instanceof ConnectionCut) return undefined;
      return json(500, { message: String(error), error: 1, status: 500 });
    })
    .then((reply) => {
      if (!reply) response.destroy();
      else if (!response.destroyed) response.writeHead(reply.status, reply.headers).end(reply.body);
    });
}

async function respond(
  server: PubNubServer,
  message: IncomingMessage,
  signal: AbortSignal,
  mount: string,
): Promise<ServerReply> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return server.handle({
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', originOf(message)),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(chunks),
    signal,
    isLocal: isLocal(message),
    mount,
  });
}

function originOf({ headers, socket }: IncomingMessage): string {
  const scheme = headers[':scheme'] ?? ('encrypted' in socket && socket.encrypted ? 'https' : 'http');
  const authority = headers[':authority'] ?? headers.host ?? 'localhost';
  return `${String(scheme)}://${String(authority)}`;
}

/** A tunnel or proxy on this machine makes strangers look local, but it names itself or another host. */
function isLocal(message: IncomingMessage): boolean {
  const { headers, socket } = message;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return (address === '::1' || isLocalHost(address)) && isLocalHost(new URL(originOf(message)).hostname);
}
