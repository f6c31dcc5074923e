import type { ReactiveController, ReactiveElement } from 'lit';

import { PhoneError } from '../../base/errors.js';
import type { Availability, Contacts } from '../../phone/contacts.js';
import type { Phone } from '../../phone/phone.js';

/** Phases in which a phone can be asked, or knows what it was told before. */
const IN_TOUCH: ReadonlySet<string | undefined> = new Set(['ready', 'reconnecting']);

/** Looks for an element who of some numbers can be called, whenever there is a phone that can be asked. */
export class ContactWatch implements ReactiveController {
  /** Whether the phone's service does not tell such things. */
  isUnsupported = false;

  readonly #host: ReactiveElement;
  readonly #failed: (error: unknown) => void;
  #phone: Phone | undefined;
  #numbers = '';
  #contacts: Contacts | undefined;

  /** @param failed It cannot be looked: a number makes no sense. */
  constructor(host: ReactiveElement, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.follow(undefined, []);
  }

  /** Looks after these numbers from now on. */
  follow(phone: Phone | undefined, numbers: readonly string[]): void {
    const isInTouch = IN_TOUCH.has(phone?.state.phase);
    const asked = isInTouch ? phone : undefined;
    const list = JSON.stringify(numbers);
    const isOver = this.#contacts?.closed ?? false;
    if (asked === this.#phone && list === this.#numbers && !isOver) return;
    this.#phone = asked;
    this.#numbers = list;
    this.#contacts?.close();
    this.#contacts = undefined;
    this.isUnsupported = false;
    if (asked && numbers.length > 0) this.#look(asked, numbers);
  }

  statusOf(number: string): Availability {
    return this.#contacts?.statusOf(number) ?? 'unknown';
  }

  #look(phone: Phone, numbers: readonly string[]): void {
    try {
      this.#contacts = phone.presence.watch(numbers);
      this.#contacts.addEventListener('change', () => this.#host.requestUpdate());
    } catch (error) {
      this.isUnsupported = error instanceof PhoneError && error.code === 'unsupported';
      if (!this.isUnsupported) this.#failed(error);
    }
  }
}
