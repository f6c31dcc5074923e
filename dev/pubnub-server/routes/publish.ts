import { channelsNeed } from '../access/need.js';
import { envelopeKind } from '../envelope.js';
import { parseJson, type Exchange } from '../exchange.js';
import { json, readBody, type ServerReply } from '../http.js';
import type { Said } from '../keyspace.js';
import type { Route } from '../route.js';

/** Saying something: messages, messages about files, signals. */
export const publishRoutes: readonly Route[] = [
  {
    operation: 'publish',
    method: 'GET',
    path: '/publish/:pub/:sub/0/:channel/:callback/:message',
    needs: channelsNeed('write'),
    handle: (exchange) => publish(exchange, exchange.segment('message')),
  },
  {
    operation: 'publish',
    method: 'POST',
    path: '/publish/:pub/:sub/0/:channel/:callback',
    needs: channelsNeed('write'),
    handle: async (exchange) => {
      const body = await readBody(exchange.request).catch(() => undefined);
      return body ? publish(exchange, new TextDecoder().decode(body)) : refuse(exchange, 'Invalid JSON');
    },
  },
  {
    operation: 'publish',
    method: 'GET',
    path: '/v1/files/publish-file/:pub/:sub/0/:channel/:callback/:message',
    addOn: 'files',
    needs: channelsNeed('write'),
    handle: (exchange) => publish(exchange, exchange.segment('message'), envelopeKind.file),
  },
  {
    operation: 'signal',
    method: 'GET',
    path: '/signal/:pub/:sub/0/:channel/:callback/:message',
    needs: channelsNeed('write'),
    handle: (exchange) => signal(exchange, exchange.segment('message')),
  },
];

function publish(exchange: Exchange, text: string, kind?: number): ServerReply {
  const { context, keyspace } = exchange;
  if (sizeOf(exchange, text) > context.settings.messageLimit) return refuse(exchange, 'Message Too Large');
  const message = parseJson(text);
  if (message === undefined) return refuse(exchange, 'Invalid JSON');

  const said = { ...saidBy(exchange), d: message, ...(kind === undefined ? {} : { e: kind }) };
  const timetoken = keyspace.say(said);
  if (exchange.query('store') !== '0' && !keyspace.lacks('persistence')) {
    const { i: uuid, u: meta, cmt: customType } = said;
    keyspace.messages.add(
      said.c,
      { timetoken, message, uuid, meta, customType, type: kind ?? null },
      exchange.queryNumber('ttl'),
    );
  }
  context.traffic.published(keyspace.keys.subscribeKey, message);
  return json(200, [1, 'Sent', timetoken]);
}

function signal(exchange: Exchange, text: string): ServerReply {
  const { context, keyspace } = exchange;
  if (byteLength(text) > context.settings.signalLimit) return refuse(exchange, 'Signal size too large');
  const message = parseJson(text);
  if (message === undefined) return refuse(exchange, 'Invalid JSON');

  const timetoken = keyspace.say({ ...saidBy(exchange), d: message, e: envelopeKind.signal });
  context.traffic.published(keyspace.keys.subscribeKey, message);
  return json(200, [1, 'Sent', timetoken]);
}

/** What an event says of its publisher. Absent fields are left out, as PubNub does. */
function saidBy(exchange: Exchange): Omit<Said, 'd'> {
  const { uuid } = exchange;
  const sequence = exchange.queryNumber('seqn');
  const meta = exchange.queryJson('meta');
  const customType = exchange.query('custom_message_type');
  return {
    c: exchange.segment('channel'),
    ...(uuid ? { i: uuid } : {}),
    ...(sequence === undefined ? {} : { s: sequence }),
    ...(meta === undefined ? {} : { u: meta }),
    ...(customType ? { cmt: customType } : {}),
  };
}

/**
 * The bytes PubNub counts: those of the publish as a GET, i.e. URL-encoded with channel and query, also if it was
 * posted.
 */
function sizeOf({ request: { method, url } }: Exchange, text: string): number {
  const address = url.pathname.length + url.search.length;
  return method === 'GET' ? address : address + 1 + encodeURIComponent(text).length;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function refuse({ context }: Exchange, reason: string): ServerReply {
  return json(400, [0, reason, context.time.next()]);
}
