import { channelsNeed } from '../access/need.js';
import type { Exchange } from '../exchange.js';
import { json, type ServerReply } from '../http.js';
import type { StoredMessage, Stretch } from '../message-store.js';
import type { Route } from '../route.js';
import { readTimetoken } from '../timetoken.js';

const ok = { status: 200, error: false, error_message: '' } as const;

/** What was said: reading, counting, deleting. */
export const historyRoutes: readonly Route[] = [
  {
    operation: 'history',
    method: 'GET',
    path: '/v3/history/sub-key/:sub/channel/:channels',
    needs: channelsNeed('read'),
    handle: fetchMessages,
  },
  {
    operation: 'history',
    method: 'GET',
    path: '/v3/history-with-actions/sub-key/:sub/channel/:channel',
    needs: channelsNeed('read'),
    handle: fetchWithActions,
  },
  {
    operation: 'delete-history',
    method: 'DELETE',
    path: '/v3/history/sub-key/:sub/channel/:channels',
    needs: channelsNeed('delete'),
    handle(exchange) {
      for (const channel of exchange.names('channels'))
        exchange.keyspace.messages.remove(channel, stretchOf(exchange));
      return json(200, ok);
    },
  },
  {
    operation: 'message-counts',
    method: 'GET',
    path: '/v3/history/sub-key/:sub/message-counts/:channels',
    needs: channelsNeed('read'),
    handle: countMessages,
  },
  {
    operation: 'history',
    method: 'GET',
    path: '/v2/history/sub-key/:sub/channel/:channel',
    needs: channelsNeed('read'),
    handle: legacyHistory,
  },
];

/** The newest `max` of the stretch, oldest first; channels without any are left out. */
function fetchMessages(exchange: Exchange): ServerReply {
  const channels = exchange.names('channels');
  const limit = channels.length > 1 ? 25 : 100;
  const max = Math.min(exchange.queryNumber('max') ?? limit, limit);
  const found = channels.map((channel) => {
    const page = exchange.keyspace.messages.within(channel, stretchOf(exchange)).slice(-max);
    return [channel, page.map((message) => describe(exchange, message))] as const;
  });
  return json(200, { ...ok, channels: Object.fromEntries(found.filter(([, page]) => page.length > 0)) });
}

/** The same of one channel, with what was put on each message. */
function fetchWithActions(exchange: Exchange): ServerReply {
  const channel = exchange.segment('channel');
  const max = Math.min(exchange.queryNumber('max') ?? 25, 25);
  const page = exchange.keyspace.messages.within(channel, stretchOf(exchange)).slice(-max);
  const described = page.map((message) => {
    const actions = exchange.keyspace.actions.summary(channel, message.timetoken);
    return { ...describe(exchange, message), ...(Object.keys(actions).length > 0 ? { actions } : {}) };
  });
  return json(200, { ...ok, channels: page.length > 0 ? { [channel]: described } : {} });
}

function describe(exchange: Exchange, stored: StoredMessage): object {
  return {
    message: stored.message,
    timetoken: stored.timetoken,
    ...(exchange.queryFlag('include_meta') ? { meta: stored.meta ?? '' } : {}),
    ...(exchange.queryFlag('include_message_type') ? { message_type: stored.type } : {}),
    ...(exchange.queryFlag('include_uuid') ? { uuid: stored.uuid ?? '' } : {}),
    ...(exchange.queryFlag('include_custom_message_type') && stored.customType
      ? { custom_message_type: stored.customType }
      : {}),
  };
}

/** How many messages came at or after one moment, or one moment per channel. */
function countMessages(exchange: Exchange): ServerReply {
  const channels = exchange.names('channels');
  const times = (exchange.query('channelsTimetoken') ?? exchange.query('timetoken') ?? '').split(',');
  const moments = times.map(readTimetoken);
  if (moments.includes(undefined) || (moments.length > 1 && moments.length !== channels.length)) {
    return json(400, { status: 400, error: true, error_message: 'Invalid Arguments', channels: {} });
  }
  const counts = channels.map((channel, index) => {
    const end = moments.length > 1 ? moments[index] : moments[0];
    return [channel, exchange.keyspace.messages.within(channel, { end }).length] as const;
  });
  return json(200, { ...ok, channels: Object.fromEntries(counts) });
}

/** The older form: one channel, and `reverse` to read from the oldest on. */
function legacyHistory(exchange: Exchange): ServerReply {
  const max = Math.min(exchange.queryNumber('count') ?? 100, 100);
  const all = exchange.keyspace.messages.within(exchange.segment('channel'), stretchOf(exchange));
  const page = exchange.queryFlag('reverse') ? all.slice(0, max) : all.slice(-max);
  const time = (message: StoredMessage | undefined) => Number(message?.timetoken ?? 0);
  const entries = page.map((stored) => {
    if (!exchange.queryFlag('include_token')) return stored.message;
    const timetoken = exchange.queryFlag('string_message_token') ? stored.timetoken : time(stored);
    const meta = exchange.queryFlag('include_meta') ? { meta: stored.meta ?? '' } : {};
    return { message: stored.message, timetoken, ...meta };
  });
  return json(200, [entries, time(page[0]), time(page.at(-1))]);
}

function stretchOf(exchange: Exchange): Stretch {
  return { start: readTimetoken(exchange.query('start')), end: readTimetoken(exchange.query('end')) };
}
