import type { Call } from '../call/call.js';
import type { Grave } from '../call/grave.js';

/** Calls that are over are remembered, so that what comes too late for them can be answered. */
const MAX_GRAVES = 64;

/** The calls of one phone: those that go on, which of them it is about, and which are over. */
export class CallList {
  readonly #changed: () => void;
  readonly #calls = new Set<Call>();
  readonly #graves = new Map<string, Grave>();
  #current: Call | undefined;

  /** @param changed Runs whenever a call comes or goes. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The calls that have not ended, the oldest first. */
  get all(): readonly Call[] {
    return [...this.#calls];
  }

  /** The call that is going on, else the last one, which has ended. */
  get current(): Call | undefined {
    return this.#current;
  }

  get(id: string): Call | undefined {
    return this.all.find((call) => call.id === id);
  }

  /** What is left of a call of this id, if it is over. */
  grave(id: string): Grave | undefined {
    return this.#graves.get(id);
  }

  /** Keeps a call for as long as it goes on. */
  add(call: Call): Call {
    const before = this.#current;
    this.#calls.add(call);
    this.#current = call;
    const onChange = () => {
      if (call.state.phase !== 'ended') return;
      // Or each call would keep the one before it, and that one the one before, for ever.
      call.removeEventListener('statechange', onChange);
      this.#remove(call, before);
    };
    call.addEventListener('statechange', onChange);
    this.#changed();
    return call;
  }

  /** Remembers a call as over, also one that never became one of this phone's. */
  bury(id: string, grave: Grave): void {
    this.#graves.set(id, grave);
    const [oldest] = this.#graves.keys();
    if (this.#graves.size > MAX_GRAVES && oldest !== undefined) this.#graves.delete(oldest);
  }

  #remove(call: Call, before: Call | undefined): void {
    if (!this.#calls.delete(call)) return;
    if (this.#current === call) this.#current = this.all.at(-1) ?? (wasMade(call) ? call : before);
    this.#changed();
  }
}

/** Whoever dials a call that cannot be made is told why by `dial()`; as a call it never was. */
function wasMade({ state, starting }: Call): boolean {
  return !(starting && state.phase === 'ended' && state.reason === 'failed');
}
