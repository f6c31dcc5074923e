import type { LogEntry, Logger } from '../../base/log.js';
import type { Trace } from '../../base/trace.js';

/** What the log follows of an element. */
export interface DebugWishes {
  readonly debug: boolean;
  readonly logger?: Logger | undefined;
}

/**
 * Where the log of an element's phone goes: to the page's logger, and while the element says `debug` also to the page as
 * events and into a trace that can be sent to whoever is to help.
 */
export class DebugLog {
  readonly #wishes: DebugWishes;
  readonly #tell: (entry: LogEntry) => void;
  /** Written before the trace's code was there. */
  #early: LogEntry[] = [];
  #trace: Promise<Trace> | undefined;
  #ready: Trace | undefined;

  constructor(wishes: DebugWishes, tell: (entry: LogEntry) => void) {
    this.#wishes = wishes;
    this.#tell = tell;
  }

  /** The same for ever, so that a phone need not be made anew when the wishes are others. */
  readonly logger: Logger = (entry) => {
    this.#wishes.logger?.(entry);
    if (!this.#wishes.debug) return;
    if (this.#ready) {
      this.#ready.logger(entry);
    } else {
      this.#early.push(entry);
      void this.#load();
    }
    this.#tell(entry);
  };

  /** What was written while the element said `debug`, without names and addresses: JSON, one entry a line. */
  async export(): Promise<string> {
    return (await this.#load()).export();
  }

  async #load(): Promise<Trace> {
    this.#trace ??= import('../../base/trace.js').then(({ Trace: TraceClass }) => new TraceClass());
    const trace = await this.#trace;
    for (const entry of this.#early.splice(0)) trace.logger(entry);
    this.#ready = trace;
    return trace;
  }
}
