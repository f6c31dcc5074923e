import { systemClock, type Clock } from './clock.js';

/** What can be switched off for a pair of keys in PubNub's portal. */
export const addOns = [
  'access-manager',
  'app-context',
  'files',
  'message-actions',
  'persistence',
  'presence',
  'stream-controller',
] as const;

export type AddOn = (typeof addOns)[number];

/** One pair of keys the server knows, and how it is set up in the portal. */
export interface KeyPair {
  readonly publishKey: string;
  readonly subscribeKey: string;
  /** Turns Access Manager on: who signs with it may do everything and hand out tokens, all others need one. */
  readonly secretKey?: string;
  /** What is switched off. Default: nothing, but for Access Manager where there is no secret key. */
  readonly off?: readonly AddOn[];
  /** With more on a channel than this, it is told who comes and goes at intervals, all together. Default 20. */
  readonly announceMax?: number;
  /** Seconds between two such events. Default 30. */
  readonly presenceInterval?: number;
  /** Whether they name who came and who went, and not just how many there are. Default false. */
  readonly presenceDeltas?: boolean;
}

/** How the server behaves. The defaults are PubNub's own numbers where PubNub publishes them. */
export interface ServerOptions {
  /** The keys it answers to. Default: demo/demo. */
  readonly keys?: readonly KeyPair[];
  readonly clock?: Clock;
  /** Chance, for faults that have some: 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
  /** Region in every timetoken; above 0, or the SDK refuses it. Default 1. */
  readonly region?: number;
  /** How long a poll is held open without news, in milliseconds. Default 280 000. */
  readonly hold?: number;
  /** How many messages wait for one subscriber, over all its channels. Default 100. */
  readonly queueSize?: number;
  /** How long they wait, in milliseconds. Default 20 minutes. */
  readonly queueAge?: number;
  /** How long after an arrival the `join` event comes, in milliseconds; with PubNub about a second. Default 250. */
  readonly joinDelay?: number;
  /** Without word for this long a user is gone, in seconds, unless the client gave its own number. Default 300. */
  readonly presenceTimeout?: number;
  /** Bytes of a publish, counted on the URL-encoded path and query. Default 32 768. */
  readonly messageLimit?: number;
  /** Bytes of a signal's JSON. Default 64. */
  readonly signalLimit?: number;
  /** How many requests the log remembers. Default 1000. */
  readonly logSize?: number;
}

/** Options with every default filled in. */
export type ServerSettings = Required<ServerOptions>;

/** Fills in the defaults. */
export function settingsFrom(options: ServerOptions): ServerSettings {
  return {
    keys: [{ publishKey: 'demo', subscribeKey: 'demo' }],
    clock: systemClock,
    random: () => Math.random(),
    region: 1,
    hold: 280_000,
    queueSize: 100,
    queueAge: 20 * 60_000,
    joinDelay: 250,
    presenceTimeout: 300,
    messageLimit: 32_768,
    signalLimit: 64,
    logSize: 1000,
    ...options,
  };
}
