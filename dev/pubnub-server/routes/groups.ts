import type { Need } from '../access/need.js';
import type { Exchange } from '../exchange.js';
import { json } from '../http.js';
import type { Route } from '../route.js';

const done = { status: 200, message: 'OK', service: 'channel-registry', error: false } as const;
const answer = { status: 200, service: 'channel-registry', error: false } as const;

const needs = (exchange: Exchange): readonly Need[] => [
  { permission: 'manage', kind: 'groups', names: [exchange.segment('group')] },
];

/** Channel groups: filling, listing and deleting them. */
export const groupRoutes: readonly Route[] = [
  {
    operation: 'groups',
    method: 'GET',
    path: '/v1/channel-registration/sub-key/:sub/channel-group',
    handle: ({ keyspace }) =>
      json(200, { ...answer, payload: { namespace: '', groups: keyspace.groups.names } }),
  },
  {
    operation: 'groups',
    method: 'GET',
    path: '/v1/channel-registration/sub-key/:sub/channel-group/:group',
    needs,
    handle(exchange) {
      const { groups } = exchange.keyspace;
      const group = exchange.segment('group');
      const [add, remove] = [exchange.queryNames('add'), exchange.queryNames('remove')];
      if (add.length === 0 && remove.length === 0) {
        return json(200, { ...answer, payload: { channels: groups.channelsOf(group), group } });
      }
      groups.add(group, add);
      groups.remove(group, remove);
      return json(200, done);
    },
  },
  {
    operation: 'groups',
    method: 'GET',
    path: '/v1/channel-registration/sub-key/:sub/channel-group/:group/remove',
    needs,
    handle(exchange) {
      exchange.keyspace.groups.delete(exchange.segment('group'));
      return json(200, done);
    },
  },
];
