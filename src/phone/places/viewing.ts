import { PhoneError } from '../../base/errors.js';
import { later } from '../../base/lifetime.js';
import { typedEventTarget } from '../../base/typed-event-target.js';
import type { EndReason } from '../../call/call-state.js';
import type { Call } from '../../call/call.js';
import type { MediaChoice } from '../../media/media-choice.js';
import type { Group } from '../../signaling/signaling.js';
import type { Purpose } from '../../wire/message.js';

/** What a viewer sends, and is asked for. */
const NOTHING: MediaChoice = { audio: false, video: false };
/** How long to wait before the broadcast is looked for again, in milliseconds, by how often it could not be seen. */
const AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** A place may become free at any time. */
const FULL_AGAIN_MS = 15_000;

/**
 * How a viewer stands.
 *
 * - `waiting`: the broadcast has not begun, or is interrupted; it is seen as soon as it is there.
 * - `joining`, `watching`: on the way, and seen.
 * - `full`: all places are taken; tried again every 15 s.
 * - `removed`: whoever broadcasts has sent this viewer away. Final.
 * - `stopped`: this viewer has gone. Final.
 */
export type ViewingState = 'waiting' | 'joining' | 'watching' | 'full' | 'removed' | 'stopped';

export interface ViewingEvents {
  /** `state` or `call` is another value than before. */
  change: Event;
  /** The broadcast is there and cannot be reached right now. It is tried again. */
  error: CustomEvent<PhoneError>;
}

export interface ViewingInit {
  readonly number: string;
  /** Looks whether somebody broadcasts. */
  readonly look: () => Group;
  readonly dial: (number: string, choice: MediaChoice, purpose: Purpose) => Promise<Call>;
  readonly signal: AbortSignal;
}

/** Watches what a number broadcasts: waits for it, joins, and comes back after an interruption. Sends nothing. */
export class Viewing extends typedEventTarget<ViewingEvents>() {
  /** Whose broadcast it is. */
  readonly number: string;

  readonly #init: ViewingInit;
  readonly #life = new AbortController();
  readonly #signal: AbortSignal;
  #state: ViewingState = 'waiting';
  #group: Group | undefined;
  #call: Call | undefined;
  #failures = 0;
  #stopWaiting = () => {};

  constructor(init: ViewingInit) {
    super();
    this.#init = init;
    this.number = init.number;
    this.#signal = AbortSignal.any([init.signal, this.#life.signal]);
  }

  get state(): ViewingState {
    return this.#state;
  }

  /** What is seen, or was last. */
  get call(): Call | undefined {
    return this.#call;
  }

  /** @internal */
  start(): void {
    const group = this.#init.look();
    this.#group = group;
    this.#signal.addEventListener('abort', () => this.#close(group), { once: true });
    group.addEventListener('memberschange', () => this.#follow(), { signal: this.#signal });
    this.#follow();
  }

  /** Watches no longer. For good: to watch again, ask the phone again. */
  stop(): void {
    this.#life.abort(new PhoneError('bad-state', 'Nobody watches any more.'));
  }

  get #isLive(): boolean {
    return this.#group?.members?.some(({ number }) => number === this.number) ?? false;
  }

  #follow(): void {
    if (this.#isLive && this.#state === 'waiting' && this.#failures === 0) void this.#join();
    if (!this.#isLive) this.#failures = 0;
  }

  async #join(): Promise<void> {
    this.#stopWaiting();
    this.#become('joining');
    try {
      const call = await this.#init.dial(this.number, NOTHING, { view: true });
      if (this.#signal.aborted) await call.hangUp();
      else this.#watch(call);
    } catch (cause) {
      if (this.#signal.aborted) return;
      const detail = PhoneError.from(cause, 'failed', 'The broadcast could not be reached.');
      this.dispatchEvent(new CustomEvent('error', { detail }));
      this.#again(this.#pauseMs());
    }
  }

  #watch(call: Call): void {
    this.#call = call;
    const onChange = () => {
      const { state } = call;
      if (state.phase === 'active') {
        this.#failures = 0;
        this.#become('watching');
      } else if (state.phase === 'ended') {
        this.#onEnd(state.reason, state.by);
      }
    };
    call.addEventListener('statechange', onChange, { signal: this.#signal });
    onChange();
  }

  #onEnd(reason: EndReason, by: 'local' | 'remote'): void {
    if (reason === 'hung-up' && by === 'local') return this.stop();
    if (reason === 'removed' || reason === 'declined') {
      this.#become('removed');
      return this.stop();
    }
    if (reason === 'full') return this.#again(FULL_AGAIN_MS, 'full');
    this.#again(this.#pauseMs());
  }

  #pauseMs(): number {
    this.#failures += 1;
    return AGAIN_MS[Math.min(this.#failures, AGAIN_MS.length) - 1] ?? 0;
  }

  #again(afterMs: number, state: 'waiting' | 'full' = 'waiting'): void {
    this.#become(state);
    this.#stopWaiting = later(afterMs, this.#signal, () => {
      if (this.#isLive) return void this.#join();
      this.#failures = 0;
      this.#become('waiting');
    });
  }

  #close(group: Group): void {
    group.close();
    const { call } = this;
    if (call && call.state.phase !== 'ended') void call.hangUp().catch(() => {});
    if (this.#state !== 'removed') this.#become('stopped');
  }

  #become(state: ViewingState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.dispatchEvent(new Event('change'));
  }
}
