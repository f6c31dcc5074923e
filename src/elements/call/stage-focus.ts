import type { ReactiveController, ReactiveElement } from 'lit';

import type { Phase } from './call-phases.js';
import { takeFocus } from '../base/take-focus.js';

/** Moves the focus to the stage of its host when a call has just appeared there, unless that would be rude. */
export class StageFocus implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #phase: () => Phase;
  #last: Phase = 'idle';

  constructor(host: ReactiveElement, phase: () => Phase) {
    this.#host = host;
    this.#phase = phase;
    host.addController(this);
  }

  hostUpdated(): void {
    const host = this.#host;
    const phase = this.#phase();
    const appeared = this.#last === 'idle' || this.#last === 'ended';
    this.#last = phase;
    const stage = host.renderRoot.querySelector<HTMLElement>('.stage');
    if (!stage || !appeared || phase === 'ended') return;
    const near = host.closest('rtc-phone') ?? (host.getRootNode() as Partial<ShadowRoot>).host ?? host;
    takeFocus(stage, near, { unlessTyping: phase === 'incoming' });
  }
}
