import { retryDelayMs } from '../base/backoff.js';
import { PhoneError } from '../base/errors.js';
import { deferred, later } from '../base/lifetime.js';
import type { Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { watchPage } from './page-wake.js';
import { Pauses } from './pauses.js';
import type { SignalingState } from './signaling.js';

/** The tries of the first two minutes follow each other so closely that an outage is over within a second of its end. */
const EAGER_MS = 750;
const EAGER_TRIES = 150;
const PATIENT_MS = 5_000;
/** How long the service may take for a sign of life. */
const ANSWER_LIMIT_MS = 5_000;
/** In a call: asked every second, lost after two. Together the three seconds {@link Lifeline.attend} promises. */
const PULSE_MS = 1_000;
const PULSE_LIMIT_MS = 2_000;

export interface LifelineInit {
  /** Connects, or connects again, and takes a bounded time for it. `attempt` counts from 0. */
  readonly open: (attempt: number) => Promise<void>;
  /** Asks the service for a sign of life. Rejects when none has come in time. */
  readonly ask: (limitMs: number) => Promise<void>;
  /** After how long without a word the service is asked, in milliseconds. */
  readonly quietMs: number;
  readonly log: Logger;
}

/**
 * Keeps a connection to a service, and says truly how it stands: one for every transport with a network below it.
 *
 * A broken connection is taken up again at once and silently; only when that fails too it counts as lost, and is tried
 * again for as long as anybody wants it. Browser events hurry a try, and nothing depends on them.
 */
export class Lifeline extends typedEventTarget<{ statechange: Event }>() {
  readonly #init: LifelineInit;
  readonly #life = new AbortController();
  readonly #pauses = new Pauses();
  #state: SignalingState = Object.freeze({ phase: 'offline' });
  #connected = deferred();
  #isTrying = false;
  #isAsking = false;
  #heardAt = 0;
  #stopQuiet = () => {};
  #stopPulse = () => {};

  constructor(init: LifelineInit) {
    super();
    this.#init = init;
    this.#connected.promise.catch(() => {});
  }

  get state(): SignalingState {
    return this.#state;
  }

  /** Aborts when the line is closed. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  /** Connects, also after it had failed. Resolves when the line is ready; rejects when trying cannot help. */
  connect(): Promise<void> {
    if (this.signal.aborted) return Promise.reject(this.signal.reason as PhoneError);
    if (this.#state.phase === 'offline') this.#watchPage();
    if (this.#state.phase === 'failed') {
      this.#connected = deferred();
      this.#connected.promise.catch(() => {});
    }
    if (this.#state.phase === 'offline' || this.#state.phase === 'failed') {
      this.#become({ phase: 'connecting' });
      void this.#tryUntilOpen(0);
    }
    return this.#connected.promise;
  }

  /** The service has been heard of. */
  heard(): void {
    this.#heardAt = performance.now();
    this.#stopQuiet();
    this.#stopQuiet = later(this.#init.quietMs, this.signal, () => this.check());
  }

  /** Asks whether the service is still there. Without an answer the line is lost. */
  check(limitMs = ANSWER_LIMIT_MS): void {
    if (this.#state.phase !== 'ready' || this.#isTrying || this.#isAsking) return;
    this.#isAsking = true;
    this.#init
      .ask(limitMs)
      .then(
        () => this.heard(),
        (error: unknown) => {
          this.#note('signaling-silent', error);
          void this.#tryUntilOpen(1);
        },
      )
      .finally(() => (this.#isAsking = false));
  }

  /** The connection is broken, or may be. It is taken up again at once, and shown only if that fails. */
  lost(): void {
    if (this.#state.phase === 'ready' && !this.#isTrying) void this.#tryUntilOpen(0);
  }

  /** Whether a loss must be noticed within three seconds. */
  attend(closely: boolean): void {
    this.#stopPulse();
    if (!closely) return;
    this.#stopPulse = later(PULSE_MS, this.signal, () => {
      this.check(PULSE_LIMIT_MS);
      this.attend(true);
    });
  }

  close(): void {
    if (this.signal.aborted) return;
    const error = new PhoneError('bad-state', 'The phone has been closed.');
    this.#life.abort(error);
    this.#connected.reject(error);
    this.#become({ phase: 'offline' });
  }

  /** @param first 0 for a try that nobody is told of. */
  async #tryUntilOpen(first: 0 | 1): Promise<void> {
    if (this.#isTrying || this.signal.aborted) return;
    this.#isTrying = true;
    this.#stopQuiet();
    if (first === 1) this.#become({ phase: 'reconnecting', attempt: 1, retryAt: Date.now() });
    let delayMs = 0;
    for (let attempt: number = first; ; attempt += 1) {
      const error = await this.#try(attempt, delayMs);
      if (this.signal.aborted) return;
      if (error?.code !== 'network') {
        this.#isTrying = false;
        this.#conclude(error);
        return;
      }
      delayMs = retryDelayMs(attempt + 1, { maxMs: attempt < EAGER_TRIES ? EAGER_MS : PATIENT_MS });
      this.#become({ phase: 'reconnecting', attempt: attempt + 1, retryAt: Date.now() + delayMs });
    }
  }

  async #try(attempt: number, delayMs: number): Promise<PhoneError | undefined> {
    try {
      if (delayMs > 0) await this.#pauses.pause(delayMs, this.signal);
      await this.#init.open(attempt);
      return undefined;
    } catch (cause) {
      this.#note('signaling-unreachable', cause);
      return PhoneError.from(cause, 'network', 'The signaling service could not be reached.');
    }
  }

  #conclude(error: PhoneError | undefined): void {
    if (error) {
      this.#become({ phase: 'failed', error });
      this.#connected.reject(error);
    } else {
      this.heard();
      this.#become({ phase: 'ready' });
      this.#connected.resolve();
    }
  }

  #watchPage(): void {
    const wake = () => {
      this.#pauses.hurry();
      this.lost();
    };
    const look = () => {
      this.#pauses.hurry();
      // Timers that stood still mean that the page was asleep.
      if (performance.now() - this.#heardAt > this.#init.quietMs + ANSWER_LIMIT_MS) this.lost();
      else this.check();
    };
    const doubt = () => this.check(PULSE_LIMIT_MS);
    watchPage({ onWake: wake, onOffline: doubt, onVisible: look }, this.signal);
  }

  #note(event: string, error: unknown): void {
    this.#init.log({ level: 'debug', event, detail: { error: String(error) } });
  }

  #become(state: SignalingState): void {
    if (this.signal.aborted && state.phase !== 'offline') return;
    if (state.phase === this.#state.phase && state.phase !== 'reconnecting') return;
    this.#state = Object.freeze(state);
    this.dispatchEvent(new Event('statechange'));
  }
}
