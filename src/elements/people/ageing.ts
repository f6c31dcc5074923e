import type { ReactiveController, ReactiveElement } from 'lit';

/** In milliseconds: the least that is told of how long ago something was is a minute. */
const AGEING_MS = 20_000;

/** Renders its host anew now and then, as long as it is on the page: it says how long ago something was, or which day. */
export class Ageing implements ReactiveController {
  readonly #host: ReactiveElement;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#host.requestUpdate(), AGEING_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
