import type { Adjustable } from './phone-adjuster.js';
import type { PhoneOptions } from '../../phone/phone-options.js';
import type { Phone } from '../../phone/phone.js';

export interface PhoneMakerInit {
  /** There is a phone now, and nothing of it has been started. */
  readonly made: (phone: Phone) => void;
  /** The options make no phone, or one of the wishes that may change makes no sense. */
  readonly failed: (error: unknown) => void;
}

/**
 * Keeps the one phone that some options describe, and replaces it when they change. Never in the middle of a call. What may
 * change at any time it is told by the attributes of its host.
 */
export class PhoneMaker {
  readonly #host: Adjustable;
  readonly #init: PhoneMakerInit;
  #options: PhoneOptions | undefined;
  #phone: Phone | undefined;
  #settled: Promise<void> = Promise.resolve();
  #isAdjusting = false;

  constructor(host: Adjustable, init: PhoneMakerInit) {
    this.#host = host;
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
    if (isSame(options, this.#options)) {
      this.#renewToken(options);
      return false;
    }
    if (this.#phone?.calls.length) return false;
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
      const [{ Phone: PhoneClass }, { PhoneAdjuster: Adjuster }] = await Promise.all([
        import('../../phone/phone.js'),
        import('./phone-adjuster.js'),
      ]);
      // The token may be another one by now.
      if (!this.#options || !isSame(options, this.#options) || this.#phone) return;
      this.#phone = new PhoneClass(this.#options);
      if (!this.#isAdjusting) new Adjuster(this.#host, () => this.#phone, this.#init.failed);
      this.#isAdjusting = true;
      this.#init.made(this.#phone);
    } catch (error) {
      if (isSame(options, this.#options)) this.#init.failed(error);
    }
  }

  /** A token is renewed every hour or so: the phone goes on with it, also in a call. */
  #renewToken(options: PhoneOptions | undefined): void {
    if (!options?.token || options.token === this.#options?.token) return;
    this.#options = options;
    this.#phone?.setToken(options.token);
  }
}

/** Compares all but the token, value by value: what a page hands over as an object it may change only by another. */
function isSame(a: PhoneOptions | undefined, b: PhoneOptions | undefined): boolean {
  if (!a || !b) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof PhoneOptions>;
  return [...names].every((name) => name === 'token' || a[name] === b[name]);
}
