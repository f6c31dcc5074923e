import type { Membership, ObjectKind } from '../app-context.js';
import { isRecord, parseJson, type Exchange } from '../exchange.js';
import type { ServerReply } from '../http.js';
import type { Route } from '../route.js';
import { announceObject, changeMark, needOf, pageOf, refuseObject, showObject } from './objects.js';

/** One of the other side. */
interface Entry {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const otherOf = { uuid: 'channel', channel: 'uuid' } as const;

/** The channels of a user, and the users of a channel: the same, seen from two sides. */
export const membershipRoutes: readonly Route[] = (['uuid', 'channel'] as const).flatMap((kind) => [
  {
    operation: 'objects',
    method: 'GET',
    path: `/v2/objects/:sub/${kind}s/:id/${otherOf[kind]}s`,
    needs: needOf('get', kind),
    handle: (exchange) => list(exchange, kind),
  },
  {
    operation: 'objects',
    method: 'PATCH',
    path: `/v2/objects/:sub/${kind}s/:id/${otherOf[kind]}s`,
    needs: kind === 'uuid' ? needOf('update', kind) : needOf('manage', kind),
    handle: (exchange) => change(exchange, kind),
  },
]);

function list(exchange: Exchange, kind: ObjectKind): ServerReply {
  const memberships = exchange.keyspace.objects.memberships(kind, exchange.segment('id'));
  return pageOf(
    exchange,
    memberships.map((membership) => show(exchange, otherOf[kind], membership)),
  );
}

function show(exchange: Exchange, other: ObjectKind, membership: Membership): object {
  const include = exchange.queryNames('include');
  const id = membership[other];
  const metadata = exchange.keyspace.objects.get(other, id);
  const known =
    metadata && include.includes(other) ? showObject(other, id, metadata, include, `${other}.`) : { id };
  const fields = ['custom', 'status', 'type'].filter((field) => include.includes(field));
  return {
    [other]: known,
    ...Object.fromEntries(fields.map((field) => [field, membership.fields[field] ?? null])),
    updated: membership.updated,
    eTag: membership.eTag,
  };
}

/** Takes `set` and `delete`, lists of the other side with what is to be kept about each. */
function change(exchange: Exchange, kind: ObjectKind): ServerReply {
  const body = parseJson(new TextDecoder().decode(exchange.request.body));
  const joining = entries(body, 'set', otherOf[kind]);
  const leaving = entries(body, 'delete', otherOf[kind]);
  if (!joining || !leaving) return refuseObject(400, 'Request payload contained invalid input.');

  const { objects } = exchange.keyspace;
  for (const { id, fields } of joining) {
    const membership = { ...pair(exchange, kind, id), fields, ...changeMark(exchange) };
    objects.join(membership);
    const { updated, eTag } = membership;
    announce(exchange, 'set', membership, { ...fields, updated, eTag });
  }
  for (const { id } of leaving) {
    const both = pair(exchange, kind, id);
    objects.leave(both);
    announce(exchange, 'delete', both, {});
  }
  return list(exchange, kind);
}

function announce(
  exchange: Exchange,
  event: 'set' | 'delete',
  both: Pick<Membership, ObjectKind>,
  more: object,
): void {
  const data = { ...more, channel: { id: both.channel }, uuid: { id: both.uuid } };
  for (const channel of [both.channel, both.uuid])
    announceObject(exchange, channel, event, { type: 'membership', data });
}

function pair(exchange: Exchange, kind: ObjectKind, other: string): Pick<Membership, ObjectKind> {
  const id = exchange.segment('id');
  return kind === 'uuid' ? { uuid: id, channel: other } : { uuid: other, channel: id };
}

function entries(body: unknown, verb: 'set' | 'delete', other: ObjectKind): readonly Entry[] | undefined {
  if (!isRecord(body)) return undefined;
  const items = body[verb] ?? [];
  if (!Array.isArray(items)) return undefined;
  const found = items.map((item: unknown) => entry(item, other));
  return found.every((one) => one !== undefined) ? found : undefined;
}

function entry(item: unknown, other: ObjectKind): Entry | undefined {
  if (!isRecord(item)) return undefined;
  const { [other]: named, ...fields } = item;
  return isRecord(named) && typeof named['id'] === 'string' ? { id: named['id'], fields } : undefined;
}
