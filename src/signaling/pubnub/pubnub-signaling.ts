import { PhoneError } from '../../base/errors.js';
import { deferred, later } from '../../base/lifetime.js';
import { silent, type Logger } from '../../base/log.js';
import { typedEventTarget } from '../../base/typed-event-target.js';
import { OpenGroup } from '../open-group.js';
import { PubNubAccount } from './pubnub-account.js';
import { channelOfGroup, inboxOf } from './pubnub-channels.js';
import { failureOf, pubnubError } from './pubnub-error.js';
import type { PubNubFiles } from './pubnub-files.js';
import type { PubNubGroups } from './pubnub-groups.js';
import { PubNubLink } from './pubnub-link.js';
import type { Json, PubNubClient, PubNubRetryPolicy } from './pubnub-sdk.js';
import type {
  About,
  Arrival,
  FileStore,
  Group,
  Signaling,
  SignalingEvents,
  SignalingState,
} from '../signaling.js';
import { TokenWatch } from './token-watch.js';
import { within } from '../within.js';

/** A publish that waits this long may be waiting for a connection that the poll holds. */
const CROWDED_MS = 1_500;
/** How long a message waits for a token that the page fetches. */
const RENEWAL_LIMIT_MS = 5_000;
/** How the service says so of a token. */
const ENDED = /expired|revoked/i;
/** How long the service keeps what it is to keep, in hours: a week. */
const KEPT_HOURS = 168;

export interface PubNubOptions {
  /** Our number: the PubNub user id, and by it our inbox channel. */
  readonly number: string;
  readonly publishKey: string;
  readonly subscribeKey: string;
  /** An Access Manager token bound to the number as its user id. Without one, numbers are not verified. */
  readonly token?: string | undefined;
  /** Host, with port or path where needed. Always spoken to over TLS, but for this machine's own. */
  readonly origin?: string | undefined;
  /**
   * A client of the page, to share its connection. Its user id must be the number, and its event engine on (the default
   * since version 11). It stays the page's: closing a phone only ends the phone's subscription. Groups take a client of
   * their own all the same: who comes and goes in them must not disturb what the page listens to.
   */
  readonly client?: PubNubClient | undefined;
  readonly log?: Logger;
}

/**
 * Signaling over PubNub: one inbox channel per number, `in-` and the encoded number.
 *
 * What is to be kept is stored for a week, where Message Persistence is switched on, and nothing else is. Who wrote is the
 * message's `publisher`, which Access Manager binds to the token's user id; without Access Manager anybody with the keys
 * may claim any number.
 */
export class PubNubSignaling extends typedEventTarget<SignalingEvents>() implements Signaling {
  readonly name = 'pubnub';
  readonly files: FileStore = {
    put: async (to, file) => {
      const files = await this.#loadFiles();
      return await this.#withRoom(files.put(to, file));
    },
    get: async (ref, maxBytes) => {
      const files = await this.#loadFiles();
      return await this.#withRoom(files.get(ref, maxBytes));
    },
  };
  readonly #account: PubNubAccount;
  readonly #link: PubNubLink;
  readonly #tokens: TokenWatch;
  readonly #log: Logger;
  #renewed = deferred();
  #groups: Promise<PubNubGroups> | undefined;
  #files: Promise<PubNubFiles> | undefined;

