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

/** Somebody has come to a channel or left it, or says something else (https://www.pubnub.com/docs/general/presence/presence-events). */
export interface PubNubPresence {
  /** Without the ending under which its presence is told. */
  readonly channel: string;
  readonly action: string;
  readonly uuid?: string;
  readonly state?: unknown;
  /** Of a channel with so many people that they are told together, now and then. */
  readonly join?: readonly string[];
  readonly leave?: readonly string[];
  readonly timeout?: readonly string[];
}

interface PubNubListener {
  message?(event: PubNubMessage): void;
  presence?(event: PubNubPresence): void;
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

/** What the service has stored, the oldest first. */
interface PubNubHistory {
  readonly channels: Readonly<
    Record<
      string,
      readonly {
        readonly message: unknown;
        readonly timetoken: string | number;
        readonly uuid?: string;
      }[]
    >
  >;
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
  /** `ttl`: how many hours the message is stored. */
  publish(parameters: {
    channel: string;
    message: Json;
    storeInHistory: boolean;
    ttl?: number;
  }): Promise<unknown>;
  fetchMessages(parameters: {
    channels: string[];
    count: number;
    end: string;
    includeUUID: boolean;
  }): Promise<PubNubHistory>;
  time(): Promise<{ readonly timetoken: string | number }>;
  getUserId(): string;
  setToken(token: string): void;
  parseToken(token: string): PubNubToken | undefined;
  disconnect(isOffline?: boolean): void;
  reconnect(parameters: { timetoken: string }): void;
  destroy(isOffline?: boolean): void;
}

/** The part of the client that groups use besides. Only of clients that the kit has made. */
export interface PubNubPresenceClient extends PubNubClient {
  /** Says that we are on these channels; `state` by channel, where there is something new to say. */
  setState(parameters: {
    channels: string[];
    state: Readonly<Record<string, object>> | undefined;
    withHeartbeat: true;
  }): Promise<unknown>;
  hereNow(parameters: { channels: string[]; includeState: boolean }): Promise<{
    readonly channels: Readonly<Record<string, { readonly occupants: readonly PubNubOccupant[] }>>;
  }>;
  /** Without a timetoken: from now on. */
  reconnect(parameters?: { timetoken: string }): void;
}

/** Somebody on a channel. */
interface PubNubOccupant {
  readonly uuid: string;
  readonly state?: unknown;
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
  /** Seconds without a heartbeat after which we count as gone. */
  readonly presenceTimeout?: number;
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
  // What we say of ourselves in a group is said by heartbeats. The SDK would say it again, in a form of its own.
  maintainPresenceState: false,
};

type PubNubConstructor = new (configuration: PubNubConfiguration & typeof STEADY) => PubNubPresenceClient;

/**
 * Loads PubNub's SDK, unmodified and only now, and makes a client of it.
 *
 * The SDK comes in three shapes: an ES default export, a CommonJS one behind a bundler, and a script that leaves a global.
 */
export async function makePubNubClient(configuration: PubNubConfiguration): Promise<PubNubPresenceClient> {
  const loaded = (await import('pubnub')) as { readonly default?: unknown };
  const found = loaded.default ?? (globalThis as { readonly PubNub?: unknown }).PubNub;
  return lendFetch(() => new (found as PubNubConstructor)({ ...configuration, ...STEADY }));
}
