import type { Need } from './access/need.js';
import type { Exchange } from './exchange.js';
import type { ServerReply } from './http.js';
import type { AddOn } from './options.js';

/** What a request can ask for. */
export const operations = [
  'subscribe',
  'publish',
  'signal',
  'time',
  'heartbeat',
  'leave',
  'here-now',
  'where-now',
  'get-state',
  'set-state',
  'history',
  'delete-history',
  'message-counts',
  'actions',
  'files',
  'objects',
  'groups',
  'grant',
  'revoke',
  'unknown',
] as const;

export type Operation = (typeof operations)[number];

/** One entry of the API. */
export interface Route {
  readonly operation: Operation;
  readonly method: string;
  /** Segments: `:name` takes one, `:name?` may be missing at the end. */
  readonly path: string;
  /** What must be switched on for the keys. */
  readonly addOn?: AddOn;
  /** What a token must allow; without it, none is needed. */
  readonly needs?: (exchange: Exchange) => readonly Need[];
  readonly handle: (exchange: Exchange) => ServerReply | Promise<ServerReply>;
}

/** The values of a path's named segments, decoded. */
export type RouteParameters = ReadonlyMap<string, string>;

/** What a path asks for. */
export interface RouteMatch {
  readonly route: Route;
  readonly parameters: RouteParameters;
}

/**
 * Finds the route of a path. Segments are cut before they are decoded: a message in a path may hold `%2F`.
 *
 * @throws {URIError} when a segment is not percent-encoded properly.
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): RouteMatch | undefined {
  const segments = pathname.split('/').slice(1);
  for (const route of routes) {
    if (route.method !== method) continue;
    const parameters = matchPath(route.path.split('/').slice(1), segments);
    if (parameters) return { route, parameters };
  }
  return undefined;
}

function matchPath(pattern: readonly string[], segments: readonly string[]): RouteParameters | undefined {
  const parameters = new Map<string, string>();
  if (segments.length > pattern.length) return undefined;

  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) {
      if (part.endsWith('?')) continue;
      return undefined;
    }
    if (part.startsWith(':')) parameters.set(part.slice(1).replace('?', ''), decodeURIComponent(segment));
    else if (part !== segment) return undefined;
  }
  return parameters;
}
