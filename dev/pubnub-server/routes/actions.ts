import { channelsNeed } from '../access/need.js';
import { envelopeKind } from '../envelope.js';
import { isRecord, parseJson, type Exchange } from '../exchange.js';
import { json, type ServerReply } from '../http.js';
import type { MessageAction } from '../message-actions.js';
import type { Route } from '../route.js';
import { readTimetoken } from '../timetoken.js';

/** Reactions and the like on messages. */
export const actionRoutes: readonly Route[] = [
  {
    operation: 'actions',
    method: 'POST',
    path: '/v1/message-actions/:sub/channel/:channel/message/:message',
    needs: channelsNeed('write'),
    handle: addAction,
  },
  {
    operation: 'actions',
    method: 'DELETE',
    path: '/v1/message-actions/:sub/channel/:channel/message/:message/action/:action',
    needs: channelsNeed('delete'),
    handle: removeAction,
  },
  {
    operation: 'actions',
    method: 'GET',
    path: '/v1/message-actions/:sub/channel/:channel',
    needs: channelsNeed('read'),
    handle: listActions,
  },
];

function addAction(exchange: Exchange): ServerReply {
  const { context, keyspace, uuid, request } = exchange;
  const channel = exchange.segment('channel');
  const messageTimetoken = readTimetoken(exchange.segment('message'));
  const body = parseJson(new TextDecoder().decode(request.body));
  if (!isRecord(body) || typeof body['type'] !== 'string' || typeof body['value'] !== 'string') {
    return refuse(400, 'Request payload contained invalid input.');
  }
  if (!uuid || !messageTimetoken) return refuse(400, 'Request payload contained invalid input.');

  const { type, value } = body;
  const actionTimetoken = context.time.next();
  const action = keyspace.actions.add(channel, { type, value, uuid, messageTimetoken, actionTimetoken });
  if (!action) return refuse(409, 'Action Already Added');
  announce(exchange, 'added', action);
  return json(200, { status: 200, data: action });
}

function removeAction(exchange: Exchange): ServerReply {
  const { keyspace, uuid } = exchange;
  const channel = exchange.segment('channel');
  const message = readTimetoken(exchange.segment('message')) ?? '';
  const action = keyspace.actions.find(channel, message, readTimetoken(exchange.segment('action')) ?? '');
  if (!action) return refuse(400, 'Not deleting message action: no matching message actions to delete');
  if (action.uuid !== uuid) return refuse(400, 'Not deleting message action: wrong uuid specified');
  keyspace.actions.remove(channel, action);
  announce(exchange, 'removed', action);
  return json(200, { status: 200, data: {} });
}

/** The newest `limit` of the stretch, oldest first, and where to go on if there are more. */
function listActions(exchange: Exchange): ServerReply {
  const limit = Math.min(exchange.queryNumber('limit') ?? 100, 100);
  const [start, end] = [readTimetoken(exchange.query('start')), readTimetoken(exchange.query('end'))];
  const all = exchange.keyspace.actions.within(exchange.segment('channel'), { start, end });
  const data = all.slice(-limit);
  const next = all.length > limit ? data[0]?.actionTimetoken : undefined;
  if (next === undefined) return json(200, { status: 200, data });
  const query = `start=${next}${end === undefined ? '' : `&end=${end}`}&limit=${limit}`;
  const url = `${exchange.request.url.pathname}?${query}`;
  return json(200, {
    status: 200,
    data,
    more: { url, start: next, ...(end === undefined ? {} : { end }), limit },
  });
}

function announce(exchange: Exchange, event: 'added' | 'removed', { uuid, ...data }: MessageAction): void {
  exchange.keyspace.say({
    c: exchange.segment('channel'),
    e: envelopeKind.action,
    i: uuid,
    d: { source: 'actions', version: '1.0', event, data },
  });
}

function refuse(status: number, message: string): ServerReply {
  return json(status, { status, error: { source: 'actions', message } });
}
