import type { CallDescription, Description } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import type { Generations } from './generations.js';

export interface AttemptsInit {
  readonly generations: Generations;
  readonly logger: Logger;
  /** Ends all. */
  readonly signal: AbortSignal;
  /** Gets the first description of every new connection, to be sent. */
  readonly tell: (description: CallDescription) => void;
}

/**
 * Tries to bring a call's connection back. What fails is logged and tried again, in this way or another, for as long as
 * the call goes on.
 */
export class Attempts {
  readonly #init: AttemptsInit;
  #introducing: Promise<void> = Promise.resolve();

  constructor(init: AttemptsInit) {
    this.#init = init;
  }

  /** Resolves when the latest connection can take what the other side says about it. */
  get introduced(): Promise<void> {
    return this.#introducing;
  }

  /** Restarts ICE on the connection in use. */
  restart(): void {
    void this.#try(this.#init.generations.restart());
  }

  /** Makes a connection beside the one there is: our own, or the one that the other side has offered. */
  introduce(epoch: number, relay: boolean, offer?: Description): Promise<void> {
    this.#introducing = this.#try(this.#introduce(epoch, relay, offer));
    return this.#introducing;
  }

  async #introduce(epoch: number, relay: boolean, offer?: Description): Promise<void> {
    const { generations, tell } = this.#init;
    const one = await generations.make(epoch, relay);
    const { plan } = generations;
    try {
      const sdp = await (offer ? one.peer.answer(offer.sdp, plan) : one.peer.offer(plan));
      if (!one.life.signal.aborted) tell({ type: offer ? 'answer' : 'offer', epoch, id: 0, sdp });
    } catch (error) {
      generations.giveUp(one, error);
    }
  }

  async #try(steps: Promise<void>): Promise<void> {
    try {
      await steps;
    } catch (error) {
      const { signal, logger } = this.#init;
      if (signal.aborted) return;
      const { code, message } = PhoneError.from(error, 'failed', 'The browser refused.');
      logger({ level: 'warn', event: 'recovery-failed', detail: { code, message } });
    }
  }
}
