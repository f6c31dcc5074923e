import { PhoneError } from '../base/errors.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import type { Group } from '../signaling/signaling.js';
import { Contacts, type Availability } from './contacts.js';
import type { Service } from './service.js';

export interface PresenceInit {
  readonly number: string;
  /** Undefined while the phone is not connected. */
  readonly service: () => Service | undefined;
  readonly isBusy: () => boolean;
  readonly visible: boolean;
}

export interface PresenceEvents {
  /** `statusOf()` some number is another than before. */
  change: Event;
}

/** Who can be called: what a phone lets others see of itself, and what it sees of others. */
export class Presence extends typedEventTarget<PresenceEvents>() {
  readonly #init: PresenceInit;
  /** Those that are open. */
  readonly #watches = new Set<Contacts>();
  #visible: boolean;
  #away = false;
  #group: Group | undefined;
  #told = '';

  constructor(init: PresenceInit) {
    super();
    this.#init = init;
    this.#visible = init.visible;
  }

  /** Whether others may see if this phone is available, busy or away. */
  get visible(): boolean {
    return this.#visible;
  }

  set visible(visible: boolean) {
    this.#visible = visible;
    this.update();
  }

  /** Whether others see that nobody is at this phone. It rings all the same. */
  get away(): boolean {
    return this.#away;
  }

  set away(away: boolean) {
    this.#away = away;
    this.update();
  }

  /**
   * Looks who of some numbers can be called. Those show it who are `visible`.
   *
   * @throws {PhoneError} `bad-number`; `bad-state`, when not connected; `unsupported`, where the signaling knows no groups.
   */
  watch(numbers: readonly string[]): Contacts {
    const service = this.#init.service();
    if (!service) throw new PhoneError('bad-state', 'The phone is not connected.');
    const { mailbox, signal } = service;
    const contacts = new Contacts(numbers, (number) => mailbox.group(groupOf(number)), signal);
    this.#watches.add(contacts);
    contacts.addEventListener('change', () => {
      if (contacts.closed) this.#watches.delete(contacts);
      this.dispatchEvent(new Event('change'));
    });
    return contacts;
  }

  /** Whether a number can be called, as far as somebody watches it. Asks nobody. */
  statusOf(number: string): Availability {
    for (const contacts of this.#watches) {
      const status = contacts.statusOf(number);
      if (status !== 'unknown') return status;
    }
    return 'unknown';
  }

  /** Whether somebody watches a number right now. @internal */
  watches(number: string): boolean {
    return [...this.#watches].some(({ numbers, closed }) => !closed && numbers.includes(number));
  }

  /** Says how it is now. @internal */
  update(): void {
    if (!this.#visible) return this.close();
    const awake = this.#init.isBusy() ? 'busy' : 'available';
    const status = this.#away ? 'away' : awake;
    if (status === this.#told && this.#group) return;
    this.#told = status;
    if (this.#group) this.#group.tell({ status });
    else this.#group = this.#init.service()?.mailbox.group(groupOf(this.#init.number), { status });
  }

  /** Is seen no longer. @internal */
  close(): void {
    this.#group?.close();
    this.#group = undefined;
  }
}

/** Where a number shows itself, and those look who want to call it. */
function groupOf(number: string): string {
  return `on:${number}`;
}
