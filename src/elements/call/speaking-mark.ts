import type { ReactiveController, ReactiveElement } from 'lit';

import { TALKING } from './call-phases.js';
import type { Call } from '../../call/call.js';

/** Shows on its host, as the attribute `speaking` and the state of that name, whether somebody speaks in a call. */
export class SpeakingMark implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #states: CustomStateSet;
  readonly #who: 'local' | 'remote';
  readonly #choose: () => Call | undefined;
  #call: Call | undefined;
  #watch: AbortController | undefined;

  /** @param states Those of the host. @param choose In which call. */
  constructor(
    host: ReactiveElement,
    states: CustomStateSet,
    who: 'local' | 'remote',
    choose: () => Call | undefined,
  ) {
    this.#host = host;
    this.#states = states;
    this.#who = who;
    this.#choose = choose;
    host.addController(this);
  }

  hostUpdate(): void {
    const call = this.#host.isConnected ? this.#choose() : undefined;
    this.#follow(call && TALKING.has(call.state.phase) ? call : undefined);
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(call: Call | undefined): void {
    if (call === this.#call) return;
    this.#watch?.abort();
    this.#call = call;
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    call?.speaking.watch(signal);
    call?.addEventListener('speakingchange', () => this.#show(), { signal });
    this.#show();
  }

  #show(): void {
    const speaks = this.#call?.speaking[this.#who] ?? false;
    this.#host.toggleAttribute('speaking', speaks);
    if (speaks) this.#states.add('speaking');
    else this.#states.delete('speaking');
  }
}
