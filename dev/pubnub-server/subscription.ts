import type { ChannelGroups } from './channel-groups.js';
import type { ChannelMatch } from './channel-log.js';
import type { Exchange } from './exchange.js';

const suffix = '-pnpres';

/**
 * Tells through which subscribed name a channel is heard: its own, a wildcard such as `news.*`, or a group.
 *
 * Groups are looked up anew each time: they may change while a poll is open. A name with `-pnpres` is heard only
 * through names with `-pnpres`. Without Stream Controller a wildcard is a name like any other.
 */
export function matchOf(exchange: Exchange): ChannelMatch {
  const { groups } = exchange.keyspace;
  const hasWildcards = !exchange.keyspace.lacks('stream-controller');
  const channels = exchange.names('channels');
  const groupNames = exchange.queryNames('channel-group');
  return (channel) =>
    channels.find((name) => (hasWildcards ? includes(name, channel) : name === channel)) ??
    groupNames.find((group) => members(groups, group).some((name) => includes(name, channel)));
}

/** The channels on which a request makes its user present: those it names and those of its groups. */
export function presentChannels(exchange: Exchange): readonly string[] {
  const { groups } = exchange.keyspace;
  const named = [
    ...exchange.names('channels'),
    ...exchange.queryNames('channel-group').flatMap((group) => members(groups, group)),
  ];
  return [...new Set(named)].filter((name) => !name.endsWith(suffix));
}

/** The channels of a group, or their presence channels if the group is asked for its presence. */
function members(groups: ChannelGroups, group: string): readonly string[] {
  if (!group.endsWith(suffix)) return groups.channelsOf(group);
  return groups.channelsOf(group.slice(0, -suffix.length)).map((channel) => channel + suffix);
}

function includes(name: string, channel: string): boolean {
  if (name === channel) return true;
  const [base, ending] = name.endsWith(suffix) ? [name.slice(0, -suffix.length), suffix] : [name, ''];
  if (!base.endsWith('.*') || channel.endsWith(suffix) !== (ending === suffix)) return false;
  return channel.startsWith(base.slice(0, -1));
}
