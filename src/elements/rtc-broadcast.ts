import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { parseCount } from './phone/attribute-values.js';
import { avatar } from './call/avatar.js';
import { Clock, clockText } from './call/clock.js';
import { ComingsAndGoings } from './place/comings-and-goings.js';
import { customElement } from './base/custom-element.js';
import { grid } from './english/grid.js';
import { broadcast } from './english/places.js';
import { Follower } from './base/follower.js';
import { liveStyles } from './place/live.styles.js';
import { placeStyles } from './place/place.styles.js';
import { styles } from './rtc-broadcast.styles.js';
import { RtcControl } from './base/rtc-control.js';
import { airIcon, peopleIcon } from './call/several-icons.js';
import { addTexts, texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import type { PhoneError, PhoneErrorCode } from '../base/errors.js';
import type { Call } from '../call/call.js';
import type { Broadcast } from '../phone/places/broadcast.js';

addTexts({ broadcast, grid });

/**
 * Puts the phone on the air: a button to go live; then how long it has been, who watches, a way to send one of them away,
 * and a button that stops. Nobody sees anything before the person presses the button.
 *
 * @tag rtc-broadcast
 * @summary Lets the person broadcast, and shows who watches.
 *
 * @fires {CustomEvent<{ live: boolean, maxViewers?: number }>} rtc-live-request - The person goes on the air, or off it. Cancelable.
 * @fires {CustomEvent<{ call: Call }>} rtc-remove-request - The person sends a viewer away. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - What was asked for has failed; the element says so as well.
 *
 * @attr {'idle' | 'off' | 'starting' | 'live'} state - Read only: no phone that is ready; not on the air; on the way; on the air.
 * @cssstate idle - There is no phone that is ready.
 * @cssstate off - Not on the air.
 * @cssstate starting - On the way; the browser may be asking for camera and microphone.
 * @cssstate live - On the air.
 *
 * @csspart card - Everything.
 * @csspart live - The badge of one who is on the air.
 * @csspart clock - How long it has been.
 * @csspart count - How many watch.
 * @csspart viewers - Who watches.
 * @csspart viewer - One of them.
 * @csspart remove - Sends that one away.
 * @csspart go-live - Goes on the air.
 * @csspart stop - Goes off it.
 * @csspart hint - What goes on.
 * @csspart problem - What failed last, in words.
 */
@customElement('rtc-broadcast')
export class RtcBroadcastElement extends RtcControl {
  static override styles = [theme, placeStyles, liveStyles, styles];

  readonly #news = new ComingsAndGoings();

  /** How many may watch at once: 8 where nothing is said, since the picture is sent to each. Also on the air. */
  @property({ attribute: 'max-viewers' }) maxViewers?: number | string;

  /** Whether the phone is on the way to the air. @internal */
  @state() private starting = false;

  constructor() {
    super();
    new Follower(this, ['change'], () => [this.phone?.places.broadcast]);
    new Clock(this, () => this.#live !== undefined);
  }

  get #live(): Broadcast | undefined {
    const begun = this.phone?.places.broadcast;
    return begun?.isLive ? begun : undefined;
  }

  get #isReady(): boolean {
    return this.phone?.state.phase === 'ready';
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const live = this.#live;
    const off = this.#isReady ? 'off' : 'idle';
    this.mark(live ? 'live' : this.starting ? 'starting' : off);
    this.#news.update(live?.viewers.map(({ number }) => number));
  }

  async #goLive(): Promise<void> {
    if (!this.#isReady || this.starting) return;
    this.starting = true;
    try {
      const maxViewers = parseCount('max-viewers', this.maxViewers);
      await this.request('rtc-live-request', { live: true, ...(maxViewers !== undefined && { maxViewers }) });
    } catch (error) {
      this.fail(error);
    }
    this.starting = false;
  }

  protected override wordsFor(problem: PhoneError): string {
    const words: Partial<Record<PhoneErrorCode, string>> = texts().broadcast;
    return words[problem.code] ?? super.wordsFor(problem);
  }

  protected override render(): unknown {
    const { broadcast: words } = texts();
    const live = this.#live;
    return html`
      <section class="card" part="card" tabindex="-1" data-next aria-label=${words.title}>
        ${live ? this.#renderLive(live) : this.#renderOff()} ${this.renderProblem()}
        <div class="actions">${live ? this.#renderStop() : this.#renderGoLive()}</div>
      </section>
      <p class="hidden" role="status">${live ? words.live : nothing} ${this.#news.words}</p>
    `;
  }

  #renderOff() {
    const { broadcast: words } = texts();
    const waiting = this.starting ? words.starting : words.off;
    return html`
      <p class="title">${words.title}</p>
      <p class="hint" part="hint" role="status">${this.#isReady ? waiting : words.notReady}</p>
    `;
  }

  #renderLive({ viewers, maxViewers, since }: Broadcast) {
    const { broadcast: words } = texts();
    const hint = viewers.length === 0 ? words.nobody : viewers.length >= maxViewers ? words.full : nothing;
    return html`
      <div class="head">
        <span class="live" part="live">${words.live}</span>
        <span class="clock" part="clock" role="timer" aria-label=${words.duration}>
          ${clockText(Date.now() - since)}
        </span>
        <span class="count" part="count">
          ${peopleIcon}<span class="hidden">${words.viewers}:</span>
          <bdi>${viewers.length} ${words.of} ${maxViewers}</bdi>
        </span>
      </div>
      ${
        viewers.length > 0
          ? html`<ul class="people" part="viewers" aria-label=${words.viewers}>
              ${repeat(
                viewers,
                ({ id }) => id,
                (call) => this.#renderViewer(call),
              )}
            </ul>`
          : nothing
      }
      <p class="hint" part="hint" role="status">${hint}</p>
    `;
  }

  #renderViewer(call: Call) {
    const { broadcast: words } = texts();
    const isThere = call.state.phase === 'active';
    return html`<li part="viewer">
      ${avatar(call.number)}<bdi class="one-line">${call.number}</bdi>
      ${isThere ? nothing : html`<span class="joining">${words.joining}</span>`}
      <button
        part="remove"
        type="button"
        aria-label="${words.remove} ${call.number}"
        @click=${() => void this.request('rtc-remove-request', { call })}
      >
        ${words.remove}
      </button>
    </li>`;
  }

  #renderGoLive() {
    return html`<button
      class="primary"
      part="go-live"
      type="button"
      aria-disabled=${this.#isReady && !this.starting ? 'false' : 'true'}
      @click=${() => void this.#goLive()}
    >
      ${airIcon}${texts().broadcast.goLive}
    </button>`;
  }

  #renderStop() {
    return html`<button
      class="danger"
      part="stop"
      type="button"
      @click=${() => void this.request('rtc-live-request', { live: false })}
    >
      ${texts().broadcast.stop}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-broadcast': RtcBroadcastElement;
  }
}