  /** @throws {PhoneError} `bad-option`, when the origin is no host, or the client another user's. */
  constructor(options: PubNubOptions) {
    super();
    const { number, client, log = silent } = options;
    this.#account = new PubNubAccount(options);
    this.#log = log;
    if (client && client.getUserId() !== number) {
      throw new PhoneError('bad-option', "The user id of `client` must be the phone's number.");
    }
    this.#link = new PubNubLink({
      open: (policy) => this.#open(policy, client),
      isShared: client !== undefined,
      channel: inboxOf(number),
      log,
    });
    const { line } = this.#link;
    this.#tokens = new TokenWatch(
      (detail) => this.dispatchEvent(new CustomEvent('tokenexpiring', { detail })),
      line.signal,
    );
    line.addEventListener('statechange', () => this.#onState(line.state));
    this.#link.addEventListener('message', ({ detail: { message, ageMs } }) => {
      const { publisher: from = '', message: payload, timetoken: position } = message;
      const detail: Arrival = { from, payload, ageMs, position };
      this.dispatchEvent(new CustomEvent('arrival', { detail }));
    });
  }

  get state(): SignalingState {
    return this.#link.line.state;
  }

  connect(): Promise<void> {
    return this.#link.line.connect();
  }

  async send(to: string, payload: object, { keep = false }: { readonly keep?: boolean } = {}): Promise<void> {
    await this.#withToken(() => this.#publish(to, payload, keep));
  }

  /** The SDK sends nothing when a page closes, so the publish is written by hand: a fetch that outlives the page. */
  sendLast(to: string, payload: object): void {
    const { publishKey, subscribeKey } = this.#account;
    const message = encodeURIComponent(JSON.stringify(payload));
    const path = `publish/${publishKey}/${subscribeKey}/0/${inboxOf(to)}/0/${message}`;
    fetch(this.#account.address(path, { store: '0' }), { keepalive: true }).catch((error: unknown) =>
      this.#log({ level: 'debug', event: 'goodbye-not-sent', detail: { error: String(error) } }),
    );
  }

  /**
   * What the service has kept behind a position: the newest hundred.
   *
   * @throws {PhoneError} `unsupported`, where Message Persistence is switched off.
   */
  async recall(after?: string): Promise<readonly Arrival[]> {
    const { client, clock } = this.#openLink;
    const { number } = this.#account;
    const { recall } = await import('./pubnub-history.js');
    return await this.#withToken(() => this.#withRoom(recall({ client, clock, number }, after)));
  }

  /** @throws {PhoneError} `bad-number`, when the name is too long for a channel. */
  group(name: string, about?: About): Group {
    channelOfGroup(name);
    const group = new OpenGroup(name, about);
    this.#groups ??= this.#loadGroups();
    this.#inGroups((groups) => groups.enter(group));
    return group;
  }

  setToken(token: string): void {
    this.#account.token = token;
    const { client, line, clock } = this.#link;
    if (client) {
      client.setToken(token);
      this.#tokens.take(readToken(client, token));
      this.#tokens.start(clock.now);
    }
    this.#renewed.resolve();
    this.#renewed = deferred();
    this.#inGroups((groups) => groups.setToken(token));
    const { state } = line;
    // Whoever waits for `connect()` is told by the state: this one was settled when the last token was refused.
    if (state.phase === 'failed' && state.error.code === 'forbidden') line.connect().catch(() => {});
  }

  attend(closely: boolean): void {
    this.#link.line.attend(closely);
  }

  close(): void {
    this.#link.close();
  }

  async #open(policy: PubNubRetryPolicy, shared: PubNubClient | undefined): Promise<PubNubClient> {
    const client = shared ?? (await this.#account.makeClient(policy));
    const { token } = this.#account;
    if (token) {
      shared?.setToken(token);
      this.#tokens.take(readToken(client, token));
    }
    return client;
  }

  async #loadGroups(): Promise<PubNubGroups> {
    const { PubNubGroups } = await import('./pubnub-groups.js');
    const { signal } = this.#link.line;
    return new PubNubGroups({ account: this.#account, log: this.#log, signal });
  }

  /** Does something with the groups, where there are any. */
  #inGroups(task: (groups: PubNubGroups) => void): void {
    this.#groups?.then(task, (error: unknown) =>
      this.#log({ level: 'error', event: 'groups-not-loaded', detail: { error: String(error) } }),
    );
  }

  #loadFiles(): Promise<PubNubFiles> {
    this.#files ??= import('./pubnub-files.js').then(
      (module) => new module.PubNubFiles(this.#account, this.#link.line.signal),
    );
    return this.#files;
  }

  /** @throws {PhoneError} `network`, before there was a connection. */
  get #openLink() {
    const { client, clock, line } = this.#link;
    if (!client || line.signal.aborted) throw new PhoneError('network', 'The phone is not connected.');
    return { client, clock, line };
  }

  async #publish(to: string, payload: object, keep: boolean): Promise<void> {
    const { client } = this.#openLink;
    const storing = keep ? { storeInHistory: true, ttl: KEPT_HOURS } : { storeInHistory: false };
    try {
      const message = payload as Json;
      await this.#withRoom(client.publish({ channel: inboxOf(to), message, ...storing }));
    } catch (cause) {
      throw pubnubError(cause);
    }
  }

  /** Waits for an answer, and makes room for its request if that takes long. */
  async #withRoom<T>(request: Promise<T>): Promise<T> {
    const stop = later(CROWDED_MS, this.#link.line.signal, () => this.#link.makeRoom());
    try {
      return await request;
    } finally {
      stop();
    }
  }

  /** Does it, and once more with the next token if the time of this one is over. */
  async #withToken<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      if (!this.#mayRenew(error)) throw error;
      this.#tokens.refused();
      await within(RENEWAL_LIMIT_MS, this.#link.line.signal, this.#renewed.promise).catch(() => {
        throw error;
      });
      return await task();
    }
  }

  /** Whether it is the token's time that is over, and not the right to do this that is missing. */
  #mayRenew(error: unknown): boolean {
    const { clock } = this.#link;
    if (!(error instanceof PhoneError) || error.code !== 'forbidden') return false;
    return (
      this.#tokens.isOver(clock.now) || ENDED.test(JSON.stringify(failureOf(error.cause).errorData ?? ''))
    );
  }

  #onState(state: SignalingState): void {
    if (state.phase === 'ready') {
      this.#tokens.start(this.#link.clock.now);
      // What was unreachable for us was so for them.
      this.#inGroups((groups) => groups.renew());
    }
    this.dispatchEvent(new Event('statechange'));
    if (state.phase === 'failed' && state.error.code === 'forbidden') this.#tokens.refused();
  }
}

/** The SDK throws at some of what is no token, and returns nothing at the rest. */
function readToken(client: PubNubClient, token: string) {
  try {
    return client.parseToken(token);
  } catch {
    return undefined;
  }
}
