import type { AccessManager } from './access/access-manager.js';
import { GrantError, parseGrant } from './access/grant.js';
import { parseJson } from './exchange.js';
import { parseFault } from './fault-rule.js';
import type { Faults } from './faults.js';
import { empty, json, type ServerReply, type ServerRequest } from './http.js';
import type { Traffic } from './traffic.js';

/** Paths below this one are not PubNub's, they are for tests that cannot hold the server itself, such as a page. */
export const controlPath = '/_dev/';

/** What of a server a page may hold. */
interface Controlled {
  readonly faults: Faults;
  readonly traffic: Traffic;
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

  const { method, url, body } = request;
  const { faults, traffic } = server;
  const manager = server.access(url.searchParams.get('sub') ?? undefined);
  const uuid = url.searchParams.get('uuid') ?? undefined;
  switch (`${method} ${url.pathname.slice(controlPath.length)}`) {
    case 'GET faults':
      return json(200, { faults: faults.active, down: faults.isDown });
    case 'POST faults':
      return addFaults(faults, parseJson(new TextDecoder().decode(body)));
    case 'DELETE faults':
      faults.clear();
      return empty(204);
    case 'POST down':
      faults.down();
      return empty(204);
    case 'POST up':
      faults.up();
      return empty(204);
    case 'POST cut':
      faults.cut(uuid);
      return empty(204);
    case 'GET traffic':
      return json(200, { counts: traffic.counts, log: traffic.log });
    case 'DELETE traffic':
      traffic.reset();
      return empty(204);
    case 'POST grant':
      return grant(manager, parseJson(new TextDecoder().decode(body)));
    case 'POST expire':
      manager?.expire(uuid);
      return empty(204);
    default:
      return json(404, { message: `Not found: ${method} ${url.pathname}` });
  }
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
