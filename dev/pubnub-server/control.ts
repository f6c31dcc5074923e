import type { AccessManager } from './access/access-manager.js';
import { GrantError, parseGrant } from './access/grant.js';
import { parseJson } from './exchange.js';
import { parseFault } from './fault-rule.js';
import type { Faults, FaultScope } from './faults.js';
import { empty, json, type ServerReply, type ServerRequest } from './http.js';
import type { KeyPair } from './options.js';
import type { Traffic } from './traffic.js';

/** Paths below this one are not PubNub's, they are for tests that cannot hold the server itself, such as a page. */
export const controlPath = '/_dev/';

/** What of a server a page may hold. */
interface Controlled {
  readonly faults: Faults;
  readonly traffic: Traffic;
  addKeys(): KeyPair;
  access(subscribeKey?: string): AccessManager | undefined;
}

/**
 * Lets a test in a page make faults and read what was used.
 *
 * Only for this machine, in both senses: the request comes from it, and the page that sends it is served by it.
 */
export function control(request: ServerRequest, server: Controlled): ServerReply {
  if (!request.isLocal || !isLocalPage(request.headers['origin']))
    return json(403, { message: 'Only from this machine.' });

  const { method, url } = request;
  const handle = commands.get(`${method} ${url.pathname.slice(controlPath.length)}`);
  if (!handle) return json(404, { message: `Not found: ${method} ${url.pathname}` });
  const scope = {
    subscribeKey: url.searchParams.get('sub') ?? undefined,
    uuid: url.searchParams.get('uuid') ?? undefined,
  };
  return handle(server, scope, parseJson(new TextDecoder().decode(request.body))) ?? empty(204);
}

type Command = (server: Controlled, scope: FaultScope, body: unknown) => ServerReply | void;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['GET faults', ({ faults }) => json(200, { faults: faults.active, outages: faults.outages })],
  ['POST faults', ({ faults }, _scope, body) => addFaults(faults, body)],
  ['DELETE faults', ({ faults }, { subscribeKey }) => faults.clear(subscribeKey)],
  ['POST down', ({ faults }, scope) => faults.down(scope)],
  ['POST up', ({ faults }, scope) => faults.up(scope)],
  ['POST cut', ({ faults }, scope) => faults.cut(scope)],
  ['GET traffic', ({ traffic }, scope) => json(200, report(traffic, scope))],
  ['DELETE traffic', ({ traffic }, { subscribeKey }) => traffic.reset(subscribeKey)],
  ['POST keys', (server) => json(200, server.addKeys())],
  ['POST grant', (server, { subscribeKey }, body) => grant(server.access(subscribeKey), body)],
  ['POST expire', (server, { subscribeKey, uuid }) => server.access(subscribeKey)?.expire(uuid)],
]);

function report(traffic: Traffic, { subscribeKey }: FaultScope): object {
  if (subscribeKey === undefined) return { counts: traffic.counts, log: traffic.log };
  const log = traffic.log.filter((request) => request.subscribeKey === subscribeKey);
  return { counts: traffic.countsOf(subscribeKey), log };
}

/** One fault, or a list of them. All are read before the first is added. */
function addFaults(faults: Faults, input: unknown): ServerReply {
  try {
    for (const fault of [input].flat().map(parseFault)) faults.add(fault);
    return empty(204);
  } catch (error) {
    if (error instanceof TypeError) return json(400, { message: error.message });
    throw error;
  }
}

/** A token for a page that has no server of its own to ask; the body is that of PubNub's grant. */
function grant(manager: AccessManager | undefined, input: unknown): ServerReply {
  if (!manager) return json(400, { message: 'These keys have no secret key.' });
  try {
    return json(200, { token: manager.grant(parseGrant(input)) });
  } catch (error) {
    if (error instanceof GrantError) return json(400, { message: error.message, detail: error.detail });
    throw error;
  }
}

/** Whether a host name means this machine; browsers treat `localhost` and what ends in it so. */
export function isLocalHost(name: string): boolean {
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d+){3}$/.test(name)
  );
}

function isLocalPage(origin: string | undefined): boolean {
  return origin === undefined || (URL.canParse(origin) && isLocalHost(new URL(origin).hostname));
}
