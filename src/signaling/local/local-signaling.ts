import { PhoneError } from '../../base/errors.js';
import { silent, type Logger } from '../../base/log.js';
import { typedEventTarget } from '../../base/typed-event-target.js';
import type { LocalGroups } from './local-groups.js';
import type { LocalLog } from './local-log.js';
import { OpenGroup } from '../open-group.js';
import type { About, Arrival, Group, Signaling, SignalingEvents, SignalingState } from '../signaling.js';

/** All local phones of an origin share it; each takes what is addressed to its number. */
const CHANNEL = 'rtc-elements';

interface Parcel {
  readonly to: string;
  readonly from: string;
  readonly payload: object;
  readonly position?: string;
}

/**
 * Signaling between the tabs and frames of one browser, by BroadcastChannel (HTML Standard 9.6): no keys, no network.
 *
 * Only pages of the same origin hear each other. They could read each other anyway, so the sender's word is taken for
 * its number.
 */
export class LocalSignaling extends typedEventTarget<SignalingEvents>() implements Signaling {
  readonly name = 'local';
  readonly #number: string;
  readonly #log: Logger;
  readonly #life = new AbortController();
  #channel: BroadcastChannel | undefined;
  #state: SignalingState = { phase: 'offline' };
  #kept: Promise<LocalLog> | undefined;
  #groups: Promise<LocalGroups> | undefined;
  /** Opened before there was a connection. */
  #early: OpenGroup[] = [];

  constructor(number: string, log: Logger = silent) {
    super();
    this.#number = number;
    this.#log = log;
  }

  get state(): SignalingState {
    return this.#state;
  }

  async connect(): Promise<void> {
    if (this.#life.signal.aborted) throw new PhoneError('bad-state', 'The phone has been closed.');
    if (this.#channel) return;
    try {
      this.#channel = new BroadcastChannel(CHANNEL);
    } catch (cause) {
      const error = new PhoneError('unsupported', 'This frame has no origin, so no other tab can hear it.', {
        cause,
      });
      this.#become({ phase: 'failed', error });
      throw error;
    }
    this.#channel.addEventListener('message', (event) => this.#onParcel(event.data), {
      signal: this.#life.signal,
    });
    this.#become({ phase: 'ready' });
    for (const group of this.#early.splice(0)) this.#enter(group);
  }

  async send(to: string, payload: object, { keep }: { readonly keep?: boolean } = {}): Promise<void> {
    if (!this.#channel) throw new PhoneError('network', 'The phone is not connected.');
    const position = keep ? await this.#keep(to, payload) : undefined;
    const parcel: Parcel = { to, from: this.#number, payload, ...(position && { position }) };
    this.#channel?.postMessage(parcel);
  }

  sendLast(to: string, payload: object): void {
    this.#channel?.postMessage({ to, from: this.#number, payload } satisfies Parcel);
  }

  /** The browser keeps a hundred payloads for each number, for a week. */
  async recall(after?: string): Promise<readonly Arrival[]> {
    return (await this.#loadLog()).recall(this.#number, after);
  }

  group(name: string, about?: About): Group {
    const group = new OpenGroup(name, about);
    if (this.#channel) this.#enter(group);
    else this.#early.push(group);
    return group;
  }

  close(): void {
    this.#life.abort();
    this.#channel?.close();
    this.#channel = undefined;
    this.#become({ phase: 'offline' });
  }

  /** Where the browser keeps nothing, those who are there hear it all the same. */
  async #keep(to: string, payload: object): Promise<string | undefined> {
    try {
      return (await this.#loadLog()).keep(to, { from: this.#number, payload });
    } catch (error) {
      if (error instanceof PhoneError && error.code === 'unsupported') return undefined;
      throw error;
    }
  }

  #loadLog(): Promise<LocalLog> {
    this.#kept ??= import('./local-log.js').then((module) => new module.LocalLog());
    return this.#kept;
  }

  #enter(group: OpenGroup): void {
    this.#groups ??= import('./local-groups.js').then(
      (module) => new module.LocalGroups(this.#number, this.#log, this.#life.signal),
    );
    this.#groups.then(
      (groups) => groups.enter(group),
      (error: unknown) =>
        this.#log({ level: 'error', event: 'groups-not-loaded', detail: { error: String(error) } }),
    );
  }

  #onParcel(parcel: Partial<Parcel> | null): void {
    if (parcel?.to !== this.#number || typeof parcel.from !== 'string') return;
    const { from, payload, position } = parcel;
    const detail: Arrival = { from, payload, ageMs: 0, ...(typeof position === 'string' && { position }) };
    this.dispatchEvent(new CustomEvent('arrival', { detail }));
  }

  #become(state: SignalingState): void {
    if (state.phase === this.#state.phase) return;
    this.#state = Object.freeze(state);
    this.dispatchEvent(new Event('statechange'));
  }
}
