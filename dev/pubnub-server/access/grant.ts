import { isRecord } from '../exchange.js';
import { encodeCbor, type CborValue } from './cbor.js';
import { permissionBits, type Need, type ResourceKind } from './need.js';

/** Names, or patterns of names, each with the bits of what is allowed. */
type Permissions = Readonly<Record<ResourceKind, Readonly<Record<string, number>>>>;

/** What the owner of the secret key allows the holder of a token. */
export interface Grant {
  /** Minutes from now. */
  readonly ttl: number;
  /** The only user who may use the token; undefined: whoever has it. */
  readonly uuid: string | undefined;
  readonly resources: Permissions;
  /** Regular expressions. PubNub does not anchor them. */
  readonly patterns: Permissions;
  readonly meta: Readonly<Record<string, string | number | boolean | null>>;
}

/** Why a grant is refused, in PubNub's words. */
export class GrantError extends Error {
  override readonly name = 'GrantError';
  /** Where in the request it is wrong. */
  readonly location: string;
  readonly detail: string;

  constructor(message: string, location: string, detail: string) {
    super(message);
    this.location = location;
    this.detail = detail;
  }
}

/**
 * Reads the body of a grant request.
 *
 * @throws {GrantError} when it is not one.
 */
export function parseGrant(body: unknown): Grant {
  if (!isRecord(body)) throw new GrantError('Invalid JSON', 'body', 'Body should be an object.');
  const { ttl, permissions } = body;
  if (typeof ttl !== 'number' || !Number.isInteger(ttl) || ttl < 1 || ttl > 43_200) {
    throw new GrantError('Invalid ttl', 'ttl', 'Range should be 1 to 43200 minute(s).');
  }
  if (!isRecord(permissions))
    throw new GrantError('Invalid permissions', 'permissions', 'Should be an object.');

  const { uuid, resources, patterns, meta } = permissions;
  return {
    ttl,
    uuid: typeof uuid === 'string' ? uuid : undefined,
    resources: parsePermissions(resources, 'permissions.resources'),
    patterns: parsePatterns(patterns),
    meta: parseMeta(meta),
  };
}

/** Whether a grant covers a name. */
export function covers({ resources, patterns }: Grant, { kind, permission }: Need, name: string): boolean {
  const byPattern = Object.entries(patterns[kind]).filter(([pattern]) => new RegExp(pattern, 'u').test(name));
  const bits = byPattern.reduce((sum, [, more]) => sum | more, resources[kind][name] ?? 0);
  return (bits & permissionBits[permission]) !== 0;
}

/**
 * Writes a grant as PubNub's token version 2: CBOR in base64 for URLs, as the SDK's `parseToken` reads it.
 *
 * @param sign makes the signature, which is the last entry, over all others.
 */
export function encodeToken(grant: Grant, seconds: number, sign: (bytes: Uint8Array) => Uint8Array): string {
  const entries: readonly (readonly [string, CborValue])[] = [
    ['v', 2],
    ['t', seconds],
    ['ttl', grant.ttl],
    ['res', permissionMap(grant.resources)],
    ['pat', permissionMap(grant.patterns)],
    ['meta', new Map(Object.entries(grant.meta))],
    ...(grant.uuid === undefined ? [] : [['uuid', grant.uuid] as const]),
  ];
  const sig = sign(encodeCbor(withByteKeys(entries)));
  return Buffer.from(encodeCbor(withByteKeys([...entries, ['sig', sig]]))).toString('base64url');
}

function permissionMap({ channels, groups, uuids }: Permissions): CborValue {
  const named = (names: Readonly<Record<string, number>>) => new Map(Object.entries(names));
  return withByteKeys([
    ['chan', named(channels)],
    ['grp', named(groups)],
    ['spc', new Map()],
    ['usr', new Map()],
    ['uuid', named(uuids)],
  ]);
}

/** PubNub's own keys are bytes, those the application chose are texts. */
function withByteKeys(entries: readonly (readonly [string, CborValue])[]): CborValue {
  return new Map(entries.map(([key, value]) => [new TextEncoder().encode(key), value]));
}

/** `spaces` and `users` are other names for channels and uuids; SDKs send both. */
function parsePermissions(input: unknown, location: string): Permissions {
  const groups = isRecord(input) ? input : {};
  return {
    channels: parseBits({ ...record(groups['spaces']), ...record(groups['channels']) }, location),
    groups: parseBits(record(groups['groups']), location),
    uuids: parseBits({ ...record(groups['users']), ...record(groups['uuids']) }, location),
  };
}

function parsePatterns(input: unknown): Permissions {
  const location = 'permissions.patterns';
  const patterns = parsePermissions(input, location);
  for (const pattern of Object.values(patterns).flatMap((kind) => Object.keys(kind))) {
    try {
      void new RegExp(pattern, 'u');
    } catch (cause) {
      throw Object.assign(new GrantError('Invalid RegExp', location, `Syntax error: ${pattern}`), { cause });
    }
  }
  return patterns;
}

function parseBits(input: Record<string, unknown>, location: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(input).map(([name, bits]) => {
      if (typeof bits === 'number') return [name, bits];
      throw new GrantError('Invalid permissions', `${location}.${name}`, 'Should be a number.');
    }),
  );
}

function parseMeta(input: unknown): Grant['meta'] {
  const meta = record(input);
  for (const [name, value] of Object.entries(meta)) {
    if (typeof value === 'object' && value !== null) {
      throw new GrantError('Invalid meta', `permissions.meta.${name}`, 'Should be a scalar.');
    }
  }
  return meta as Grant['meta'];
}

function record(input: unknown): Record<string, unknown> {
  return isRecord(input) ? input : {};
}
