import type { Exchange } from '../exchange.js';

/** The bit of each permission in a token. */
export const permissionBits = {
  read: 1,
  write: 2,
  manage: 4,
  delete: 8,
  get: 32,
  update: 64,
  join: 128,
} as const;

export type Permission = keyof typeof permissionBits;

/** What a permission can be for. */
export type ResourceKind = 'channels' | 'groups' | 'uuids';

/**
 * What a request needs to be allowed, if Access Manager is on. One permission for all the names.
 *
 * https://www.pubnub.com/docs/security/access-control/operations-permissions-mapping
 */
export interface Need {
  readonly permission: Permission;
  readonly kind: ResourceKind;
  readonly names: readonly string[];
}

/** The need of most requests: a permission for the channels of the path and the groups of the query. */
export function channelsNeed(permission: Permission): (exchange: Exchange) => readonly Need[] {
  return (exchange) => [
    { permission, kind: 'channels', names: [...exchange.names('channels'), ...exchange.names('channel')] },
    { permission, kind: 'groups', names: exchange.queryNames('channel-group') },
  ];
}
