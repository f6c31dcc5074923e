import type { AccessManager } from './access/access-manager.js';
import { needing, refusalOf } from './add-ons.js';
import { control, controlPath } from './control.js';
import { Exchange, type ServerContext } from './exchange.js';
import { Faults } from './faults.js';
import { empty, json, preflight, type ServerReply, type ServerRequest } from './http.js';
import { Keyspace } from './keyspace.js';
import { settingsFrom, type KeyPair, type ServerOptions } from './options.js';
import { findRoute, type RouteMatch, type RouteParameters } from './route.js';
import { accessRoutes } from './routes/access.js';
import { actionRoutes } from './routes/actions.js';
import { fileRoutes } from './routes/files.js';
import { groupRoutes } from './routes/groups.js';
import { historyRoutes } from './routes/history.js';
import { membershipRoutes } from './routes/memberships.js';
import { objectRoutes } from './routes/objects.js';
import { presenceRoutes } from './routes/presence.js';
import { publishRoutes } from './routes/publish.js';
import { subscribeRoutes } from './routes/subscribe.js';
import { timeRoutes } from './routes/time.js';
import { TimetokenSource } from './timetoken.js';
import { Traffic } from './traffic.js';

const routes = [
  ...timeRoutes,
  ...subscribeRoutes,
  ...publishRoutes,
  ...needing('presence', presenceRoutes),
  ...needing('persistence', historyRoutes),
  ...needing('message-actions', actionRoutes),
  ...needing('files', fileRoutes),
  ...needing('app-context', [...objectRoutes, ...membershipRoutes]),
  ...needing('stream-controller', groupRoutes),
  ...needing('access-manager', accessRoutes),
];

/** Bytes of path and query above which no proxy would pass a request. */
const addressLimit = 65_536;

/**
 * A server that speaks PubNub's REST API well enough for PubNub's own SDK, for development and tests.
 *
 * It is a function from request to answer and keeps all in memory; `node.ts` and `vite-plugin.ts` give it sockets.
 * A poll is an answer that takes long. Sources: https://www.pubnub.com/docs/sdks/rest-api, the SDK's requests, and the
 * answers PubNub's open-source SDKs keep as test fixtures.
 */
export class PubNubServer {
  readonly traffic: Traffic;
  readonly faults: Faults;

  readonly #context: ServerContext;
  readonly #keyspaces = new Map<string, Keyspace>();
  readonly #life = new AbortController();

  constructor(options: ServerOptions = {}) {
    const settings = settingsFrom(options);
    const time = new TimetokenSource(settings.clock);
    this.traffic = new Traffic(settings.logSize);
    this.faults = new Faults(settings);
    this.#context = { settings, time, traffic: this.traffic, life: this.#life.signal };
    for (const keys of settings.keys) this.addKeys(keys);
  }

  /** Knows one more pair of keys from now on, each pair a world of its own. By default one nobody has yet. */
  addKeys(keys: KeyPair = newKeys()): KeyPair {
    const { settings, time } = this.#context;
    this.#keyspaces.set(keys.subscribeKey, new Keyspace(keys, { settings, time, faults: this.faults }));
    return keys;
  }

  /**
   * Answers one request.
   *
   * @throws {ConnectionCut} when the connection shall break instead.
   */
  async handle(request: ServerRequest): Promise<ServerReply> {
    if (request.method === 'OPTIONS') return preflight();
    if (request.url.pathname.startsWith(controlPath)) return control(request, this);

    const match = matchOf(request);
    const operation = match?.route.operation ?? 'unknown';
    const subscribeKey = match?.parameters.get('sub');
    const uuid = request.url.searchParams.get('uuid') ?? undefined;
    const answered = this.traffic.began({
      at: this.#context.settings.clock.now(),
      operation,
      method: request.method,
      path: request.url.pathname + request.url.search,
      subscribeKey,
      uuid,
    });
    const subject = { operation, subscribeKey, uuid, signal: request.signal };
    const reply = await this.faults.around(subject, () => this.#answer(request, match));
    answered(reply.status);
    return reply;
  }

  /** Hands out tokens for a subscribe key, by default the first, and ends them; undefined if Access Manager is off. */
  access(subscribeKey = this.#context.settings.keys[0]?.subscribeKey ?? ''): AccessManager | undefined {
    return this.#keyspaces.get(subscribeKey)?.access;
  }

  /** Ends all polls and timers. */
  close(): void {
    this.#life.abort();
    for (const keyspace of this.#keyspaces.values()) keyspace.close();
  }

  async #answer(request: ServerRequest, match: RouteMatch | undefined): Promise<ServerReply> {
    if (request.url.pathname.length + request.url.search.length > addressLimit) return empty(414);
    if (!match) return json(404, { message: `Not found: '${request.url.pathname}'`, error: 1, status: 404 });

    const { route, parameters } = match;
    const keyspace = this.#keyspaces.get(parameters.get('sub') ?? '');
    const exchange = new Exchange(request, this.#context, parameters, keyspace);
    return (
      this.#wrongKey(parameters, keyspace) ??
      keyspace?.access?.refusal(exchange, route) ??
      (keyspace && refusalOf(exchange, keyspace, route)) ??
      route.handle(exchange)
    );
  }

  /** The answer to a request with keys we do not know. Some routes have none in their path. */
  #wrongKey(parameters: RouteParameters, keyspace: Keyspace | undefined): ServerReply | undefined {
    if (parameters.has('sub') && !keyspace) {
      return json(400, {
        message: 'Invalid Subscribe Key',
        error: true,
        service: 'Access Manager',
        status: 400,
      });
    }
    if (parameters.has('pub') && parameters.get('pub') !== keyspace?.keys.publishKey) {
      return json(400, [0, 'Invalid Key', this.#context.time.next()]);
    }
    return undefined;
  }
}

function newKeys(): KeyPair {
  return { publishKey: `pub-c-${crypto.randomUUID()}`, subscribeKey: `sub-c-${crypto.randomUUID()}` };
}

function matchOf({ method, url }: ServerRequest): RouteMatch | undefined {
  try {
    return findRoute(routes, method, url.pathname);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
