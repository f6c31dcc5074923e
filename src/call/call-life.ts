import { later } from '../base/lifetime.js';
import { nextState, type CallFact, type CallState, type EndReason } from './call-state.js';
import { phaseLimit } from './phase-limit.js';

export interface CallLifeInit {
  readonly first: CallState;
  /** The state is another one. When it is `ended`, the signal has been aborted before. */
  readonly changed: () => void;
  /** The call has been in its phase for as long as it may. */
  readonly expired: (reason: EndReason) => void;
}

/** The state of a call, the clock of its phase, and the signal on which everything hangs that must not outlive it. */
export class CallLife {
  readonly #changed: () => void;
  readonly #expired: CallLifeInit['expired'];
  readonly #controller = new AbortController();
  #state: CallState;
  #stopClock = () => {};

  constructor({ first, changed, expired }: CallLifeInit) {
    this.#state = Object.freeze(first);
    this.#changed = changed;
    this.#expired = expired;
  }

  get state(): CallState {
    return this.#state;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether both sides have agreed to talk, and nobody has hung up. */
  get accepted(): boolean {
    const { phase } = this.#state;
    return phase === 'connecting' || phase === 'active' || phase === 'reconnecting';
  }

  /** Moves on if the fact is news, and says so. */
  learn(fact: CallFact): boolean {
    const next = nextState(this.#state, fact);
    if (next === this.#state) return false;
    this.#state = Object.freeze(next);
    this.startClock();
    if (next.phase === 'ended') this.#controller.abort();
    this.#changed();
    return true;
  }

  /** Counts the time of the current phase from now on. */
  startClock(): void {
    this.#stopClock();
    const limit = phaseLimit(this.#state);
    if (limit) this.#stopClock = later(limit.afterMs, this.signal, () => this.#expired(limit.reason));
  }
}
