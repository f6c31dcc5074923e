import type { ReactiveController, ReactiveElement } from 'lit';

import { PhoneError } from '../../base/errors.js';
import type { Ringer, RingSettings } from './ringer.js';
import type { Phone } from '../../phone/phone.js';

/**
 * Gives the phone of its host a ringer, for as long as the host is on the page. Its code comes after the phone's: the page
 * has been painted without it.
 */
export class Ringing implements ReactiveController {
  readonly #host: ReactiveElement & RingSettings & { readonly phone: Phone | undefined };
  readonly #onError: (error: PhoneError) => void;
  #phone: Phone | undefined;
  #ringer: Ringer | undefined;
  #life: AbortController | undefined;

  constructor(
    host: ReactiveElement & RingSettings & { readonly phone: Phone | undefined },
    onError: (error: PhoneError) => void,
  ) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  hostUpdated(): void {
    const { phone, isConnected } = this.#host;
    if (phone === this.#phone || !isConnected) this.#ringer?.update();
    else this.#follow(phone);
  }

  /** An element that is only moved is back before this turn ends, and rings on. */
  hostDisconnected(): void {
    queueMicrotask(() => this.#host.isConnected || this.#follow(undefined));
  }

  #follow(phone: Phone | undefined): void {
    this.#life?.abort();
    this.#phone = phone;
    this.#ringer = undefined;
    if (!phone) return;
    this.#life = new AbortController();
    void this.#load(phone, this.#life.signal);
  }

  async #load(phone: Phone, signal: AbortSignal): Promise<void> {
    try {
      const { Ringer: RingerClass } = await import('./ringer.js');
      if (signal.aborted) return;
      const page = this.#host.ownerDocument;
      this.#ringer = new RingerClass({ phone, page, settings: this.#host, onError: this.#onError, signal });
    } catch (cause) {
      this.#onError(PhoneError.from(cause, 'failed', 'The ringer could not be loaded.'));
    }
  }
}
