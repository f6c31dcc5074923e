import { PhoneError } from '../../base/errors.js';
import { deferred } from '../../base/lifetime.js';
import { silent, type Logger } from '../../base/log.js';
import { typedEventTarget } from '../../base/typed-event-target.js';
import { Lifeline } from '../lifeline.js';
import { OpenGroup } from '../open-group.js';
import { RelayGroups } from './relay-groups.js';
import { plainProtocol, type RelayNews, type RelayProtocol } from './relay-protocol.js';
import type { About, Arrival, Group, Signaling, SignalingEvents, SignalingState } from '../signaling.js';
import { openLimitMs, within } from '../within.js';

/** Proxies close a connection that is silent for a minute. */
const QUIET_MS = 30_000;
const ACK_LIMIT_MS = 3_000;

export interface WebSocketOptions {
  /** Our number. Whether it is ours is for the relay to say: it is given the token. */
  readonly number: string;
  /** Where the relay is: `wss://…`. */
  readonly url: string | URL;
  readonly token?: string | undefined;
  /** The relay's frames. By default those of `dev/relay.mjs`. */
  readonly protocol?: RelayProtocol;
  readonly log?: Logger;
}

/**
 * Signaling over any relay that forwards JSON from number to number by WebSocket (RFC 6455).
 *
 * Who wrote is the relay's word. What was sent to us while our connection was broken arrives if the relay keeps it.
 */
export class WebSocketSignaling extends typedEventTarget<SignalingEvents>() implements Signaling {
  readonly name = 'websocket';
  /** Only where the relay's frames have words for groups. */
  readonly group?: (name: string, about?: About) => Group;
  readonly #options: WebSocketOptions;
  readonly #url: URL;
  readonly #protocol: RelayProtocol;
  readonly #line: Lifeline;
  readonly #groups: RelayGroups;
  readonly #waiting = new Map<number, ReturnType<typeof deferred>>();
  #token: string | undefined;
  #socket: WebSocket | undefined;
  #welcome: ReturnType<typeof deferred> | undefined;
  #pong: ReturnType<typeof deferred> | undefined;
  #isWelcome = false;
  #cursor: number | undefined;
  #serial = 0;

