import { channelsNeed } from '../access/need.js';
import type { ChannelMatch, Delivery } from '../channel-log.js';
import { isRecord, type Exchange } from '../exchange.js';
import { empty, json, type ServerReply } from '../http.js';
import type { Route } from '../route.js';
import { matchOf, presentChannels } from '../subscription.js';
import { readTimetoken, type Timetoken } from '../timetoken.js';

/** Listening: one poll over all channels of a client, held open until there is news. */
export const subscribeRoutes: readonly Route[] = [
  {
    operation: 'subscribe',
    method: 'GET',
    path: '/v2/subscribe/:sub/:channels/:callback',
    needs: channelsNeed('read'),
    handle: subscribe,
  },
];

async function subscribe(exchange: Exchange): Promise<ServerReply> {
  noteArrival(exchange);

  const cursor = readTimetoken(exchange.query('tt'));
  if (cursor === undefined) return answer(exchange, nothing(exchange));

  const match = matchOf(exchange);
  const delivery = exchange.keyspace.log.since(cursor, match) ?? (await news(exchange, cursor, match));
  if (exchange.request.signal.aborted) return empty(499);

  const messages = delivery.envelopes.map(({ d }) => d);
  exchange.context.traffic.delivered(exchange.keyspace.keys.subscribeKey, messages);
  return answer(exchange, delivery);
}

/** Waits for the first message, the end of the hold, or the end of the connection. */
function news(exchange: Exchange, cursor: Timetoken, match: ChannelMatch): Promise<Delivery> {
  const { context, keyspace, request } = exchange;
  const { clock, hold } = context.settings;

  return new Promise((resolve) => {
    const over = new AbortController();
    const finish = () => {
      over.abort();
      stopWatching();
      stopTimer();
      // In the same breath, so that no message falls between the answer and the next poll.
      resolve(keyspace.log.since(cursor, match) ?? nothing(exchange));
    };
    const stopWatching = keyspace.log.watch(match, finish);
    const stopTimer = clock.schedule(hold, finish);
    request.signal.addEventListener('abort', finish, { signal: over.signal });
    context.life.addEventListener('abort', finish, { signal: over.signal });
    if (request.signal.aborted || context.life.aborted) finish();
  });
}

/** A poll is word from its user: on a channel first polled the user joins, on the others it stays. */
function noteArrival(exchange: Exchange): void {
  const { keyspace, uuid } = exchange;
  if (!uuid || keyspace.lacks('presence')) return;
  keyspace.presence.arrive(uuid, presentChannels(exchange), exchange.queryNumber('heartbeat'));
  noteStates(exchange);
}

/** Takes what a user says of itself along with a poll or a heartbeat: an object of channel and state. */
export function noteStates(exchange: Exchange): void {
  const { keyspace, uuid } = exchange;
  const states = exchange.queryJson('state');
  if (!uuid || !isRecord(states)) return;
  for (const [channel, state] of Object.entries(states)) keyspace.presence.setState(uuid, [channel], state);
}

function nothing({ context }: Exchange): Delivery {
  return { envelopes: [], cursor: context.time.next() };
}

function answer({ context }: Exchange, { envelopes, cursor }: Delivery): ServerReply {
  return json(200, { t: { t: cursor, r: context.settings.region }, m: envelopes });
}
