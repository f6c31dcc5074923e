import { lendFetch } from './pubnub-fetch.js';

/** A request as PubNub's retry policy is shown it. */
interface PubNubRequest {
  readonly path: string;
}

/** What the SDK asks after every failed attempt. The only public place where the end of a long poll can be seen. */
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
  readonly affectedChannels?: readonly string[];
}

interface PubNubListener {
  message(event: PubNubMessage): void;
  status(event: PubNubStatus): void;
}

/** What can be read from an Access Manager token (https://www.pubnub.com/docs/security/access-control). */
export interface PubNubToken {
  /** When it was given out, in seconds since 1970. */
  readonly timestamp?: number;
  /** How long it holds, in minutes. */
  readonly ttl?: number;
  /** The only user id that may use it. */
  readonly authorized_uuid?: string;
}

/** What the SDK's own types let one publish. */
export type Json = string | number | boolean | Json[] | { [key: string]: Json | null };

/**
 * The part of PubNub's client that the kit uses. Structural, so that our types never mention theirs, which need Node's.
 *
 * https://www.pubnub.com/docs/sdks/javascript
 */
export interface PubNubClient {
  addListener(listener: PubNubListener): void;
  removeListener(listener: PubNubListener): void;
  subscribe(parameters: { channels: string[] }): void;
  unsubscribe(parameters: { channels: string[] }): void;
  publish(parameters: { channel: string; message: Json; storeInHistory: boolean }): Promise<unknown>;
  time(): Promise<{ readonly timetoken: string | number }>;
  getUserId(): string;
  setToken(token: string): void;
  parseToken(token: string): PubNubToken | undefined;
  disconnect(isOffline?: boolean): void;
  reconnect(parameters: { timetoken: string }): void;
  destroy(isOffline?: boolean): void;
}

/** What the kit sets when it makes a client (https://www.pubnub.com/docs/sdks/javascript/api-reference/configuration). */
export interface PubNubConfiguration {
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly userId: string;
  /** Without one the SDK spreads its clients over PubNub's 20 hosts. */
  readonly origin?: string;
  readonly ssl: boolean;
  /** Seconds. */
  readonly subscribeRequestTimeout: number;
  readonly retryConfiguration: PubNubRetryPolicy;
}

/** The same for every client. */
const STEADY = {
  // Off by default in the SDK before version 11.
  enableEventEngine: true,
  // The SDK adds listeners that it never removes, and reconnects in a way that forgets where it was.
  listenToBrowserNetworkEvents: false,
  // Seconds.
  transactionalRequestTimeout: 6,
  // Nobody is present in an inbox. Without a number the SDK takes its channels for channel groups when it reconnects,
  // which Access Manager refuses; one request at each connection is the least it can be brought to. Seconds: a day.
  heartbeatInterval: 86_400,
  suppressLeaveEvents: true,
};

type PubNubConstructor = new (configuration: PubNubConfiguration & typeof STEADY) => PubNubClient;

/**
 * Loads PubNub's SDK, unmodified and only now, and makes a client of it.
 *
 * The SDK comes in three shapes: an ES default export, a CommonJS one behind a bundler, and a script that leaves a global.
 */
export async function makePubNubClient(configuration: PubNubConfiguration): Promise<PubNubClient> {
  const loaded = (await import('pubnub')) as { readonly default?: unknown };
  const found = loaded.default ?? (globalThis as { readonly PubNub?: unknown }).PubNub;
  lendFetch();
  return new (found as PubNubConstructor)({ ...configuration, ...STEADY });
}
