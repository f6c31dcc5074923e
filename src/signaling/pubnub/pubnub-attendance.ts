import { randomId } from '../../wire/random-id.js';
import type { PubNubAccount } from './pubnub-account.js';
import type { PubNubPlace } from './pubnub-place.js';
import type { PubNubPresenceLink } from './pubnub-presence-link.js';
import { stateOf } from '../roster.js';
import { Routine } from '../routine.js';

/** After how many seconds without a heartbeat a number counts as gone, and how often one is sent, in milliseconds. */
export const PRESENCE_SECONDS = 30;
const HEARTBEAT_MS = 12_000;
/** How long a goodbye may take before it is said again, in milliseconds: as long as the SDK gives a heartbeat. */
const GOODBYE_LIMIT_MS = 6_000;

export interface PubNubAttendanceInit {
  readonly account: PubNubAccount;
  readonly link: PubNubPresenceLink;
  /** Where we are to be seen now. */
  readonly places: () => readonly PubNubPlace[];
  readonly failed: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Says where we are, again and again, for as long as we are: one request for all places. And where we are no longer.
 *
 * One request at a time, since a goodbye and a heartbeat that overtake each other undo each other. What there is to say
 * of us goes along only when it is news: another device of our number may have said something later.
 */
export class PubNubAttendance {
  readonly #init: PubNubAttendanceInit;
  readonly #device = randomId();
  readonly #beats: Routine;
  /** Where the service may have us, by channel, and what it has heard of us there. Undefined: to be said again. */
  readonly #told = new Map<string, string | undefined>();
  #isBeating = false;

  constructor(init: PubNubAttendanceInit) {
    this.#init = init;
    const { failed, signal } = init;
    this.#beats = new Routine({ run: () => this.#beat(), failed, signal });
  }

  /** Says it now: we have come somewhere, or gone, or have something to say. */
  now(): void {
    this.#beats.now();
  }

  /** Says everything again, since the service may have forgotten it: of one place, or of all. */
  repeat(place?: PubNubPlace): void {
    for (const channel of place ? [place.channel] : this.#told.keys()) this.#forget(channel);
    this.#beats.now();
  }

  /** Says goodbye everywhere without waiting for anything: the page or the phone is being closed. */
  leave(): void {
    const channels = [...this.#told.keys()];
    // What is under way may still arrive behind this one: then there is another goodbye to say.
    if (this.#isBeating) this.#beats.now();
    else this.#told.clear();
    if (channels.length > 0) this.#sayGoodbye(channels).catch(this.#init.failed);
  }

  async #beat(): Promise<number | undefined> {
    const { link, signal } = this.#init;
    const client = await link.client();
    await this.#leaveWhereWeAreNot();
    const places = this.#init.places();
    if (places.length === 0) return undefined;
    const news: Record<string, object> = {};
    for (const { channel, about = {} } of places) {
      const said = JSON.stringify(about);
      if (this.#told.get(channel) !== said) news[channel] = stateOf(about, this.#device);
      this.#told.set(channel, said);
    }
    const state = Object.keys(news).length > 0 ? news : undefined;
    const channels = places.map(({ channel }) => channel);
    this.#isBeating = true;
    try {
      await link.ask(client.setState({ channels, state, withHeartbeat: true }));
    } catch (error) {
      for (const channel of channels) this.#forget(channel);
      throw error;
    } finally {
      this.#isBeating = false;
      if (signal.aborted) this.leave();
    }
    return HEARTBEAT_MS;
  }

  async #leaveWhereWeAreNot(): Promise<void> {
    const present = new Set(this.#init.places().map(({ channel }) => channel));
    const channels = [...this.#told.keys()].filter((channel) => !present.has(channel));
    if (channels.length === 0) return;
    await this.#init.link.ask(this.#sayGoodbye(channels));
    for (const channel of channels) this.#told.delete(channel);
  }

  /** By hand: the SDK sends nothing that outlives the page. */
  async #sayGoodbye(channels: readonly string[]): Promise<void> {
    const { account } = this.#init;
    const names = encodeURIComponent(channels.join());
    const path = `v2/presence/sub-key/${account.subscribeKey}/channel/${names}/leave`;
    const signal = AbortSignal.timeout(GOODBYE_LIMIT_MS);
    await fetch(account.address(path), { keepalive: true, signal });
  }

  #forget(channel: string): void {
    if (this.#told.has(channel)) this.#told.set(channel, undefined);
  }
}
