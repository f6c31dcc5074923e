import type { PhoneOptions } from '../phone/phone-options.js';
import { Phone } from '../phone/phone.js';

/** Keeps the one phone that some options describe, and replaces it when they change. Never in the middle of a call. */
export class PhoneMaker {
  #options: PhoneOptions | undefined;
  #phone: Phone | undefined;

  get phone(): Phone | undefined {
    return this.#phone;
  }

  /**
   * Makes another phone when the options are others than before and no call is going on. Starts nothing.
   *
   * @param options Undefined for no phone.
   * @returns Whether there is another phone now, or none any more.
   * @throws {PhoneError} `bad-number` or `bad-option`; once for the same options.
   */
  renew(options: PhoneOptions | undefined): boolean {
    if (isSame(options, this.#options) || this.#phone?.calls.length) return false;
    this.close();
    this.#options = options;
    if (options) this.#phone = new Phone(options);
    return true;
  }

  close(): void {
    this.#phone?.close();
    this.#phone = undefined;
    this.#options = undefined;
  }
}

/** Compares value by value: attributes are strings, and what a page hands over as an object it may change only by another. */
function isSame(a: PhoneOptions | undefined, b: PhoneOptions | undefined): boolean {
  if (!a || !b) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof PhoneOptions>;
  return [...names].every((name) => a[name] === b[name]);
}
