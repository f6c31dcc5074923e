import type { Logger } from '../../base/log.js';
import type { OpenGroup } from '../open-group.js';
import { watchPage } from '../page-wake.js';
import type { PubNubAccount } from './pubnub-account.js';
import { PRESENCE_SECONDS, PubNubAttendance } from './pubnub-attendance.js';
import { channelOfGroup } from './pubnub-channels.js';
import { refusedChannels } from './pubnub-error.js';
import { PubNubPlace } from './pubnub-place.js';
import { PubNubPresenceLink } from './pubnub-presence-link.js';
import type { PubNubPresence } from './pubnub-sdk.js';
import { Routine } from '../routine.js';

/** How often the service is asked who is there: events may get lost. */
const LOOK_MS = 60_000;
/** When it is worth asking again: the service's answers are up to three seconds old. */
const DOUBT_MS = 4_500;
/** Channels that one question names: they are in its address. */
const MAX_ASKED = 50;

export interface PubNubGroupsInit {
  readonly account: PubNubAccount;
  readonly log: Logger;
  /** Aborts when the phone is closed. */
  readonly signal: AbortSignal;
}

/**
 * Groups over PubNub's presence: one channel for each, to which nobody writes.
 *
 * They have a client of their own, so that the inbox's poll is never disturbed when one comes or goes; all groups share
 * it and its one poll, which listens only to who comes and goes. Whoever is in a group is present by heartbeats alone.
 */
export class PubNubGroups {
  readonly #init: PubNubGroupsInit;
  readonly #places = new Map<string, PubNubPlace>();
  readonly #link: PubNubPresenceLink;
  readonly #looks: Routine;
  readonly #attendance: PubNubAttendance;
  /** The page has been left. It may come back out of the browser's cache. */
  #isHidden = false;

  constructor(init: PubNubGroupsInit) {
    this.#init = init;
    const { account, signal } = init;
    const failed = (error: unknown) => this.#note(error);
    this.#link = new PubNubPresenceLink({
      open: (policy) => account.makeClient(policy, PRESENCE_SECONDS),
      heard: (event) => this.#onPresence(event),
      listening: () => this.#looks.now(),
      troubled: (delayMs) => this.#looks.soon(delayMs),
      refused: (error) => this.#onRefused(error),
      signal,
    });
    this.#looks = new Routine({ run: () => this.#look(), failed, signal });
    this.#attendance = new PubNubAttendance({
      account,
      link: this.#link,
      places: () => this.#present,
      failed,
      signal,
    });
    signal.addEventListener('abort', () => this.#close());
    watchPage({ onWake: () => this.renew(), onOffline: () => {}, onVisible: () => this.#hurry() }, signal);
    window.addEventListener('pagehide', () => this.#hide(), { signal });
  }

  /** Takes a group up, until it is closed. */
  enter(group: OpenGroup): void {
    if (this.#init.signal.aborted || group.signal.aborted) return;
    const channel = channelOfGroup(group.name);
    const place = this.#places.get(channel) ?? new PubNubPlace(channel);
    this.#places.set(channel, place);
    const speak = () => {
      place.add(group);
      if (group.about) this.#attendance.now();
    };
    group.addEventListener('told', speak, { signal: group.signal });
    group.signal.addEventListener('abort', () => this.#drop(group, place));
    speak();
    place.show();
    this.#listen();
  }

  /** Takes everything up anew: the service was away, or the page was, or there is another token. */
  renew(): void {
    this.#isHidden = false;
    if (this.#places.size === 0) return;
    this.#link.renew();
    this.#attendance.repeat();
  }

  setToken(token: string): void {
    this.#link.setToken(token);
    for (const place of this.#places.values()) place.isRefused = false;
    this.#listen();
    this.renew();
  }

  /** Where we may look. */
  get #open(): readonly PubNubPlace[] {
    return [...this.#places.values()].filter(({ isRefused }) => !isRefused);
  }

  /** Where we are to be seen. */
  get #present(): readonly PubNubPlace[] {
    return this.#isHidden ? [] : this.#open.filter(({ about }) => about);
  }

  #listen(): void {
    this.#link.listenTo(this.#open.map(({ channel }) => channel));
  }

  #hide(): void {
    this.#isHidden = true;
    this.#attendance.leave();
  }

  #hurry(): void {
    this.#attendance.now();
    this.#looks.now();
  }

  #drop(group: OpenGroup, place: PubNubPlace): void {
    const wasPresent = place.about !== undefined;
    place.remove(group);
    if (place.isEmpty) this.#places.delete(place.channel);
    // Then all is left at once.
    if (this.#init.signal.aborted) return;
    if (wasPresent) this.#attendance.now();
    this.#listen();
  }

  #onPresence({ channel, action, uuid, state, join = [], leave = [], timeout = [] }: PubNubPresence): void {
    const place = this.#places.get(channel);
    if (!place) return;
    if (action === 'interval') {
      for (const number of join) place.roster.came({ uuid: number });
      for (const number of [...leave, ...timeout]) this.#onLeft(place, number);
      // It may be told that somebody came or went, without who, and never with what they say of themselves.
      this.#looks.soon(DOUBT_MS);
    } else if (uuid !== undefined) {
      if (action === 'leave' || action === 'timeout') this.#onLeft(place, uuid);
      else place.roster.came({ uuid, state });
    }
    place.show();
  }

  #onLeft(place: PubNubPlace, number: string): void {
    if (!place.roster.left(number)) this.#looks.soon(DOUBT_MS);
    // Another device of ours has left, or the service has not heard of us for too long.
    if (number === this.#init.account.number && place.about) this.#attendance.repeat(place);
  }

  /** Asks who is where. */
  async #look(): Promise<number | undefined> {
    const client = await this.#link.client();
    const places = this.#open;
    if (places.length === 0) return undefined;
    let isDoubtful = false;
    for (let from = 0; from < places.length; from += MAX_ASKED) {
      const asked = places.slice(from, from + MAX_ASKED);
      const askedAt = performance.now();
      const channels = asked.map(({ channel }) => channel);
      const request = client.hereNow({ channels, includeState: true });
      const answer = await this.#link.ask(request).catch((error: unknown) => this.#refuse(error, asked));
      for (const place of answer ? asked : []) {
        const occupants = answer?.channels[place.channel]?.occupants ?? [];
        isDoubtful = place.roster.answered(occupants, askedAt) || isDoubtful;
        const isHeard = occupants.some(({ uuid, state }) => uuid === this.#init.account.number && state);
        if (place.about && !isHeard) this.#attendance.repeat(place);
        place.show();
      }
    }
    return isDoubtful ? DOUBT_MS : LOOK_MS;
  }

  /** Does without what is not allowed, so that the rest can be looked at: until there is another token. */
  #refuse(error: unknown, asked: readonly PubNubPlace[]): undefined {
    const refused = refusedChannels(error);
    const places = asked.filter(({ channel }) => refused.includes(channel));
    if (places.length === 0) throw error;
    this.#note(error);
    for (const place of places) place.isRefused = true;
    this.#listen();
    this.#looks.now();
  }

  /** To learn whether it is one of many that is not allowed, the service is asked. */
  #onRefused(error: unknown): void {
    this.#note(error);
    this.#looks.now();
  }

  #close(): void {
    this.#attendance.leave();
    for (const place of this.#places.values()) place.close();
  }

  #note(error: unknown): void {
    this.#init.log({ level: 'warn', event: 'group-unknown', detail: { error: String(error) } });
  }
}
