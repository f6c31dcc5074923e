import { createHmac } from 'node:crypto';
import type { ServerRequest } from '../http.js';

/**
 * The signature a request has if its sender knows the secret key.
 *
 * https://www.pubnub.com/docs/security/access-control (signature generation, version 2)
 */
export function signatureOf(request: ServerRequest, publishKey: string, secretKey: string): string {
  const { method, url, body } = request;
  // A posted message is signed as if it were in the address.
  const isPublish = url.pathname.startsWith('/publish');
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'signature')
    .map(([name, value]) => `${name}=${encode(value)}`)
    .toSorted();
  const text = [isPublish ? 'GET' : method, publishKey, url.pathname, query.join('&'), ''].join('\n');
  const signed = isPublish ? text : text + new TextDecoder().decode(body);
  return `v2.${createHmac('sha256', secretKey).update(signed).digest('base64url')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!~*'()]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