  /** @throws {PhoneError} `bad-option`, when the address is none of a WebSocket. */
  constructor(options: WebSocketOptions) {
    super();
    this.#options = options;
    this.#url = parseUrl(options.url);
    this.#token = options.token;
    this.#protocol = options.protocol ?? plainProtocol;
    this.#groups = new RelayGroups(this.#protocol, (frame) => this.#isWelcome && this.#write(frame));
    if (this.#protocol.enter) this.group = (name, about) => this.#enter(name, about);
    this.#line = new Lifeline({
      open: (attempt) => this.#open(attempt),
      ask: (limitMs) => this.#ask(limitMs),
      quietMs: QUIET_MS,
      log: options.log ?? silent,
    });
    this.#line.addEventListener('statechange', () => this.#onState(this.#line.state));
  }

  get state(): SignalingState {
    return this.#line.state;
  }

  connect(): Promise<void> {
    return this.#line.connect();
  }

  async send(to: string, payload: object): Promise<void> {
    // Also while a connection is taken up again without a word.
    if (!this.#isWelcome) throw new PhoneError('network', 'The relay cannot be reached now.');
    this.#serial += 1;
    const id = this.#serial;
    this.#write(this.#protocol.payload(to, payload, id));
    if (!this.#protocol.acknowledges) return;
    const taken = deferred();
    this.#waiting.set(id, taken);
    try {
      await within(ACK_LIMIT_MS, this.#line.signal, taken.promise);
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** A browser delivers what was written before it closes the connections of a page. */
  sendLast(to: string, payload: object): void {
    this.#serial += 1;
    this.#write(this.#protocol.payload(to, payload, this.#serial));
  }

  setToken(token: string): void {
    this.#token = token;
    const { state } = this;
    // Whoever waits for `connect()` is told by the state: this one was settled when the last token was refused.
    if (state.phase === 'failed' && state.error.code === 'forbidden') this.#line.connect().catch(() => {});
  }

  attend(closely: boolean): void {
    this.#line.attend(closely);
  }

  close(): void {
    this.#groups.close();
    this.#line.close();
    this.#drop();
  }

  #enter(name: string, about?: About): Group {
    const group = new OpenGroup(name, about);
    this.#groups.enter(group);
    return group;
  }

  async #open(attempt: number): Promise<void> {
    this.#drop();
    const socket = openSocket(this.#url);
    const welcome = deferred();
    this.#socket = socket;
    this.#welcome = welcome;
    const isOurs = () => socket === this.#socket;
    socket.addEventListener('open', () => {
      if (isOurs()) this.#write(this.#protocol.hello(this.#options.number, this.#token, this.#cursor));
    });
    socket.addEventListener('message', ({ data }) => isOurs() && this.#onFrame(data));
    socket.addEventListener('close', () => isOurs() && this.#onClosed());
    await within(openLimitMs(attempt), this.#line.signal, welcome.promise);
  }

  async #ask(limitMs: number): Promise<void> {
    this.#pong = deferred();
    this.#write(this.#protocol.ping());
    await within(limitMs, this.#line.signal, this.#pong.promise);
  }

  #write(frame: unknown): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Gives up the connection, and what waits for an answer on it. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isWelcome = false;
    socket?.close();
    const error = new PhoneError('network', 'The relay could not be reached.');
    this.#welcome?.reject(error);
    for (const { reject } of this.#waiting.values()) reject(error);
  }

  #onClosed(): void {
    this.#drop();
    this.#line.lost();
  }

  #onFrame(data: unknown): void {
    const news = this.#read(data);
    if (!news) return;
    // Everything that is heard is a sign of life.
    this.#pong?.resolve();
    this.#line.heard();
    switch (news.type) {
      case 'welcome':
        this.#cursor ??= news.cursor;
        this.#isWelcome = true;
        this.#welcome?.resolve();
        this.#groups.renew();
        break;
      case 'refused':
        this.#onRefused(news.error);
        break;
      case 'taken':
        this.#waiting.get(news.id)?.resolve();
        break;
      case 'payload':
        this.#onPayload(news);
        break;
      case 'roster':
        this.#groups.take(news.group, news.members);
        break;
      default:
    }
  }

  #read(data: unknown): RelayNews | undefined {
    try {
      return this.#protocol.read(JSON.parse(String(data)));
    } catch (error) {
      this.#options.log?.({ level: 'warn', event: 'frame-refused', detail: { error: String(error) } });
      return undefined;
    }
  }

  /** Refused at the door, or put out later because the token's time is over. */
  #onRefused(error: PhoneError): void {
    if (this.state.phase === 'ready') this.#line.lost();
    else this.#welcome?.reject(error);
  }

  #onPayload({ from, payload, ageMs, cursor }: Extract<RelayNews, { type: 'payload' }>): void {
    if (cursor !== undefined) this.#cursor = Math.max(cursor, this.#cursor ?? 0);
    const detail: Arrival = { from, payload, ageMs };
    this.dispatchEvent(new CustomEvent('arrival', { detail }));
  }

  #onState(state: SignalingState): void {
    this.dispatchEvent(new Event('statechange'));
    if (state.phase !== 'failed' || state.error.code !== 'forbidden') return;
    this.dispatchEvent(new CustomEvent('tokenexpiring', { detail: { refused: true } }));
  }
}

/** @throws {PhoneError} `bad-option`, where an https page wants a relay without TLS. */
function openSocket(url: URL): WebSocket {
  try {
    return new WebSocket(url);
  } catch (cause) {
    throw new PhoneError('bad-option', 'The browser allows https pages no relay without TLS.', { cause });
  }
}

function parseUrl(url: string | URL): URL {
  try {
    const parsed = new URL(url, globalThis.location?.href);
    if (parsed.protocol === 'http:' || parsed.protocol === 'https:') {
      parsed.protocol = parsed.protocol.replace('http', 'ws');
    }
    if (parsed.protocol === 'ws:' || parsed.protocol === 'wss:') return parsed;
  } catch (cause) {
    throw new PhoneError(
      'bad-option',
      '`url` must be the address of a relay, such as wss://example.com/relay.',
      {
        cause,
      },
    );
  }
  throw new PhoneError(
    'bad-option',
    '`url` must be the address of a relay, such as wss://example.com/relay.',
  );
}
