import type { PhoneOptions } from '../phone/phone-options.js';
import type { Phone } from '../phone/phone.js';

export interface PhoneMakerInit {
  /** There is a phone now, and nothing of it has been started. */
  readonly made: (phone: Phone) => void;
  /** The options make no phone. */
  readonly failed: (error: unknown) => void;
}

/** Keeps the one phone that some options describe, and replaces it when they change. Never in the middle of a call. */
export class PhoneMaker {
  readonly #init: PhoneMakerInit;
  #options: PhoneOptions | undefined;
  #phone: Phone | undefined;
  #settled: Promise<void> = Promise.resolve();

  constructor(init: PhoneMakerInit) {
    this.#init = init;
  }

  get phone(): Phone | undefined {
    return this.#phone;
  }

  /** Resolves when the phone that is being made is there, or has failed. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /**
   * Makes another phone when the options are others than before and no call is going on. The phone's code is loaded only
   * now: the page has been painted without it.
   *
   * @param options Undefined for no phone.
   * @returns Whether another phone is on its way, or none is left.
   */
  renew(options: PhoneOptions | undefined): boolean {
    if (isSame(options, this.#options) || this.#phone?.calls.length) return false;
    this.close();
    this.#options = options;
    if (options) this.#settled = this.#make(options);
    return true;
  }

  close(): void {
    this.#phone?.close();
    this.#phone = undefined;
    this.#options = undefined;
  }

  async #make(options: PhoneOptions): Promise<void> {
    try {
      const { Phone: PhoneClass } = await import('../phone/phone.js');
      if (options !== this.#options) return;
      this.#phone = new PhoneClass(options);
      this.#init.made(this.#phone);
    } catch (error) {
      if (options === this.#options) this.#init.failed(error);
    }
  }
}

/** Compares value by value: attributes are strings, and what a page hands over as an object it may change only by another. */
function isSame(a: PhoneOptions | undefined, b: PhoneOptions | undefined): boolean {
  if (!a || !b) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof PhoneOptions>;
  return [...names].every((name) => a[name] === b[name]);
}
