import type { TestContext } from 'node:test';
import PubNub from 'pubnub';
import type { PubNubServer } from '../../../dev/pubnub-server/core.js';
import { startPubNubServer, type NodeServerOptions } from '../../../dev/pubnub-server/node.js';

/** The two ways PubNub's SDK subscribes. */
export const engines = [
  { engine: 'the event engine', enableEventEngine: true },
  { engine: 'the legacy loop', enableEventEngine: false },
] as const;

/** A server for one test, and clients of it that end with the test. */
export interface Bench {
  readonly server: PubNubServer;
  readonly origins: readonly string[];
  /** The real SDK, pointed at the server. */
  readonly client: (userId: string, options?: ClientOptions) => PubNub;
  /** A plain request; what came back, as it came. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

type ClientOptions = Partial<PubNub.PubNubConfiguration> & { readonly enableEventEngine?: boolean };

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export async function makeBench(test: TestContext, options: NodeServerOptions = {}): Promise<Bench> {
  const { origins, server, close: stop } = await startPubNubServer({ joinDelay: 0, ...options });
  const clients: PubNub[] = [];
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= stop());
  test.after(async () => {
    // `true`: without a farewell to a server that is about to close.
    for (const client of clients) client.destroy(true);
    await close();
  });

  return {
    server,
    origins,
    close,
    client(userId, overrides) {
      const keys = { publishKey: 'demo', subscribeKey: 'demo' };
      const client = new PubNub({ ...keys, userId, origin: origins[0] ?? '', ssl: false, ...overrides });
      clients.push(client);
      return client;
    },
    async ask(path, init) {
      const response = await fetch(`http://${origins[0]}${path}`, init);
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
  };
}

/** Things as they come in, to be awaited one by one. */
class Inbox<T> {
  #waiting: T[] = [];
  #readers: ((item: T) => void)[] = [];

  readonly put = (item: T): void => {
    const reader = this.#readers.shift();
    if (reader) reader(item);
    else this.#waiting.push(item);
  };

  /** How many are there that nobody took. */
  get size(): number {
    return this.#waiting.length;
  }

  next(): Promise<T> {
    const item = this.#waiting.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => this.#readers.push(resolve));
  }

  /** Several, in their order. */
  async take(count: number): Promise<T[]> {
    const items: T[] = [];
    for (let index = 0; index < count; index += 1) items.push(await this.next());
    return items;
  }
}

/** A presence event; the SDK's own type leaves out what only some of them have. */
type PresenceNews = PubNub.Subscription.Presence & {
  readonly uuid?: string;
  readonly occupancy?: number;
  readonly state?: unknown;
};

/** Everything a client hears, sorted by kind. */
export interface Ears {
  readonly messages: Inbox<PubNub.Subscription.Message>;
  readonly presence: Inbox<PresenceNews>;
  readonly signals: Inbox<PubNub.Subscription.Signal>;
  readonly statuses: Inbox<PubNub.Status | PubNub.StatusEvent>;
  readonly actions: Inbox<PubNub.Subscription.MessageAction>;
  readonly files: Inbox<PubNub.Subscription.File>;
  readonly objects: Inbox<PubNub.Subscription.AppContextObject>;
}

export function listen(client: PubNub): Ears {
  const ears: Ears = {
    messages: new Inbox(),
    presence: new Inbox(),
    signals: new Inbox(),
    statuses: new Inbox(),
    actions: new Inbox(),
    files: new Inbox(),
    objects: new Inbox(),
  };
  client.addListener({
    message: ears.messages.put,
    presence: ears.presence.put,
    signal: ears.signals.put,
    status: ears.statuses.put,
    messageAction: ears.actions.put,
    file: ears.files.put,
    objects: ears.objects.put,
  });
  return ears;
}

/** Subscribes and waits until the SDK says it is connected. */
export async function subscribed(
  client: PubNub,
  parameters: PubNub.Subscription.SubscribeParameters,
): Promise<Ears> {
  const ears = listen(client);
  client.subscribe(parameters);
  for (;;) {
    const category: string = (await ears.statuses.next()).category;
    if (category === 'PNConnectedCategory') return ears;
    if (/Denied|Error|Unexpected/.test(category)) throw new Error(category);
  }
}

/** What a command of the SDK was refused with. */
export async function refusal(
  command: Promise<unknown>,
): Promise<{ statusCode?: number; category?: string; errorData?: unknown }> {
  const error = await command.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('status' in error))
    throw new Error('It was not refused.', { cause: error });
  return error.status as never;
}
