import type { Logger } from '../base/log.js';
import type { Message } from '../wire/message.js';
import { nextState, type CallFact, type EndReason } from './call-state.js';
import { hearLate, type EndedStanding } from './late-hearing.js';
import type { Speech } from './speech.js';

/** When to ask for a goodbye that should have been heard before, in milliseconds from one time to the next. */
const ASK_MISSED_MS = [0, 1_000, 2_000, 4_000, 8_000];
/** The same for one that may still be on its way. */
const ASK_AWAITED_MS = [3_000, 3_000, 6_000];

export interface GraveInit {
  /** The number of the other side. */
  readonly number: string;
  readonly standing: EndedStanding;
  readonly speech: Speech;
  /** The other side's word goes before ours. */
  readonly overruled?: (fact: CallFact) => void;
  readonly log: Logger;
  /** The life of the phone. */
  readonly signal: AbortSignal;
}

/**
 * What is left of a call that has ended: enough to tell those who have not heard of it.
 *
 * It keeps no connection and no device, so many of them may be kept for a while.
 */
export class Grave {
  readonly number: string;
  readonly #init: GraveInit;
  readonly #answered = new AbortController();
  #standing: EndedStanding;

  constructor(init: GraveInit) {
    this.number = init.number;
    this.#init = init;
    this.#standing = init.standing;
  }

  /** Why the call has ended, as far as it is known by now. */
  get reason(): EndReason {
    return this.#standing.state.reason;
  }

  /** Takes what a device of the other number still says about the call. */
  receive(device: string, message: Message, again: boolean): void {
    if (message.type === 'bye') this.#answered.abort();
    const { fact, say } = hearLate(this.#standing, { device, message, again, at: Date.now() });
    if (fact) this.#learn(fact);
    if (say) this.#attempt(this.#init.speech.say(say));
  }

  /**
   * Asks for the other side's goodbye, by saying what we take for it, until it comes. What ends a call without a word may
   * be that the other side has vanished, or that its word was lost.
   *
   * @param when `awaited`, when its word may still be on its way.
   */
  ask(when: 'missed' | 'awaited'): void {
    const { speech, signal } = this.#init;
    const pausesMs = when === 'missed' ? ASK_MISSED_MS : ASK_AWAITED_MS;
    const heard = AbortSignal.any([this.#answered.signal, signal]);
    speech.remind({ type: 'bye', reason: this.reason }, pausesMs, heard);
  }

  #learn(fact: CallFact): void {
    const state = nextState(this.#standing.state, fact);
    if (state.phase !== 'ended' || state === this.#standing.state) return;
    this.#standing = { ...this.#standing, state };
    this.#init.overruled?.(fact);
  }

  /** Nobody waits for it: what cannot be told now is asked for again by whoever misses it. */
  #attempt(promise: Promise<void>): void {
    promise.catch((error: unknown) => {
      this.#init.log({ level: 'debug', event: 'not-told', detail: { error: String(error) } });
    });
  }
}
