import type { Need, Permission } from '../access/need.js';
import type { Metadata, ObjectKind } from '../app-context.js';
import { envelopeKind } from '../envelope.js';
import { isRecord, parseJson, type Exchange } from '../exchange.js';
import { json, type ServerReply } from '../http.js';
import type { Route } from '../route.js';

/** The fields PubNub always shows, set or not. `status`, `type` and `custom` are shown when asked for. */
const plainFields = {
  uuid: ['name', 'externalId', 'profileUrl', 'email'],
  channel: ['name', 'description'],
} as const;
const optionalFields = ['status', 'type', 'custom'] as const;

/** Users and channels: what an application keeps about them. Memberships are in `memberships.ts`. */
export const objectRoutes: readonly Route[] = (['uuid', 'channel'] as const).flatMap((kind) => [
  {
    operation: 'objects',
    method: 'GET',
    path: `/v2/objects/:sub/${kind}s`,
    handle: (exchange) => listObjects(exchange, kind),
  },
  {
    operation: 'objects',
    method: 'GET',
    path: `/v2/objects/:sub/${kind}s/:id`,
    needs: needOf('get', kind),
    handle: (exchange) => {
      const metadata = exchange.keyspace.objects.get(kind, exchange.segment('id'));
      return metadata ? json(200, { status: 200, data: shown(exchange, kind, metadata) }) : notFound();
    },
  },
  {
    operation: 'objects',
    method: 'PATCH',
    path: `/v2/objects/:sub/${kind}s/:id`,
    needs: needOf('update', kind),
    handle: (exchange) => setObject(exchange, kind),
  },
  {
    operation: 'objects',
    method: 'DELETE',
    path: `/v2/objects/:sub/${kind}s/:id`,
    needs: needOf('delete', kind),
    handle: (exchange) => removeObject(exchange, kind),
  },
]);

/** A permission for the object in the path. */
export function needOf(permission: Permission, kind: ObjectKind): (exchange: Exchange) => readonly Need[] {
  return (exchange) => [{ permission, kind: `${kind}s`, names: [exchange.segment('id')] }];
}

/** What is shown of a user or a channel; `prefix` is that of the `include` flags, for one within another. */
export function showObject(
  kind: ObjectKind,
  id: string,
  { fields, updated, eTag }: Metadata,
  include: readonly string[],
  prefix = '',
): object {
  const optional = optionalFields.filter((field) => include.includes(prefix + field));
  const names: readonly string[] = [...plainFields[kind], ...optional];
  return { id, ...Object.fromEntries(names.map((name) => [name, fields[name] ?? null])), updated, eTag };
}

/** A page of a list as PubNub cuts it: `limit`, `start` from the answer before, and the size of all if asked for. */
export function pageOf(exchange: Exchange, all: readonly object[]): ServerReply {
  const limit = Math.min(exchange.queryNumber('limit') ?? 100, 100);
  const from = exchange.queryNumber('start') ?? 0;
  const data = all.slice(from, from + limit);
  const more = from + limit < all.length ? { next: String(from + limit) } : {};
  const count = exchange.queryFlag('count') ? { totalCount: all.length } : {};
  return json(200, { status: 200, data, ...count, ...more });
}

/** When something changed, and the mark of that change. */
export function changeMark({ context }: Exchange): Omit<Metadata, 'fields'> {
  const updated = new Date(context.settings.clock.now()).toISOString();
  return { updated, eTag: BigInt(context.time.next()).toString(36) };
}

/** Tells a channel of a change. */
export function announceObject(
  exchange: Exchange,
  channel: string,
  event: 'set' | 'delete',
  more: object,
): void {
  const d = { source: 'objects', version: '2.0', event, ...more };
  exchange.keyspace.say({ c: channel, e: envelopeKind.object, d });
}

/** An answer in the words of App Context. */
export function refuseObject(status: number, message: string): ServerReply {
  return json(status, { status, error: { message, source: 'objects' } });
}

function listObjects(exchange: Exchange, kind: ObjectKind): ServerReply {
  const include = exchange.queryNames('include');
  const all = exchange.keyspace.objects
    .all(kind)
    .map(([id, metadata]) => showObject(kind, id, metadata, include));
  return pageOf(exchange, all);
}

function setObject(exchange: Exchange, kind: ObjectKind): ServerReply {
  const { keyspace, request } = exchange;
  const id = exchange.segment('id');
  const fields = parseJson(new TextDecoder().decode(request.body));
  if (!isRecord(fields)) return refuseObject(400, 'Request payload contained invalid input.');
  const expected = request.headers['if-match'];
  if (expected !== undefined && expected !== keyspace.objects.get(kind, id)?.eTag) {
    return refuseObject(412, 'Object already changed by another request since last retrieval.');
  }

  const metadata = keyspace.objects.set(kind, id, fields, changeMark(exchange));
  const { updated, eTag } = metadata;
  announceObject(exchange, id, 'set', { type: kind, data: { id, ...fields, updated, eTag } });
  return json(200, { status: 200, data: shown(exchange, kind, metadata) });
}

function removeObject(exchange: Exchange, kind: ObjectKind): ServerReply {
  const id = exchange.segment('id');
  if (!exchange.keyspace.objects.remove(kind, id)) return notFound();
  announceObject(exchange, id, 'delete', { type: kind, data: { id } });
  return json(200, { status: 200, data: null });
}

function shown(exchange: Exchange, kind: ObjectKind, metadata: Metadata): object {
  return showObject(kind, exchange.segment('id'), metadata, exchange.queryNames('include'));
}

function notFound(): ServerReply {
  return refuseObject(404, 'Requested object was not found.');
}
