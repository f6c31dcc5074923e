import { GrantError, parseGrant } from '../access/grant.js';
import { parseJson, type Exchange } from '../exchange.js';
import { json, type ServerReply } from '../http.js';
import type { Route } from '../route.js';

const service = 'Access Manager';

/** Access Manager version 3: giving tokens out and taking them back. Both must be signed with the secret key. */
export const accessRoutes: readonly Route[] = [
  { operation: 'grant', method: 'POST', path: '/v3/pam/:sub/grant', handle: grant },
  { operation: 'revoke', method: 'DELETE', path: '/v3/pam/:sub/grant/:token', handle: revoke },
];

function grant(exchange: Exchange): ServerReply {
  const { access } = exchange.keyspace;
  if (!access?.isSigned(exchange)) return unsigned();
  try {
    const token = access.grant(parseGrant(parseJson(new TextDecoder().decode(exchange.request.body))));
    return json(200, { data: { message: 'Success', token }, service, status: 200 });
  } catch (error) {
    if (!(error instanceof GrantError)) throw error;
    return invalid('grant', error.message, {
      message: error.detail,
      location: error.location,
      locationType: 'body',
    });
  }
}

function revoke(exchange: Exchange): ServerReply {
  const { access } = exchange.keyspace;
  if (!access?.isSigned(exchange)) return unsigned();
  const problem = access.revoke(exchange.segment('token'));
  if (!problem) return json(200, { data: { message: 'Success' }, service, status: 200 });
  const message = problem === 'expired' ? 'Token is expired.' : 'Token is invalid.';
  return invalid('revoke', 'Invalid token', { message, location: 'token', locationType: 'path' });
}

function unsigned(): ServerReply {
  return json(403, { message: 'Invalid Signature', error: true, service, status: 403 });
}

function invalid(source: string, message: string, detail: object): ServerReply {
  return json(400, { error: { message, source, details: [detail] }, service, status: 400 });
}
