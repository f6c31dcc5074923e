import { PhoneError } from '../base/errors.js';
import { later } from '../base/lifetime.js';
import { nextState, type CallFact, type CallState, type EndReason } from './call-state.js';
import { hear } from './hearing.js';
import { phaseLimit } from './phase-limit.js';
import type { Heard, Reaction, Standing } from './standing.js';

/** How long a caller waits for a second device when the first one is in another call, in milliseconds. */
const BUSY_GRACE_MS = 300;

/** Why a phase's signal aborts; made once, since a browser makes an error of its own for each that has no reason. */
const MOVED_ON = new PhoneError('bad-state', 'The call has moved on.');

export interface CallLifeInit {
  readonly first: Standing;
  /** The state is another one. When it is `ended`, the signal has been aborted before. */
  readonly changed: () => void;
  /** The call has been in its phase for as long as it may. */
  readonly expired: (reason: EndReason) => void;
}

/** Where a call stands, the clock of its phase, and the signals on which all hangs that must not outlive call or phase. */
export class CallLife {
  readonly #changed: () => void;
  readonly #expired: CallLifeInit['expired'];
  readonly #controller = new AbortController();
  #standing: Standing;
  #phase = new AbortController();
  #answeredAt: number | undefined;
  #stopClock = () => {};
  #stopGrace = () => {};

  constructor({ first, changed, expired }: CallLifeInit) {
    this.#standing = { ...first, state: Object.freeze(first.state) };
    this.#changed = changed;
    this.#expired = expired;
  }

  get standing(): Standing {
    return this.#standing;
  }

  get state(): CallState {
    return this.#standing.state;
  }

  /** When the call was answered, in milliseconds since 1970. Undefined before. */
  get answeredAt(): number | undefined {
    return this.#answeredAt;
  }

  /** Aborts when the call ends. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Aborts when the call leaves the phase it is in now. */
  get phase(): AbortSignal {
    return this.#phase.signal;
  }

  /** Moves on if the fact is news, and says so. */
  learn(fact: CallFact): boolean {
    const { state } = this;
    const next = nextState(state, fact);
    if (next === state) return false;
    this.#standing = { ...this.#standing, state: Object.freeze(next) };
    if (fact.type === 'accepted') this.#answeredAt = Date.now();
    this.#phase.abort(MOVED_ON);
    this.#phase = new AbortController();
    this.startClock();
    if (next.phase === 'ended') this.#controller.abort(new PhoneError('bad-state', 'The call has ended.'));
    this.#changed();
    return true;
  }

  /** Learns what a message tells, and returns what else follows from it. */
  hear(heard: Heard): Reaction {
    const reaction = hear(this.#standing, heard);
    if (reaction.devices) {
      this.#standing = { ...this.#standing, devices: reaction.devices };
      this.#waitForOthers(reaction.devices.busy, heard.at);
    }
    if (reaction.fact) this.learn(reaction.fact);
    return reaction;
  }

  /** Counts the time of the current phase from now on. */
  startClock(): void {
    this.#stopClock();
    const limit = phaseLimit(this.state);
    if (limit) this.#stopClock = later(limit.afterMs, this.signal, () => this.#expired(limit.reason));
  }

  /** The number is busy unless another of its devices says in time that it rings. */
  #waitForOthers(busy: boolean, at: number): void {
    this.#stopGrace();
    if (!busy) return;
    this.#stopGrace = later(BUSY_GRACE_MS, this.signal, () => {
      this.learn({ type: 'ended', reason: 'busy', by: 'remote', at: at + BUSY_GRACE_MS });
    });
  }
}
