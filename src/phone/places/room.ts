import { PhoneError } from '../../base/errors.js';
import { later } from '../../base/lifetime.js';
import { typedEventTarget } from '../../base/typed-event-target.js';
import { hasAgreed, type EndReason } from '../../call/call-state.js';
import type { Call } from '../../call/call.js';
import type { LocalMedia } from '../../media/local-media.js';
import type { MediaChoice } from '../../media/media-choice.js';
import type { MediaHold } from '../../media/media-hold.js';
import type { Group } from '../../signaling/signaling.js';
import type { Purpose } from '../../wire/message.js';
import { shareBandwidth } from './bandwidth.js';
import type { Admission, Venue } from './venue.js';

/** How long a ring waits until the service says that its caller is in the room as well. */
const ROSTER_LAG_MS = 5_000;
/** How long to wait before somebody who is still there is called again, in milliseconds, by how often it has failed. */
const AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** Who ends a call so does not want another one: not before leaving the room and coming back. */
const FINAL: ReadonlySet<EndReason> = new Set(['removed', 'full', 'declined', 'hung-up']);

export interface RoomEvents {
  /** Somebody came or went, or a call of the room is not what it was. */
  change: Event;
  /** Somebody in the room cannot be reached right now. It is tried again. */
  error: CustomEvent<PhoneError>;
}

/** Somebody else in a room. */
export interface RoomMember {
  readonly number: string;
  /** Undefined while there is none, or none any more. */
  readonly call: Call | undefined;
  /** Whether one of the two has hung up on the other. They are not called again before they have left and come back. */
  readonly isOver: boolean;
}

export interface RoomInit {
  readonly name: string;
  /** Our own number. */
  readonly number: string;
  readonly choice: MediaChoice;
  /** How many may be in it, ourselves among them. Asked anew for each. */
  readonly maxMembers: () => number;
  readonly media: LocalMedia;
  /** Enters the group of those who are in the room. */
  readonly enter: () => Group;
  readonly dial: (number: string, choice: MediaChoice, purpose: Purpose) => Promise<Call>;
  readonly left: () => void;
  readonly signal: AbortSignal;
}

/**
 * A place with a name, where everybody talks with everybody: a mesh, each pair one call.
 *
 * Who is there, the signaling service says. Of two, the one whose number comes first in the alphabet calls; the other one
 * answers at once, because it is in the room too, and nobody else is answered.
 */
export class Room extends typedEventTarget<RoomEvents>() implements Venue {
  readonly name: string;

  readonly #init: RoomInit;
  readonly #life = new AbortController();
  readonly #signal: AbortSignal;
  readonly #calls = new Map<string, Call>();
  /** How often a number could not be called in a row. Infinite when it is not to be called again. */
  readonly #failures = new Map<string, number>();
  readonly #dialling = new Set<string>();
  #sending: MediaChoice;
  #group: Group | undefined;
  #hold: MediaHold | undefined;

  constructor(init: RoomInit) {
    super();
    this.#init = init;
    this.name = init.name;
    this.#sending = init.choice;
    this.#signal = AbortSignal.any([init.signal, this.#life.signal]);
  }

  /** Whether this phone is in the room. False before it has entered, and when it has left. */
  get isOpen(): boolean {
    return this.#group !== undefined && !this.#signal.aborted;
  }

