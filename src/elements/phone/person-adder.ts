import type { ReactiveController, ReactiveElement } from 'lit';

import { sharedCalls } from './phone-calls.js';
import type { Phone } from '../../phone/phone.js';

/** Opens the keypad of its host in the middle of a call, and closes it when one more has been called. */
export class PersonAdder implements ReactiveController {
  /** Whether the keypad is wanted. */
  isAdding = false;

  readonly #host: ReactiveElement & { readonly phone: Phone | undefined };
  #count = 0;

  constructor(host: ReactiveElement & { readonly phone: Phone | undefined }) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('rtc-add-request', (event) => this.#onRequest(event));
  }

  hostUpdate(): void {
    const { length } = sharedCalls(this.#host.phone);
    if (length > this.#count || length === 0) this.isAdding = false;
    this.#count = length;
  }

  /** When the dispatch is over, so that listeners on the document have a say. */
  #onRequest(event: Event): void {
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      // Not for an outer phone.
      event.preventDefault();
      this.isAdding = !this.isAdding;
      this.#host.requestUpdate();
      void this.#focus();
    });
  }

  async #focus(): Promise<void> {
    await this.#host.updateComplete;
    if (this.isAdding) this.#host.renderRoot.querySelector('rtc-dialpad')?.focus();
  }
}
