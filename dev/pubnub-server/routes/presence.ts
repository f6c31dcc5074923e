import { channelsNeed } from '../access/need.js';
import { isRecord, type Exchange } from '../exchange.js';
import { json, type ServerReply } from '../http.js';
import type { Route } from '../route.js';
import { presentChannels } from '../subscription.js';
import { noteStates } from './subscribe.js';

const service = 'Presence';
const ok = { status: 200, message: 'OK', service } as const;

/** Who is there: heartbeat, leave, questions, states. */
export const presenceRoutes: readonly Route[] = [
  {
    operation: 'heartbeat',
    method: 'GET',
    path: '/v2/presence/sub-key/:sub/channel/:channels/heartbeat',
    needs: channelsNeed('read'),
    handle(exchange) {
      const { keyspace, uuid } = exchange;
      if (uuid) keyspace.presence.arrive(uuid, presentChannels(exchange), exchange.queryNumber('heartbeat'));
      noteStates(exchange);
      return json(200, ok);
    },
  },
  {
    operation: 'leave',
    method: 'GET',
    path: '/v2/presence/sub-key/:sub/channel/:channels/leave',
    handle(exchange) {
      const { keyspace, uuid } = exchange;
      if (uuid) keyspace.presence.leave(uuid, presentChannels(exchange));
      return json(200, { ...ok, action: 'leave' });
    },
  },
  { operation: 'here-now', method: 'GET', path: '/v2/presence/sub-key/:sub', handle: hereNowEverywhere },
  {
    operation: 'here-now',
    method: 'GET',
    path: '/v2/presence/sub-key/:sub/channel/:channels',
    needs: channelsNeed('read'),
    handle: hereNow,
  },
  {
    operation: 'where-now',
    method: 'GET',
    path: '/v2/presence/sub-key/:sub/uuid/:user',
    handle: (exchange) =>
      json(200, {
        ...ok,
        payload: { channels: exchange.keyspace.presence.channelsOf(exchange.segment('user')) },
      }),
  },
  {
    operation: 'get-state',
    method: 'GET',
    path: '/v2/presence/sub-key/:sub/channel/:channels/uuid/:user',
    needs: channelsNeed('read'),
    handle: getState,
  },
  {
    operation: 'set-state',
    method: 'GET',
    path: '/v2/presence/sub-key/:sub/channel/:channels/uuid/:user/data',
    needs: channelsNeed('read'),
    handle: setState,
  },
];

function hereNowEverywhere(exchange: Exchange): ServerReply {
  return json(200, { ...ok, payload: summary(exchange, exchange.keyspace.presence.channels) });
}

/** One channel is answered in short, several (or a group) by name. */
function hereNow(exchange: Exchange): ServerReply {
  const only = onlyChannel(exchange);
  if (only !== undefined) return json(200, { ...ok, ...occupancy(exchange, only) });
  return json(200, { ...ok, payload: summary(exchange, presentChannels(exchange)) });
}

function summary(exchange: Exchange, channels: readonly string[]): object {
  const occupied = channels
    .map((channel) => [channel, occupancy(exchange, channel)] as const)
    .filter(([, entry]) => entry.occupancy > 0);
  return {
    channels: Object.fromEntries(occupied),
    total_channels: occupied.length,
    total_occupancy: occupied.reduce((sum, [, entry]) => sum + entry.occupancy, 0),
  };
}

function occupancy(exchange: Exchange, channel: string): { occupancy: number; uuids?: unknown[] } {
  const occupants = exchange.keyspace.presence.occupants(channel);
  if (exchange.queryFlag('disable_uuids')) return { occupancy: occupants.length };

  const offset = exchange.queryNumber('offset') ?? 0;
  const limit = exchange.queryNumber('limit') ?? 1000;
  const page = occupants.slice(offset, offset + limit);
  const uuids = exchange.queryFlag('state')
    ? page.map(({ uuid, state }) => (state === undefined ? { uuid } : { uuid, state }))
    : page.map(({ uuid }) => uuid);
  return { occupancy: occupants.length, uuids };
}

function getState(exchange: Exchange): ServerReply {
  const { presence } = exchange.keyspace;
  const user = exchange.segment('user');
  const only = onlyChannel(exchange);
  if (only !== undefined) {
    return json(200, { ...ok, uuid: user, channel: only, payload: presence.stateOf(user, only) });
  }
  const states = Object.fromEntries(
    presentChannels(exchange).map((channel) => [channel, presence.stateOf(user, channel)]),
  );
  return json(200, { ...ok, uuid: user, payload: { channels: states } });
}

function setState(exchange: Exchange): ServerReply {
  const text = exchange.query('state');
  if (text === undefined)
    return json(400, { status: 400, error: 1, message: 'No state specified.', service });
  const state = exchange.queryJson('state');
  if (!isRecord(state))
    return json(400, { status: 400, error: 1, message: 'Invalid JSON specified.', service });

  exchange.keyspace.presence.setState(exchange.segment('user'), presentChannels(exchange), state);
  return json(200, { ...ok, payload: state });
}

/** The channel of a request that names one and no group. */
function onlyChannel(exchange: Exchange): string | undefined {
  const channels = exchange.names('channels');
  return channels.length === 1 && exchange.queryNames('channel-group').length === 0 ? channels[0] : undefined;
}
