import type { ReactiveController, ReactiveElement } from 'lit';

/** Renders its host anew whenever the page puts something inside, or takes it out. */
export class ContentWatch implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #onChange = () => this.#host.requestUpdate();
  readonly #children = new MutationObserver(this.#onChange);

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#children.observe(this.#host, { childList: true });
    // A page that is still being read may bring the children a moment later.
    const { ownerDocument: page } = this.#host;
    if (page.readyState === 'loading')
      page.addEventListener('DOMContentLoaded', this.#onChange, { once: true });
  }

  hostDisconnected(): void {
    this.#children.disconnect();
  }
}
