import { executeServerCommand } from '@web/test-runner-commands';

import type { Fault } from '../../dev/pubnub-server/fault-rule.js';
import type { AddOn } from '../../dev/pubnub-server/options.js';

/** What a token allows, see `dev/pubnub-server/access/grant.ts`. */
export interface TokenGrant {
  /** Minutes. */
  readonly ttl: number;
  readonly uuid?: string;
  readonly channels?: Readonly<Record<string, number>>;
  readonly channelPatterns?: Readonly<Record<string, number>>;
}

/** Requests as the server has logged them. */
export interface LoggedRequest {
  readonly operation: string;
  readonly path: string;
  readonly uuid?: string;
  readonly status?: number;
}

interface Counts {
  readonly requests: Readonly<Record<string, number>>;
  readonly publishes: number;
  readonly units: { readonly published: number; readonly delivered: number };
}

interface OwnPubNubOptions {
  readonly secretKey?: string;
  readonly off?: readonly AddOn[];
  /** From how many on a channel is a crowd, and how often it is told who comes and goes, in seconds. */
  readonly crowd?: { readonly announceMax: number; readonly presenceInterval: number };
  readonly queueSize?: number;
}

/** A PubNub server that belongs to one test, so that it may be broken. */
export class OwnPubNub {
  readonly keys = { publishKey: 'demo', subscribeKey: 'demo' };
  readonly origin: string;
  readonly #id: number;
  /** A browser keeps six connections to one origin; orders must not wait for one. */
  readonly #control: string;

  private constructor(id: number, [origin = '', control = '']: readonly string[]) {
    this.#id = id;
    this.origin = origin;
    this.#control = `http://${control}/_dev`;
  }

  /** @param options Of the server; with `secretKey` it has Access Manager; what is `off` is switched off. */
  static async start({ secretKey, off, crowd, ...options }: OwnPubNubOptions = {}) {
    const { id, origins } = await executeServerCommand<{ id: number; origins: string[] }, object>(
      'pubnub-start',
      {
        ports: 2,
        joinDelay: 0,
        keys: [
          {
            publishKey: 'demo',
            subscribeKey: 'demo',
            ...(secretKey && { secretKey }),
            ...(off && { off }),
            ...(crowd && { ...crowd, presenceDeltas: true }),
          },
        ],
        ...options,
      },
    );
    return new OwnPubNub(id, origins);
  }

  async fault(...faults: Fault[]): Promise<void> {
    await this.#order('POST', 'faults', JSON.stringify(faults));
  }

  async clear(): Promise<void> {
    await this.#order('DELETE', 'faults');
    await this.#order('DELETE', 'traffic');
  }

  async down(): Promise<void> {
    await this.#order('POST', 'down');
  }

  async up(): Promise<void> {
    await this.#order('POST', 'up');
  }

  /** Breaks all connections that wait for an answer. */
  async cut(uuid?: string): Promise<void> {
    await this.#order('POST', uuid ? `cut?uuid=${uuid}` : 'cut');
  }

  async log(): Promise<readonly LoggedRequest[]> {
    const { log } = (await (await this.#order('GET', 'traffic')).json()) as { log: LoggedRequest[] };
    return log;
  }

  async counts(): Promise<Counts> {
    const { counts } = (await (await this.#order('GET', 'traffic')).json()) as { counts: Counts };
    return counts;
  }

  async grant({ ttl, uuid, channels = {}, channelPatterns = {} }: TokenGrant): Promise<string> {
    const none = { groups: {}, uuids: {} };
    const grant = {
      ttl,
      uuid,
      resources: { channels, ...none },
      patterns: { channels: channelPatterns, ...none },
      meta: {},
    };
    return await executeServerCommand<string, object>('pubnub-grant', { id: this.#id, grant });
  }

  /** Ends all tokens, or those of one user, as if their time were over. */
  async expire(uuid?: string): Promise<void> {
    await executeServerCommand('pubnub-expire', { id: this.#id, uuid });
  }

  async #order(method: string, path: string, body?: string): Promise<Response> {
    const response = await fetch(`${this.#control}/${path}`, { method, ...(body && { body }) });
    if (!response.ok) throw new Error(`The server does not ${path}: ${await response.text()}`);
    return response;
  }
}

/** A relay that belongs to one test. */
export class OwnRelay {
  readonly url: string;
  readonly #id: number;

  private constructor(id: number, url: string) {
    this.#id = id;
    this.url = url;
  }

  /** @param secret The token everybody must have. */
  static async start(secret?: string): Promise<OwnRelay> {
    const { id, url } = await executeServerCommand<{ id: number; url: string }, object>('relay-start', {
      secret,
    });
    return new OwnRelay(id, url);
  }

  /** Breaks all connections. */
  async cut(): Promise<void> {
    await executeServerCommand('relay-cut', { id: this.#id });
  }

  /** Breaks all connections, and lets it forget what it kept. */
  async restart(): Promise<void> {
    await executeServerCommand('relay-restart', { id: this.#id });
  }

  /** Lets it answer nothing any more, or again. */
  async mute(silent: boolean): Promise<void> {
    await executeServerCommand('relay-mute', { id: this.#id, silent });
  }
}
