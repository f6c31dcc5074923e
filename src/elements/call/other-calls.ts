import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { avatar } from './avatar.js';
import { AGREED } from './call-phases.js';
import { callWords } from './call-words.js';
import type { RtcAsk } from '../camera/device-switches.js';
import { Follower } from '../base/follower.js';
import { answeredTalks, ringingCalls, sharedCalls } from '../phone/phone-calls.js';
import { quietCalls } from '../phone/quiet-calls.js';
import type { RtcControl } from '../base/rtc-control.js';
import { texts } from '../base/texts.js';
import type { Call } from '../../call/call.js';

export interface OtherCallsInit {
  /** The call that the host shows. Undefined where it shows all of them. */
  readonly shown: () => Call | undefined;
  /** Whether the person is talking, or about to: another ring then has a banner of its own. */
  readonly isBusy: () => boolean;
  /** Whether an answer is under way. */
  readonly isPending: () => boolean;
  readonly ask: RtcAsk;
}

/** What else goes on beside the call that its host shows: who calls meanwhile, and who waits on hold. */
export class OtherCalls implements ReactiveController {
  readonly #host: RtcControl;
  readonly #init: OtherCallsInit;

  constructor(host: RtcControl, init: OtherCallsInit) {
    this.#host = host;
    this.#init = init;
    host.addController(this);
    new Follower(host, ['statechange', 'mediachange'], () => [...ringingCalls(host.phone), ...this.#aside]);
  }

  hostUpdate(): void {}

  /** Who calls while this person talks. */
  get waiting(): readonly Call[] {
    const { shown, isBusy } = this.#init;
    if (!isBusy()) return [];
    return ringingCalls(this.#host.phone).filter((call) => call !== shown() && !quietCalls.has(call));
  }

  /** What a screen reader says of it, when there is time: nobody is interrupted for a call that waits. */
  get announcement(): string {
    return this.waiting.map((call) => `${call.number}: ${callWords(call, undefined)}.`).join(' ');
  }

  get #aside(): readonly Call[] {
    const shown = this.#init.shown();
    return shown ? answeredTalks(this.#host.phone).filter((call) => call !== shown) : [];
  }

  /** A banner for each who calls. */
  renderWaiting(): unknown {
    const { waiting } = this;
    if (waiting.length === 0) return nothing;
    return html`<div class="banners" data-answers>
      ${repeat(
        waiting,
        ({ id }) => id,
        (call) => this.#renderBanner(call),
      )}
    </div>`;
  }

  #renderBanner(call: Call): TemplateResult {
    const { several, call: words } = texts();
    const { ask } = this.#init;
    const { room } = this.#host.phone?.places ?? {};
    const end = room ? several.leaveAndAnswer : several.endAndAnswer;
    return html`
      <section class="banner" part="waiting" aria-label="${several.callsYou}: ${call.number}">
        ${avatar(call.number)}
        <p class="caller">
          <bdi class="one-line" part="waiting-number">${call.number}</bdi>
          <span class="kind">${callWords(call, undefined)}</span>
        </p>
        <div class="choices">
          ${this.#canHold ? this.#renderAnswer(call, 'hold', several.holdAndAnswer) : nothing}
          ${this.#renderAnswer(call, 'end', end)}
          <button
            class="danger"
            part="decline-waiting"
            type="button"
            @click=${() => void ask('rtc-reject-request', { call })}
          >
            ${words.decline}
          </button>
        </div>
      </section>
    `;
  }

  #renderAnswer(call: Call, others: 'hold' | 'end', words: string): TemplateResult {
    const { ask, isPending } = this.#init;
    const answer = () => {
      // Whoever talks without a picture is not filmed for a second caller.
      const video = call.offered.video && this.#underWay.some(({ sending }) => sending.video);
      if (!isPending()) void ask('rtc-accept-request', { call, audio: true, video, others });
    };
    return html`<button
      class=${others === 'hold' || !this.#canHold ? 'go' : ''}
      part="answer-${others}"
      type="button"
      aria-disabled=${isPending() ? 'true' : 'false'}
      @click=${answer}
    >
      ${words}
    </button>`;
  }

  get #underWay(): readonly Call[] {
    return sharedCalls(this.#host.phone);
  }

  /** Whoever has not answered yet cannot be put on hold; and in a room that one holds, others would still come in. */
  get #canHold(): boolean {
    const { phone } = this.#host;
    return !phone?.places.room && this.#underWay.every(({ state }) => AGREED.has(state.phase));
  }

  /** Who else has been answered, and a way to turn to them. */
  renderAside(): unknown {
    const aside = this.#aside;
    if (aside.length === 0) return nothing;
    const { several } = texts();
    const { ask } = this.#init;
    return html`
      <ul class="aside" part="others" aria-label=${several.others}>
        ${repeat(
          aside,
          ({ id }) => id,
          (call) => html`
            <li>
              ${avatar(call.number)}
              <p class="caller">
                <bdi class="one-line">${call.number}</bdi>
                <span class="kind">${callWords(call, undefined)}</span>
              </p>
              <button
                part="switch"
                type="button"
                aria-label="${several.switchTo}: ${call.number}"
                @click=${() => void ask('rtc-switch-request', { call })}
              >
                ${several.switchTo}
              </button>
            </li>
          `,
        )}
        ${
          this.#held.length > 0
            ? html`<li>
                <button part="together" type="button" @click=${() => this.#resumeAll()}>
                  ${several.together}
                </button>
              </li>`
            : nothing
        }
      </ul>
    `;
  }

  get #held(): readonly Call[] {
    return answeredTalks(this.#host.phone).filter(({ held }) => held);
  }

  /** Brings everybody on hold back, so that all are heard at once. */
  #resumeAll(): void {
    for (const call of this.#held) void this.#init.ask('rtc-hold-request', { call, held: false });
  }
}
