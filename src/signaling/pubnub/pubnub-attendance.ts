import { randomId } from '../../wire/random-id.js';
import type { PubNubPlace } from './pubnub-place.js';
import type { PubNubPresenceLink } from './pubnub-presence-link.js';
import { stateOf } from '../roster.js';
import { Routine } from '../routine.js';

/** After how many seconds without a heartbeat a number counts as gone, and how often one is sent, in milliseconds. */
export const PRESENCE_SECONDS = 30;
const HEARTBEAT_MS = 12_000;

export interface PubNubAttendanceInit {
  readonly link: PubNubPresenceLink;
  /** Where we are to be seen now. */
  readonly places: () => readonly PubNubPlace[];
  /** Says that we have left these channels, by a request that outlives the page. */
  readonly sayGoodbye: (channels: readonly string[]) => void;
  readonly failed: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Says where we are, again and again, for as long as we are: one request for all places.
 *
 * What there is to say goes along only when it is news, since another device of our number may have said something later.
 */
export class PubNubAttendance {
  readonly #init: PubNubAttendanceInit;
  readonly #device = randomId();
  readonly #beats: Routine;
  /** What the service has heard of us, by channel. */
  readonly #told = new Map<string, string>();

  constructor(init: PubNubAttendanceInit) {
    this.#init = init;
    const { failed, signal } = init;
    this.#beats = new Routine({ run: () => this.#beat(), failed, signal });
  }

  /** Says it now: we have come somewhere, or have something to say. */
  now(): void {
    this.#beats.now();
  }

  /** Says everything again, since the service may have forgotten it: of one place, or of all. */
  repeat(place?: PubNubPlace): void {
    if (place) this.#told.delete(place.channel);
    else this.#told.clear();
    this.#beats.now();
  }

  leave(places: readonly PubNubPlace[]): void {
    const channels = places.map(({ channel }) => channel);
    for (const channel of channels) this.#told.delete(channel);
    if (channels.length > 0) this.#init.sayGoodbye(channels);
  }

  async #beat(): Promise<number | undefined> {
    const { link } = this.#init;
    const client = await link.client();
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
    try {
      await link.ask(client.setState({ channels, state, withHeartbeat: true }));
    } catch (error) {
      this.#told.clear();
      throw error;
    }
    // A goodbye that this has overtaken on its way is said again.
    const present = this.#init.signal.aborted ? [] : this.#init.places();
    this.leave(places.filter((place) => !present.includes(place)));
    return HEARTBEAT_MS;
  }
}
