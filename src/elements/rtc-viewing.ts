import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';

import { avatar } from './call/avatar.js';
import { hearControl } from './call/call-controls.js';
import { customElement } from './base/custom-element.js';
import { viewing } from './english/places.js';
import { Follower } from './base/follower.js';
import { liveStyles } from './place/live.styles.js';
import { pictureStyles } from './call/picture.styles.js';
import { RemoteView } from './call/remote-view.js';
import { RtcControl } from './base/rtc-control.js';
import { styles } from './rtc-viewing.styles.js';
import { stageStyles } from './call/stage.styles.js';
import { addTexts, texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import type { PhoneError, PhoneErrorCode } from '../base/errors.js';
import type { Call } from '../call/call.js';
import type { Phone } from '../phone/phone.js';
import type { Viewing, ViewingState } from '../phone/places/viewing.js';

addTexts({ viewing });

/** What more there is to say. */
const HINTS = { waiting: 'waitingHint', full: 'fullHint' } as const;
/** After which only the person begins anew. */
const OVER: ReadonlySet<ViewingState> = new Set(['stopped', 'removed']);

/**
 * A broadcast that the phone watches: the picture, or what the person waits for. Asks for no device, and sends nothing.
 *
 * It shows whatever the phone watches. With a `number` it has a button to watch that one, where the phone does not.
 *
 * @tag rtc-viewing
 * @summary Shows a broadcast that is watched.
 *
 * @fires {CustomEvent<{ number: string | undefined }>} rtc-watch-request - The person watches, or stops. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - What was asked for has failed; the element says so as well.
 *
 * @attr {'idle' | 'waiting' | 'joining' | 'watching' | 'full' | 'removed' | 'stopped'} state - Read only: how the viewer stands.
 * @cssstate idle - Nothing is watched.
 * @cssstate waiting - The broadcast has not begun, or is interrupted.
 * @cssstate joining - On the way.
 * @cssstate watching - To be seen.
 * @cssstate full - All places are taken; one that becomes free is taken.
 * @cssstate removed - Whoever broadcasts has sent this viewer away.
 * @cssstate stopped - The person has stopped.
 *
 * @csspart stage - The whole card.
 * @csspart video - The picture.
 * @csspart avatar - The face while there is no picture.
 * @csspart number - Whose broadcast it is.
 * @csspart status - How the viewer stands, in words.
 * @csspart hear - Starts the sound where the browser has blocked it.
 * @csspart watch - Watches.
 * @csspart stop - Stops.
 * @csspart problem - What failed last, in words.
 *
 * @cssprop [--rtc-stage=#0f1116] - The ground behind picture and face.
 * @cssprop [--rtc-video-fit=contain] - How the picture fills the card: contain or cover.
 */
@customElement('rtc-viewing')
export class RtcViewingElement extends RtcControl {
  static override styles = [theme, stageStyles, pictureStyles, liveStyles, styles];

  readonly #view = new RemoteView(this, () => this.followed);
  #phone: Phone | undefined;
  /** What the phone watches, or watched last. */
  #viewing: Viewing | undefined;

  /** Whose broadcast it is. */
  @property() number?: string;

  constructor() {
    super();
    new Follower(this, ['change'], () => [this.#viewing]);
  }

  override chooseCall(): Call | undefined {
    return this.#viewing?.call;
  }

  /** Keeps one that is over, which the phone has forgotten: it says why. */
  #remember(phone: Phone | undefined): void {
    if (phone !== this.#phone) this.#viewing = undefined;
    this.#phone = phone;
    this.#viewing = phone?.places.viewing ?? this.#viewing;
  }

  get #state(): ViewingState | 'idle' {
    return this.#viewing?.state ?? 'idle';
  }

  get #number(): string {
    return this.#viewing?.number ?? this.number ?? '';
  }

  protected override willUpdate(): void {
    super.willUpdate();
    this.#remember(this.phone);
    this.mark(this.#state);
  }

  #watch(number: string | undefined): void {
    if (!this.pending) void this.request('rtc-watch-request', { number });
  }

  protected override wordsFor(problem: PhoneError): string {
    const words: Partial<Record<PhoneErrorCode, string>> = texts().viewing;
    return words[problem.code] ?? super.wordsFor(problem);
  }

  /** How it looks: as the viewer stands, and whether there is a picture, or trouble. */
  get #look(): { readonly isWatching: boolean; readonly isSeen: boolean; readonly isBroken: boolean } {
    const call = this.followed;
    const isWatching = this.#state === 'watching' && call !== undefined;
    const isBroken = isWatching && call.state.phase === 'reconnecting';
    return { isWatching, isBroken, isSeen: isWatching && call.remoteMedia.video };
  }

  get #words(): string {
    const state = this.#state;
    if (this.#look.isBroken) return texts().call.reconnecting;
    return state === 'idle' ? '' : texts().viewing[state];
  }

  protected override render(): unknown {
    const { viewing: words, call } = texts();
    const state = this.#state;
    const { isWatching, isSeen, isBroken } = this.#look;
    const isUnheard = isWatching && this.#view.blocked;
    const looks = [state, isSeen && 'seen', isBroken && 'reconnecting'].filter(Boolean).join(' ');
    return html`
      <p class="hidden" role="status">${this.#words} ${isUnheard ? call.hear : nothing}</p>
      <section
        class="stage ${looks}"
        part="stage"
        tabindex="-1"
        data-next
        aria-label="${words.title}: ${this.#number}"
      >
        <video part="video" autoplay playsinline></video>
        <div class="who">
          ${isSeen ? nothing : avatar(this.#number)}
          <p class="name" part="number"><bdi>${this.#number}</bdi></p>
          ${this.#renderStatus()} ${this.#renderHint(state)}
        </div>
        <div class="foot">
          ${isUnheard ? hearControl(() => this.#view.hear()) : nothing} ${this.renderProblem()}
          ${this.#renderButton(state)}
        </div>
      </section>
    `;
  }

  #renderStatus() {
    const { isWatching, isSeen, isBroken } = this.#look;
    const { watching, cameraOff } = texts().viewing;
    return html`<p class="state" part="status">
      ${isWatching && !isBroken ? html`<span class="live">${watching}</span>` : this.#words}
      ${isWatching && !isSeen ? html`<span class="hint">${cameraOff}</span>` : nothing}
    </p>`;
  }

  #renderHint(state: ViewingState | 'idle') {
    if (state !== 'waiting' && state !== 'full') return nothing;
    return html`<p class="hint">${texts().viewing[HINTS[state]]}</p>`;
  }

  #renderButton(state: ViewingState | 'idle') {
    const { viewing: words } = texts();
    if (state === 'removed') return nothing;
    if (state !== 'idle' && !OVER.has(state)) {
      return html`<button class="stop" part="stop" type="button" @click=${() => this.#watch(undefined)}>
        ${words.stop}
      </button>`;
    }
    const number = this.#number;
    if (!number || this.phone?.state.phase !== 'ready') return nothing;
    return html`<button class="primary" part="watch" type="button" @click=${() => this.#watch(number)}>
      ${words.watch}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-viewing': RtcViewingElement;
  }
}
