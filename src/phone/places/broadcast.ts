import { PhoneError } from '../../base/errors.js';
import { typedEventTarget } from '../../base/typed-event-target.js';
import type { Call } from '../../call/call.js';
import type { LocalMedia } from '../../media/local-media.js';
import type { MediaChoice } from '../../media/media-choice.js';
import type { MediaHold } from '../../media/media-hold.js';
import type { Group } from '../../signaling/signaling.js';
import type { Purpose } from '../../wire/message.js';
import { shareBandwidth } from './bandwidth.js';
import type { Admission, Venue } from './venue.js';

export interface BroadcastEvents {
  /** A viewer came or went, or the broadcast is over. */
  change: Event;
}

export interface BroadcastInit {
  readonly choice: MediaChoice;
  readonly maxViewers: number;
  readonly media: LocalMedia;
  /** Lets those who wait know that it begins. */
  readonly appear: () => Group;
  readonly stopped: () => void;
  readonly signal: AbortSignal;
}

/**
 * One phone that is seen and heard by many, who send nothing and are asked for nothing.
 *
 * Each viewer is a call of its own, so the line of the sender carries the picture once for each: a few dozen at the most.
 */
export class Broadcast extends typedEventTarget<BroadcastEvents>() implements Venue {
  /** How many may watch. One more hears that it is full; who watches already is not sent away. */
  maxViewers: number;

  readonly #init: BroadcastInit;
  readonly #life = new AbortController();
  readonly #signal: AbortSignal;
  readonly #calls = new Set<Call>();
  readonly #removed = new Set<string>();
  #since = 0;
  #group: Group | undefined;
  #hold: MediaHold | undefined;

  constructor(init: BroadcastInit) {
    super();
    this.#init = init;
    this.maxViewers = init.maxViewers;
    this.#signal = AbortSignal.any([init.signal, this.#life.signal]);
  }

  /** Whether it is on the air. */
  get isLive(): boolean {
    return this.#group !== undefined && !this.#signal.aborted;
  }

  /** When it began, in milliseconds since 1970. 0 before. */
  get since(): number {
    return this.#since;
  }

  /** Who watches, the first one first: each with `number` and state. */
  get viewers(): readonly Call[] {
    return [...this.#calls];
  }

  /**
   * Opens the devices, and goes on the air.
   *
   * @throws {PhoneError} `media-…`, when the person refused.
   * @internal
   */
  async start(): Promise<void> {
    const { choice, media, appear } = this.#init;
    this.#hold = await media.open(choice, this.#signal);
    this.#signal.throwIfAborted();
    // The screen is shown to whoever comes, also while nobody watches.
    media.keepScreen(this.#signal);
    const group = appear();
    this.#group = group;
    this.#since = Date.now();
    this.#signal.addEventListener('abort', () => this.#close(group), { once: true });
    this.dispatchEvent(new Event('change'));
  }

  /** Goes off the air. Viewers who wait see the next broadcast of this number. */
  stop(): void {
    this.#life.abort(new PhoneError('bad-state', 'The broadcast is over.'));
    this.#hold?.release();
  }

  /** Sends a viewer away, who does not come back by itself, and is not let in again. */
  async remove(viewer: Call): Promise<void> {
    if (!this.#calls.has(viewer)) return;
    this.#removed.add(viewer.number);
    await viewer.dismiss('removed');
  }

  isMeant({ view }: Purpose): boolean {
    return view === true;
  }

  admit(from: string): Admission {
    if (!this.isLive) return 'ignore';
    if (this.#removed.has(from)) return 'declined';
    return this.#calls.size < this.maxViewers ? 'take' : 'full';
  }

  async take(call: Call): Promise<void> {
    this.#calls.add(call);
    const onChange = () => {
      if (call.state.phase === 'ended') {
        this.#calls.delete(call);
        shareBandwidth(this.viewers);
      }
      this.dispatchEvent(new Event('change'));
    };
    call.addEventListener('statechange', onChange, { signal: this.#signal });
    shareBandwidth(this.viewers);
    onChange();
    await call.admit(this.#init.choice);
  }

  #close(group: Group): void {
    group.close();
    this.#hold?.release();
    for (const call of this.#calls) void call.dismiss('left').catch(() => {});
    this.#calls.clear();
    this.#init.stopped();
    this.dispatchEvent(new Event('change'));
  }
}