  /** Everybody else in the room, in the order of their numbers. */
  get members(): readonly RoomMember[] {
    const numbers = new Set([...this.#others, ...this.#calls.keys()]);
    return [...numbers].toSorted().map((number) => ({
      number,
      call: this.#calls.get(number),
      isOver: this.#failures.get(number) === Infinity,
    }));
  }

  /** The calls of the room that have not ended. */
  get calls(): readonly Call[] {
    return [...this.#calls.values()];
  }

  /**
   * Opens the devices, and enters.
   *
   * @throws {PhoneError} `media-…`, when the person refused; `too-many-calls`, when the room is full; `network`.
   * @internal
   */
  async enter(): Promise<void> {
    const { choice, media, enter } = this.#init;
    if (choice.audio || choice.video) this.#hold = await media.open(choice, this.#signal);
    this.#signal.throwIfAborted();
    // The screen is shared with the room, not with whoever happens to be in it.
    media.keepScreen(this.#signal);
    const group = enter();
    this.#group = group;
    this.#signal.addEventListener('abort', () => this.#close(group), { once: true });
    await this.#known(group);
    const places = this.#init.maxMembers();
    if (this.#others.length >= places) {
      this.leave();
      throw new PhoneError('too-many-calls', `The room has ${places} places, and all are taken.`);
    }
    group.addEventListener('memberschange', () => this.#follow(), { signal: this.#signal });
    this.#follow();
  }

  /** What this side means to send to everybody in the room. */
  get sending(): MediaChoice {
    return this.#sending;
  }

  /**
   * Starts or stops sending a picture to everybody, also to those who come later. Sound goes on.
   *
   * @throws {PhoneError} `media-…`, when the camera is not to be had.
   */
  async setVideo(on: boolean): Promise<void> {
    const choice = { ...this.#sending, video: on };
    await this.#hold?.change(choice);
    this.#sending = choice;
    const agreed = this.calls.filter(({ state }) => hasAgreed(state));
    await Promise.all(agreed.map((call) => call.setVideo(on)));
    this.dispatchEvent(new Event('change'));
  }

  /** Hangs up on everybody, and leaves. For good: to come back, join again. */
  leave(): void {
    this.#life.abort(new PhoneError('bad-state', 'The room has been left.'));
  }

  isMeant({ room }: Purpose): boolean {
    return room === this.name;
  }

  async admit(from: string): Promise<Admission> {
    if (!this.isOpen) return 'ignore';
    if (this.#calls.size >= this.#init.maxMembers() - 1 && !this.#calls.has(from)) return 'full';
    // The service may be slower to tell who is there than the ring.
    return (await this.#appears(from)) ? 'take' : 'ignore';
  }

  async take(call: Call): Promise<void> {
    this.#keep(call);
    await call.admit(this.#sending);
  }

  get #others(): readonly string[] {
    const { number } = this.#init;
    return (this.#group?.members ?? []).map((member) => member.number).filter((each) => each !== number);
  }

  async #known(group: Group): Promise<void> {
    if (group.members !== undefined) return;
    await this.#next(group, () => group.members !== undefined, ROSTER_LAG_MS);
    this.#signal.throwIfAborted();
  }

  async #appears(number: string): Promise<boolean> {
    const isThere = () => this.#others.includes(number);
    if (!isThere() && this.#group) await this.#next(this.#group, isThere, ROSTER_LAG_MS);
    return isThere() && this.isOpen;
  }

  /** Waits until something about the members is true, or for so long. */
  async #next(group: Group, isTrue: () => boolean, limitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = new AbortController();
      const end = () => {
        done.abort();
        resolve();
      };
      const signal = AbortSignal.any([done.signal, this.#signal]);
      group.addEventListener('memberschange', () => isTrue() && end(), { signal });
      later(limitMs, signal, end);
      this.#signal.addEventListener('abort', end, { signal: done.signal });
    });
  }

  #follow(): void {
    const others = new Set(this.#others);
    // Who comes back is called anew.
    for (const number of this.#failures.keys()) if (!others.has(number)) this.#failures.delete(number);
    for (const call of this.calls)
      if (!others.has(call.number) && !hasAgreed(call.state)) void call.dismiss('left').catch(() => {});
    for (const number of others) this.#call(number);
    this.dispatchEvent(new Event('change'));
  }

  /** Calls somebody, if that is up to us and there is no call yet. */
  #call(number: string): void {
    const failures = this.#failures.get(number) ?? 0;
    const isOurs = this.#init.number < number;
    if (!isOurs || failures > 0 || this.#calls.has(number) || this.#dialling.has(number)) return;
    if (this.#calls.size >= this.#init.maxMembers() - 1) return;
    void this.#dial(number);
  }

  async #dial(number: string): Promise<void> {
    this.#dialling.add(number);
    try {
      const call = await this.#init.dial(number, this.#sending, { room: this.name });
      if (this.#signal.aborted) await call.dismiss('left');
      else this.#keep(call);
    } catch (cause) {
      if (this.#signal.aborted) return;
      const detail = PhoneError.from(cause, 'failed', `${number} could not be called.`);
      this.dispatchEvent(new CustomEvent('error', { detail }));
      this.#again(number);
    } finally {
      this.#dialling.delete(number);
    }
  }

  #keep(call: Call): void {
    const { number } = call;
    this.#calls.set(number, call);
    const onChange = () => {
      const { state } = call;
      if (state.phase === 'active') this.#failures.delete(number);
      if (state.phase === 'ended') this.#lose(call, state.reason);
      this.dispatchEvent(new Event('change'));
    };
    call.addEventListener('statechange', onChange, { signal: this.#signal });
    shareBandwidth(this.calls);
    onChange();
  }

  #lose(call: Call, reason: EndReason): void {
    const { number } = call;
    if (this.#calls.get(number) !== call) return;
    this.#calls.delete(number);
    shareBandwidth(this.calls);
    if (!this.#others.includes(number)) return;
    if (FINAL.has(reason)) this.#failures.set(number, Infinity);
    else this.#again(number);
  }

  #again(number: string): void {
    const failures = (this.#failures.get(number) ?? 0) + 1;
    this.#failures.set(number, failures);
    const afterMs = AGAIN_MS[Math.min(failures, AGAIN_MS.length) - 1] ?? 0;
    later(afterMs, this.#signal, () => {
      if (this.#failures.get(number) !== failures || !this.#others.includes(number)) return;
      const isOurs = this.#init.number < number;
      if (isOurs && !this.#calls.has(number) && !this.#dialling.has(number)) void this.#dial(number);
    });
  }

  #close(group: Group): void {
    group.close();
    this.#hold?.release();
    for (const call of this.calls) void call.dismiss('left').catch(() => {});
    this.#calls.clear();
    this.#init.left();
    this.dispatchEvent(new Event('change'));
  }
}
