import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';

/** Phones or calls of which something is true for now, told to all elements of the page, wherever they stand. */
class Marks<Thing extends object> {
  readonly #things = new WeakSet<Thing>();
  readonly #changes = new EventTarget();

  has(thing: Thing): boolean {
    return this.#things.has(thing);
  }

  set(thing: Thing, on: boolean): void {
    if (on === this.has(thing)) return;
    if (on) this.#things.add(thing);
    else this.#things.delete(thing);
    this.#changes.dispatchEvent(new Event('change'));
  }

  /** Runs the listener whenever any mark was set or taken away, until the signal aborts. */
  onChange(listener: () => void, signal: AbortSignal): void {
    this.#changes.addEventListener('change', listener, { signal });
  }
}

/** Phones that ring without a sound: the browser forbids it until the person presses something on the page. */
export const silencedPhones = new Marks<Phone>();

/** Calls that the person has answered and that wait for camera and microphone. Nothing needs to ring any more. */
export const answeredCalls = new Marks<Call>();
