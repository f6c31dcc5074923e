import type { ReactiveController, ReactiveElement } from 'lit';

import type { PlaceKeeper, PlaceWishes } from './place-keeper.js';
import type { Phone } from '../../phone/phone.js';

/** An element whose phone may be wanted in a room, on the air, or before a broadcast. */
type PlaceHost = ReactiveElement & PlaceWishes & { readonly phone: Phone | undefined };

/** Brings the phone of its host where the host's attributes say. What does so comes with the first of them. */
export class Placing implements ReactiveController {
  readonly #host: PlaceHost;
  readonly #failed: (error: unknown) => void;
  #keeper: PlaceKeeper | undefined;
  #isLoading = false;

  constructor(host: PlaceHost, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    host.addController(this);
  }

  hostUpdated(): void {
    const { room, broadcast, watch } = this.#host;
    if ((room || broadcast || watch) && !this.#isLoading) this.#load().catch(this.#failed);
    // After this update, which would miss what comes of it.
    queueMicrotask(() => this.#keeper?.update());
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    const { PlaceKeeper: Keeper } = await import('./place-keeper.js');
    this.#keeper = new Keeper(this.#host, this.#failed);
    this.#keeper.update();
  }
}
