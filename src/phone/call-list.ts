import type { Call } from '../call/call.js';

/** Calls that are over are remembered, so that what comes too late for them can be answered. */
const MAX_ENDED = 64;

/** The calls of one phone: those that go on, which of them it is about, and which are over. */
export class CallList {
  readonly #changed: () => void;
  readonly #calls = new Map<string, Call>();
  readonly #ended = new Set<string>();
  #current: Call | undefined;

  /** @param changed Runs whenever a call comes or goes. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The calls that have not ended, the oldest first. */
  get all(): readonly Call[] {
    return [...this.#calls.values()];
  }

  /** The call that is going on, else the last one, which has ended. */
  get current(): Call | undefined {
    return this.#current;
  }

  get(id: string): Call | undefined {
    return this.#calls.get(id);
  }

  /** Whether there was a call of this id, and it is over. */
  hasEnded(id: string): boolean {
    return this.#ended.has(id);
  }

  /** Keeps a call for as long as it goes on. */
  add(call: Call): Call {
    this.#calls.set(call.id, call);
    this.#current = call;
    call.addEventListener('statechange', () => call.state.phase === 'ended' && this.#remove(call));
    this.#changed();
    return call;
  }

  /** Remembers a call as over that never became one of this phone's. */
  remember(id: string): void {
    this.#ended.add(id);
    const [oldest] = this.#ended;
    if (this.#ended.size > MAX_ENDED && oldest !== undefined) this.#ended.delete(oldest);
  }

  #remove(call: Call): void {
    this.#calls.delete(call.id);
    this.remember(call.id);
    if (this.#current === call) this.#current = this.all.at(-1) ?? call;
    this.#changed();
  }
}
