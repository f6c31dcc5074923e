import { hasAgreed } from '../../call/call-state.js';
import type { Call } from '../../call/call.js';
import type { Grave } from '../../call/grave.js';

/** Calls that are over are remembered, so that what comes too late for them can be answered. */
const MAX_GRAVES = 64;

/** The calls of one phone: those that go on, which of them it is about, and which are over. */
export class CallList {
  readonly #changed: () => void;
  readonly #calls = new Set<Call>();
  readonly #graves = new Map<string, Grave>();
  /** Those that go on, the one that the person turned to last in front. */
  #order: readonly Call[] = [];
  #last: Call | undefined;

  /** @param changed Runs whenever a call comes or goes, or another one comes to the front. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The calls that have not ended, the oldest first. */
  get all(): readonly Call[] {
    return [...this.#calls];
  }

  /** Those in which this person talks, or may: not those of people who watch a broadcast of ours. */
  get talks(): readonly Call[] {
    return this.all.filter((call) => !isViewer(call));
  }

  /**
   * The call this phone is about: the one the person turned to last, else one that rings, else the last one, which has
   * ended. Who only watches a broadcast of ours is never it.
   */
  get current(): Call | undefined {
    const shown = this.#order.filter((call) => !isViewer(call));
    return shown.find(({ state }) => state.phase !== 'incoming') ?? shown[0] ?? this.#last;
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
    this.#calls.add(call);
    this.#order = [call, ...this.#order];
    let wasAgreed = false;
    const onChange = () => {
      if (call.state.phase === 'ended') {
        // Or each call would keep the one before it, and that one the one before, for ever.
        call.removeEventListener('statechange', onChange);
        this.#remove(call);
      } else if (hasAgreed(call.state) && !wasAgreed) {
        wasAgreed = true;
        this.bringToFront(call);
      }
    };
    call.addEventListener('statechange', onChange);
    this.#changed();
    return call;
  }

  /** The person turns to a call. */
  bringToFront(call: Call): void {
    if (!this.#calls.has(call) || this.#order[0] === call) return;
    this.#order = [call, ...this.#order.filter((each) => each !== call)];
    this.#changed();
  }

  /** Remembers a call as over, also one that never became one of this phone's. */
  bury(id: string, grave: Grave): void {
    this.#graves.set(id, grave);
    const [oldest] = this.#graves.keys();
    if (this.#graves.size > MAX_GRAVES && oldest !== undefined) this.#graves.delete(oldest);
  }

  #remove(call: Call): void {
    if (!this.#calls.delete(call)) return;
    this.#order = this.#order.filter((each) => each !== call);
    if (wasMade(call) && !isViewer(call)) this.#last = call;
    this.#changed();
  }
}

/** Whoever dials a call that cannot be made is told why by `dial()`; as a call it never was. */
function wasMade({ state, starting }: Call): boolean {
  return !(starting && state.phase === 'ended' && state.reason === 'failed');
}

function isViewer({ purpose, direction }: Call): boolean {
  return purpose === 'broadcast' && direction === 'incoming';
}
