/** A request as PubNub's retry policy is shown it. */
export interface PubNubRequest {
  readonly path: string;
}

/**
 * What the SDK asks after every failed attempt. The only public place where a failure of the long poll can be seen: its
 * event engine retries without a word.
 */
export interface PubNubRetryPolicy {
  shouldRetry(request: PubNubRequest, response?: unknown, category?: string, attempt?: number): boolean;
  /** Milliseconds; must be more than 0. */
  getDelay(attempt: number, response?: unknown): number;
  validate(): boolean;
}

export interface PubNubMessage {
  readonly channel: string;
  readonly message: unknown;
  /** The verified user id of the sender: the service's word (Access Manager binds it to the token). */
  readonly publisher?: string;
  /** When the service took the message, in 100 ns since 1970, as 17 digits. */
  readonly timetoken: string;
}

export interface PubNubStatus {
  readonly category?: string;
  readonly error?: unknown;
  readonly currentTimetoken?: string | number;
}

/**
 * The part of PubNub's client that the kit uses. Structural, so that our types never mention theirs, which need Node's.
 *
 * https://www.pubnub.com/docs/sdks/javascript
 */
export interface PubNubClient {
  addListener(listener: { message(event: PubNubMessage): void; status(event: PubNubStatus): void }): void;
  subscribe(parameters: { channels: string[] }): void;
  publish(parameters: { channel: string; message: object; storeInHistory: boolean }): Promise<unknown>;
  time(): Promise<{ readonly timetoken: string | number }>;
  setToken(token: string): void;
  disconnect(isOffline?: boolean): void;
  reconnect(parameters: { timetoken: string }): void;
  unsubscribeAll(isOffline?: boolean): void;
  destroy(isOffline?: boolean): void;
}

/** What the kit sets when it makes a client (https://www.pubnub.com/docs/sdks/javascript/api-reference/configuration). */
export interface PubNubConfiguration {
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly userId: string;
  readonly origin?: string;
  readonly ssl: boolean;
  /** Seconds. */
  readonly subscribeRequestTimeout: number;
  /** Seconds. */
  readonly transactionalRequestTimeout: number;
  readonly retryConfiguration: PubNubRetryPolicy;
  readonly listenToBrowserNetworkEvents: boolean;
}

type PubNubConstructor = new (configuration: PubNubConfiguration) => PubNubClient;

/** The SDK's own name for the hidden frame whose `fetch` it uses. */
const FETCH_FRAME = 'pubnub-context-unpatched-fetch';

/**
 * Loads PubNub's SDK, unmodified and only now, and makes a client of it.
 *
 * The SDK comes in three shapes: an ES default export, a CommonJS one behind a bundler, and a script that leaves a global.
 */
export async function makePubNubClient(configuration: PubNubConfiguration): Promise<PubNubClient> {
  const loaded = (await import('pubnub')) as { readonly default?: unknown };
  const found = loaded.default ?? (globalThis as { readonly PubNub?: unknown }).PubNub;
  keepFetchFrame();
  return new (found as PubNubConstructor)(configuration);
}

/**
 * Makes the SDK's hidden frame where it survives.
 *
 * The SDK puts it into `<body>`; a page that replaces its body (Turbo, a CMS preview) would silence every client of the page.
 */
function keepFetchFrame(): void {
  if (typeof document === 'undefined' || document.querySelector(`iframe[name="${FETCH_FRAME}"]`)) return;
  const frame = document.createElement('iframe');
  frame.name = FETCH_FRAME;
  frame.style.display = 'none';
  frame.title = '';
  frame.setAttribute('aria-hidden', 'true');
  frame.src = 'about:blank';
  document.documentElement.append(frame);
}
