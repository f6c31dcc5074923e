import { later } from '../base/lifetime.js';
import type { Logger } from '../base/log.js';
import { dueAt, IDLE, recover, type RecoveryFact, type RecoveryStep } from './recovery.js';

/** A fact, without the time at which it became known. */
export type News = RecoveryFact extends infer Fact
  ? Fact extends { at: number }
    ? Omit<Fact, 'at'>
    : never
  : never;

/** Keeps the time for `recovery.ts`: tells it facts as they happen, and comes back when it wants to. */
export class Ladder {
  readonly #whenDue: (step: RecoveryStep) => void;
  readonly #signal: AbortSignal;
  readonly #logger: Logger;
  #recovery = IDLE;
  #now = 0;
  #stopTimer = () => {};

  /** @param whenDue Gets what is to be done when a time has come. */
  constructor(whenDue: (step: RecoveryStep) => void, signal: AbortSignal, logger: Logger) {
    this.#whenDue = whenDue;
    this.#signal = signal;
    this.#logger = logger;
  }

  /** Whether both sides have agreed. Nothing is done before. */
  get began(): boolean {
    return this.#recovery.phase !== 'idle';
  }

  /** What is to be done about it. */
  learn(news: News): RecoveryStep {
    if (this.#signal.aborted) return { do: 'nothing' };
    const [recovery, step] = recover(this.#recovery, { ...news, at: this.#tick() });
    if (step.do !== 'nothing') {
      const level = step.do === 'repeat' ? 'debug' : 'info';
      this.#logger({ level, event: `recovery-${step.do}`, detail: { because: news.type } });
    }
    this.#recovery = recovery;
    this.#wait();
    return step;
  }

  #wait(): void {
    this.#stopTimer();
    const due = dueAt(this.#recovery);
    if (due === undefined) return;
    this.#stopTimer = later(Math.max(0, due - this.#tick()), this.#signal, () => {
      // Timers may come a moment before the time they were set to.
      this.#now = Math.max(this.#now, due);
      this.#whenDue(this.learn({ type: 'due' }));
    });
  }

  /** A clock that never goes back. */
  #tick(): number {
    this.#now = Math.max(this.#now, performance.now());
    return this.#now;
  }
}
