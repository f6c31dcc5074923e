import type { ReactiveController, ReactiveElement } from 'lit';

/** Knows whether a person can see an element: it is on the screen, in a tab that is in front. */
export class Sight implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #changed: () => void;
  readonly #observer = new IntersectionObserver((entries) => {
    this.#isInSight = entries.at(-1)?.isIntersecting ?? false;
    this.#changed();
  });
  #isInSight = false;
  #connection: AbortController | undefined;

  constructor(host: ReactiveElement, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  get isSeen(): boolean {
    return this.#isInSight && this.#host.ownerDocument.visibilityState === 'visible';
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    this.#observer.observe(this.#host);
    this.#host.ownerDocument.addEventListener('visibilitychange', this.#changed, this.#connection);
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    this.#observer.disconnect();
    this.#isInSight = false;
  }
}
