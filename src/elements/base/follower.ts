import type { ReactiveController, ReactiveElement } from 'lit';

/** Renders its host anew at every event of things that come and go, such as the calls of a phone. */
export class Follower implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #types: readonly string[];
  readonly #things: () => readonly (EventTarget | undefined)[];
  readonly #followed = new Map<EventTarget, AbortController>();

  constructor(
    host: ReactiveElement,
    types: readonly string[],
    things: () => readonly (EventTarget | undefined)[],
  ) {
    this.#host = host;
    this.#types = types;
    this.#things = things;
    host.addController(this);
  }

  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const things = new Set(this.#things());
    for (const [thing, life] of this.#followed) {
      if (things.has(thing)) continue;
      life.abort();
      this.#followed.delete(thing);
    }
    for (const thing of things) if (thing && !this.#followed.has(thing)) this.#follow(thing);
  }

  hostDisconnected(): void {
    for (const life of this.#followed.values()) life.abort();
    this.#followed.clear();
  }

  #follow(thing: EventTarget): void {
    const life = new AbortController();
    this.#followed.set(thing, life);
    for (const type of this.#types) thing.addEventListener(type, () => this.#host.requestUpdate(), life);
  }
}
