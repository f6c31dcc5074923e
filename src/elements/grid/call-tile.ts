import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';

import { avatar } from '../call/avatar.js';
import { AGREED } from '../call/call-phases.js';
import { styles } from './call-tile.styles.js';
import { callWords, isInSight, isOnHold } from '../call/call-words.js';
import { customElement } from '../base/custom-element.js';
import { hangUpIcon, micOffIcon } from '../call/call-icons.js';
import { pictureStyles } from '../call/picture.styles.js';
import { qualityBadge, qualityWords } from '../call/quality-badge.js';
import { RemoteView } from '../call/remote-view.js';
import { RtcControl } from '../base/rtc-control.js';
import { pauseIcon, playIcon, screenIcon } from '../call/several-icons.js';
import { SpeakerChoice } from '../sound/speaker-choice.js';
import { speakingStyles } from '../call/speaking.styles.js';
import { texts } from '../base/texts.js';
import { theme } from '../base/theme.styles.js';
import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';

/** What of a call is to be seen at a glance. */
const MARKS = ['seen', 'screen', 'held', 'waiting', 'muted', 'speaking'] as const;
type Look = Readonly<Record<(typeof MARKS)[number] | 'isQuiet', boolean>> & {
  readonly quality: Call['quality'];
};

const NO_CALL: Look = {
  seen: false,
  screen: false,
  held: false,
  waiting: false,
  muted: false,
  speaking: false,
  isQuiet: false,
  quality: 'unknown',
};

function lookOf(call: Call): Look {
  const { state, remoteMedia, held, speaking, quality } = call;
  const waiting = isOnHold(call);
  const talks = state.phase === 'active' && !waiting;
  const seen = isInSight(call);
  return {
    seen,
    screen: seen && remoteMedia.screen === true,
    held,
    waiting,
    muted: talks && !remoteMedia.audio,
    speaking: talks && speaking.remote,
    // Who talks needs no words about it.
    isQuiet: talks,
    quality: talks ? quality : 'unknown',
  };
}

const iconsOf = ({ muted, waiting, screen }: Look) => html`
  ${muted ? html`<span class="off">${micOffIcon}</span>` : nothing} ${waiting ? pauseIcon : nothing}
  ${screen ? screenIcon : nothing}
`;

/**
 * One of several calls: a picture or a face, a name, and two buttons. Part of `<rtc-grid>`, which sets everything.
 *
 * It dispatches `heard` when the browser begins or ceases to keep its sound back.
 */
@customElement('rtc-call-tile')
export class RtcCallTileElement extends RtcControl {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    // A touch anywhere on it shows its buttons.
    delegatesFocus: true,
  };
  static override styles = [theme, pictureStyles, speakingStyles, styles];

  readonly #view = new RemoteView(this, () => this.call);
  #wasBlocked = false;

  /** Whose tile it is. */
  @property() number = '';

  /** The call, once there is one. */
  @property({ attribute: false }) call: Call | undefined;

  /** Whether the Tab key reaches this one of all tiles. */
  @property({ type: Boolean }) current = false;

  constructor() {
    super();
    // The person chooses the speaker for the whole page; each picture has to be told.
    new SpeakerChoice(this, {
      active: () => this.call !== undefined && AGREED.has(this.call.state.phase),
      // The grid looks as well, and says it once.
      onError: () => {},
    });
  }

  /** Whether the browser keeps the sound back. */
  get blocked(): boolean {
    return this.#view.blocked;
  }

  /** Plays with sound. To be called from a click. */
  hear(): void {
    this.#view.hear();
  }

  override chooseCall(): Call | undefined {
    return this.call;
  }

  /** Looks who speaks, and how well the connection carries, for as long as the tile is there. @internal */
  follow(_phone: Phone | undefined, call: Call | undefined, signal: AbortSignal): void {
    call?.speaking.watch(signal);
    call?.addEventListener('speakingchange', () => this.requestUpdate(), { signal });
    call?.addEventListener('qualitychange', () => this.requestUpdate(), { signal });
  }

  protected override updated(): void {
    super.updated();
    if (this.blocked === this.#wasBlocked) return;
    this.#wasBlocked = this.blocked;
    this.dispatchEvent(new Event('heard', { bubbles: true }));
  }

  #statusOf({ isQuiet }: Look): string {
    if (isQuiet) return '';
    return this.call ? callWords(this.call, this.media) : texts().call.connecting;
  }

  #describe({ screen, muted, quality }: Look, status: string): string {
    const { grid, call } = texts();
    const name = screen ? `${grid.screen} ${this.number}` : this.number;
    const parts = [name, status, muted && call.theirMicrophoneOff, qualityWords(quality)];
    return parts.filter(Boolean).join(', ');
  }

  protected override render(): unknown {
    const { call, number } = this;
    const look = call ? lookOf(call) : NO_CALL;
    const status = this.#statusOf(look);
    const marks = MARKS.filter((mark) => look[mark]).join(' ');
    return html`
      <div
        class="tile ${call?.state.phase ?? 'connecting'} ${marks}"
        part="tile ${marks}"
        role="group"
        tabindex=${this.current ? 0 : -1}
        aria-label=${this.#describe(look, status)}
        data-next
      >
        ${call ? html`<video part="video" autoplay playsinline></video>` : nothing}
        <div class="face">
          ${look.seen ? nothing : avatar(number)}
          ${status ? html`<p class="status" part="status">${status}</p>` : nothing}
        </div>
        <p class="label" part="label" aria-hidden="true">
          ${iconsOf(look)}<bdi class="one-line" part="number">${number}</bdi>
          ${qualityBadge(look.quality)}
        </p>
        ${call ? this.#renderActions(call, number) : nothing}
      </div>
    `;
  }

  #renderActions(call: Call, number: string) {
    const { grid, several } = texts();
    const { held } = call;
    const holding = `${held ? several.resume : several.hold}: ${number}`;
    const ending = `${grid.hangUpOn} ${number}`;
    return html`
      <div class="actions" part="actions">
        ${
          AGREED.has(call.state.phase)
            ? html`<button
                class="round ${held ? 'resume' : ''}"
                part=${held ? 'resume' : 'hold'}
                type="button"
                tabindex=${this.current ? 0 : -1}
                aria-label=${holding}
                title=${holding}
                @click=${() => void this.request('rtc-hold-request', { call, held: !held })}
              >
                ${held ? playIcon : pauseIcon}
              </button>`
            : nothing
        }
        <button
          class="round danger"
          part="hang-up"
          type="button"
          tabindex=${this.current ? 0 : -1}
          aria-label=${ending}
          title=${ending}
          @click=${() => void this.request('rtc-hang-up-request', { call })}
        >
          ${hangUpIcon}
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-call-tile': RtcCallTileElement;
  }
}
