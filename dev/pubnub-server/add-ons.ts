import type { Exchange } from './exchange.js';
import { json, type ServerReply } from './http.js';
import type { Keyspace } from './keyspace.js';
import type { AddOn } from './options.js';
import type { Route } from './route.js';

const history =
  'Use of the history API requires the Storage & Playback which is not enabled for this subscribe key. Login to your PubNub Dashboard Account and enable Storage & Playback. Contact support@pubnub.com if you require further assistance.';

/** Marks routes as part of an add-on. */
export function needing(addOn: AddOn, routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => ({ addOn, ...route }));
}

/**
 * The answer to a request whose add-on is switched off; undefined if there is none, or it is on.
 *
 * Those of history and files are recorded in pubnub/swift and pubnub/kotlin; of the others the status or the text is
 * known and the rest has the form of that service's other errors, see the README.
 */
export function refusalOf(exchange: Exchange, keyspace: Keyspace, { addOn }: Route): ServerReply | undefined {
  const usesGroups = exchange.queryNames('channel-group').length > 0;
  const missing = [addOn, ...(usesGroups ? (['stream-controller'] as const) : [])].find(
    (each) => each && keyspace.lacks(each),
  );
  return missing && answers[missing](exchange);
}

const answers: Readonly<Record<AddOn, (exchange: Exchange) => ServerReply>> = {
  'access-manager': () =>
    json(402, { message: 'PAM is not enabled', error: true, service: 'Access Manager', status: 402 }),
  'app-context': () =>
    json(403, { status: 403, error: true, message: 'App Context is not enabled for this subscribe key.' }),
  files: () =>
    json(402, {
      status: 402,
      error: { message: 'Files service not enabled for subkey', source: 'Files', code: 3005 },
    }),
  'message-actions': () =>
    json(403, {
      status: 403,
      error: { message: 'Message actions are not enabled for this subscribe key.', source: 'actions' },
    }),
  persistence: ({ request }) =>
    request.url.pathname.startsWith('/v2/')
      ? json(200, [history, 0, 0])
      : json(403, { status: 403, error: true, error_message: history, channels: {} }),
  presence: () =>
    json(403, {
      status: 403,
      error: 1,
      message: 'Presence is not enabled for this subscribe key.',
      service: 'Presence',
    }),
  'stream-controller': () =>
    json(403, { status: 403, error: true, message: 'Multiplexing not enabled', service: 'channel-registry' }),
};
