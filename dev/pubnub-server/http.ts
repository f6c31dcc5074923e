/** One request, free of sockets and frameworks. */
export interface ServerRequest {
  readonly method: string;
  /** Path and query as PubNub's API has them, i.e. without the prefix of a mount; its origin is what the client used. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
  /** Whether it came from this machine, to a name of this machine, and not through a proxy. */
  readonly isLocal: boolean;
  /** Path under which the API is mounted, such as `/__pubnub`; for answers that hold addresses. */
  readonly mount?: string;
}

/** One answer. */
export interface ServerReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Thrown instead of an answer: the connection shall break without one. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';

  constructor() {
    super('The connection was cut on purpose.');
  }
}

/** On every answer, errors included: without them a browser hides status and body from the SDK. */
export const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': '*',
} as const;

const preflightHeaders = {
  ...corsHeaders,
  'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
  // The browser does not take `*` for Authorization, so what it asks for is named.
  'access-control-allow-headers': '*, Authorization, Content-Type, Content-Encoding, If-Match',
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '86400',
} as const;

/** Answers JSON. The SDK throws on JSON without a content type that says so. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ServerReply {
  return {
    status,
    headers: {
      ...corsHeaders,
      'content-type': 'text/javascript; charset=UTF-8',
      'cache-control': 'no-cache',
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** Answers with a status only. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): ServerReply {
  return { status, headers: { ...corsHeaders, ...headers }, body: '' };
}

/** Answers what a browser asks before a request that is not simple. */
export function preflight(): ServerReply {
  return { status: 204, headers: preflightHeaders, body: '' };
}

/** The body as the client meant it: PubNub's SDK deflates what it posts. */
export async function readBody({ headers, body }: ServerRequest): Promise<Uint8Array> {
  const encoding = headers['content-encoding'];
  if (encoding !== 'deflate' && encoding !== 'gzip') return body;
  const inflated = new Blob([body.slice()]).stream().pipeThrough(new DecompressionStream(encoding));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}
