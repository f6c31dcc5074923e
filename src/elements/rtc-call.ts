import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';

import { avatar } from './avatar.js';
import {
  answerControls,
  cameraControl,
  endControls,
  hangUpControl,
  hearControl,
  microphoneControl,
} from './call-controls.js';
import { callStatus } from './call-status.js';
import { callWords } from './call-words.js';
import { Clock } from './clock.js';
import { customElement } from './custom-element.js';
import { deviceTrouble, isUsable, troubleLine } from './device-trouble.js';
import { quietCalls } from './quiet-calls.js';
import { RemoteView } from './remote-view.js';
import { styles } from './rtc-call.styles.js';
import { RtcControl } from './rtc-control.js';
import { takeFocus } from './take-focus.js';
import { texts } from './texts.js';
import { theme } from './theme.styles.js';
import type { PhoneError } from '../base/errors.js';
import type { CallState } from '../call/call-state.js';
import type { Call } from '../call/call.js';
import type { Phone } from '../phone/phone.js';

type Phase = CallState['phase'] | 'idle';

const TALKING: ReadonlySet<Phase> = new Set(['active', 'reconnecting']);
/** Both have agreed to talk. */
const AGREED: ReadonlySet<Phase> = new Set([...TALKING, 'connecting']);
/** This person has: what is wrong with the own devices is of interest. */
const COMMITTED: ReadonlySet<Phase> = new Set([...AGREED, 'calling', 'ringing']);

/**
 * One call on the screen: who it is, how it stands, their picture and sound, and every button a call needs.
 *
 * Shows the call set as `call`, else the one with `number`, else the phone's current call. While there is none it takes
 * no room. An ended call stays, with the reason, until it is closed or the next one begins.
 *
 * @tag rtc-call
 * @summary Shows a call: ringing, answering, talking, ended.
 *
 * @fires {CustomEvent<{ call: Call, audio: boolean, video: boolean }>} rtc-accept-request - The person answers. Cancelable.
 * @fires {CustomEvent<{ call: Call }>} rtc-reject-request - The person declines. Cancelable.
 * @fires {CustomEvent<{ call: Call }>} rtc-hang-up-request - The person ends the call. Cancelable.
 * @fires {CustomEvent<{ enabled: boolean }>} rtc-microphone-request - The person mutes or unmutes. Cancelable.
 * @fires {CustomEvent<{ enabled: boolean }>} rtc-camera-request - The person switches the camera. Cancelable.
 * @fires {CustomEvent<{ call: Call, on: boolean }>} rtc-video-request - The person adds a picture to a voice call. Cancelable.
 * @fires {CustomEvent<{ number: string, audio: boolean, video: boolean }>} rtc-dial-request - The person calls again. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - What was asked for has failed; the element says so as well.
 *
 * @slot controls - More buttons, before the one that hangs up.
 *
 * @attr {'idle' | 'calling' | 'ringing' | 'incoming' | 'connecting' | 'active' | 'reconnecting' | 'ended'} state - Read only: how the call stands.
 * @attr {EndReason} reason - Read only: why the call is over, when it is.
 * @cssstate idle - There is no call.
 * @cssstate calling - Outgoing; their device has not been heard of yet.
 * @cssstate ringing - Outgoing; their device rings.
 * @cssstate incoming - Somebody calls.
 * @cssstate connecting - Accepted; the connection is being made.
 * @cssstate active - The two can talk.
 * @cssstate reconnecting - The connection broke; the phone tries to get it back.
 * @cssstate ended - Over.
 *
 * @csspart stage - The whole card.
 * @csspart video - The other side's picture.
 * @csspart who - Face, number and status.
 * @csspart avatar - The face while there is no picture.
 * @csspart number - Whom the call is with.
 * @csspart status - How the call stands, in words.
 * @csspart clock - How long it has lasted.
 * @csspart controls - The row of buttons.
 * @csspart answer-video - Answers with picture.
 * @csspart answer-voice - Answers without.
 * @csspart decline - Declines.
 * @csspart microphone - Mutes and unmutes.
 * @csspart camera - Switches the camera.
 * @csspart hang-up - Ends the call.
 * @csspart hear - Starts the sound where the browser has blocked it.
 * @csspart trouble - What is wrong with the own devices, and a way to try again.
 * @csspart again - Calls again.
 * @csspart close - Puts the ended call away.
 * @csspart problem - What failed last, in words.
 *
 * @cssprop [--rtc-stage=#0f1116] - The ground behind picture and face.
 * @cssprop [--rtc-video-fit=cover] - How the other side's picture fills the card: cover or contain.
 */
@customElement('rtc-call')
export class RtcCallElement extends RtcControl {
  static override styles = [theme, styles];

  readonly #remote = new RemoteView(this, {
    stream: () => (AGREED.has(this.#state.phase) ? this.#shown?.remoteStream : undefined),
    capturing: () => this.media?.microphone.status === 'on' || this.media?.camera.status === 'on',
  });
  #own: Call | undefined;
  #closed: Call | undefined;
  #lastPhase: Phase = 'idle';

  /** Shows the call with this number. */
  @property() number?: string;

  constructor() {
    super();
    new Clock(this, () => 'since' in this.#state && this.#state.phase !== 'ended');
  }

  /** The call that is shown. Set it to show a certain one, whatever the phone does. */
  @property({ attribute: false })
  get call(): Call | undefined {
    return this.followed;
  }

  set call(call: Call | undefined) {
    this.#own = call;
  }

  override chooseCall(phone: Phone | undefined): Call | undefined {
    if (this.#own || !this.number) return this.#own ?? phone?.call;
    // As phones write it.
    const number = this.number.trim().normalize();
    return (
      phone?.calls.find((call) => call.number === number) ??
      (phone?.call?.number === number ? phone.call : undefined)
    );
  }

  /** Says what the call itself reports; `<rtc-phone>` tells the page. @internal */
  follow(_phone: Phone | undefined, call: Call | undefined, signal: AbortSignal): void {
    const onError = ({ detail }: CustomEvent<PhoneError>) => {
      // The end of the call says that in its own words.
      if (detail.code !== 'no-route') this.problem = detail;
    };
    call?.addEventListener('error', onError, { signal });
  }

  /** The call, unless somebody else shows it, or the person has put it away. */
  get #shown(): Call | undefined {
    const { call } = this;
    if (!call || call === this.#closed) return undefined;
    return call.state.phase === 'incoming' && quietCalls.has(call) && call !== this.#own ? undefined : call;
  }

  get #state(): CallState | { readonly phase: 'idle' } {
    return this.#shown?.state ?? { phase: 'idle' };
  }

  /** Whether the two could hear each other if the browser let them. */
  get #isUnheard(): boolean {
    return TALKING.has(this.#state.phase) && this.#remote.blocked;
  }

  #answer(call: Call, video: boolean): void {
    void this.request('rtc-accept-request', { call, audio: true, video });
  }

  async #switchCamera(call: Call, on: boolean): Promise<void> {
    if (on && !call.sending.video && !(await this.request('rtc-video-request', { call, on }))) return;
    if (this.media?.camera.enabled !== on || this.media.camera.status === 'failed') {
      await this.request('rtc-camera-request', { enabled: on });
    }
  }

  #retryDevices(): void {
    const isMicrophone = this.media?.microphone.status === 'failed' && this.media.microphone.enabled;
    void this.request(isMicrophone ? 'rtc-microphone-request' : 'rtc-camera-request', { enabled: true });
  }

  #callAgain({ number, offered }: Call): void {
    void this.request('rtc-dial-request', { number, ...offered });
  }

  #close(call: Call): void {
    this.#closed = call;
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const state = this.#state;
    this.mark(state.phase);
    if (state.phase === 'ended') this.setAttribute('reason', state.reason);
    else this.removeAttribute('reason');
    if (state.phase !== this.#lastPhase && state.phase !== 'ended') this.problem = undefined;
  }

  protected override updated(): void {
    super.updated();
    const { phase } = this.#state;
    const appeared = this.#lastPhase === 'idle' || this.#lastPhase === 'ended';
    this.#lastPhase = phase;
    const stage = this.renderRoot.querySelector<HTMLElement>('.stage');
    if (!stage || !appeared || phase === 'ended') return;
    const near = this.closest('rtc-phone') ?? (this.getRootNode() as Partial<ShadowRoot>).host ?? this;
    takeFocus(stage, near, { unlessTyping: phase === 'incoming' });
  }

  protected override render(): unknown {
    const call = this.#shown;
    const words = call && callWords(call, this.media);
    const isIncoming = call?.state.phase === 'incoming';
    const mute = this.#isUnheard ? texts().call.hear : nothing;
    // Two regions that are always there: a screen reader announces only what changes in one it knows.
    return html`
      <p class="hidden" role="status">${isIncoming ? nothing : words} ${mute}</p>
      <p class="hidden" role="alert">${isIncoming ? `${words}: ${call.number}` : nothing}</p>
      ${call && words ? this.#renderStage(call, words) : nothing}
    `;
  }

  #renderStage(call: Call, words: string) {
    const { phase } = call.state;
    const isSeen = TALKING.has(phase) && call.remoteMedia.video;
    return html`
      <section
        class="stage ${phase} ${isSeen ? 'seen' : ''}"
        part="stage"
        tabindex="-1"
        data-next
        aria-label=${call.number}
      >
        ${phase === 'ended' ? nothing : html`<video part="video" autoplay playsinline></video>`}
        <div class="who" part="who">
          ${isSeen ? nothing : avatar(call.number)}
          <p class="name" part="number"><bdi>${call.number}</bdi></p>
          ${callStatus(call, words)}
        </div>
        ${this.#isUnheard ? hearControl(() => this.#remote.hear()) : nothing} ${this.#renderTroubles(call)}
        <div class="controls" part="controls">${this.#renderControls(call)}</div>
      </section>
    `;
  }

  #renderTroubles(call: Call) {
    const { media, problem } = this;
    const trouble = media && COMMITTED.has(call.state.phase) ? deviceTrouble(call, media) : undefined;
    return html`
      ${trouble ? troubleLine(trouble, () => this.#retryDevices()) : nothing}
      ${problem && trouble?.codes.includes(problem.code) ? nothing : this.renderProblem()}
    `;
  }

  #renderControls(call: Call) {
    switch (call.state.phase) {
      case 'incoming':
        return answerControls(
          call.offered.video,
          this.pending !== undefined,
          (video) => this.#answer(call, video),
          () => void this.request('rtc-reject-request', { call }),
        );
      case 'ended':
        return endControls(this.phone && (() => this.#callAgain(call)), () => this.#close(call));
      case 'calling':
      case 'ringing':
      case 'connecting':
      case 'active':
      case 'reconnecting':
        return this.#renderLiveControls(call);
    }
  }

  #renderLiveControls(call: Call) {
    const { media } = this;
    const isAccepted = call.state.phase !== 'calling' && call.state.phase !== 'ringing';
    const isHeard = isUsable(media?.microphone);
    const isFilmed = call.sending.video && isUsable(media?.camera);
    return html`
      ${
        media
          ? microphoneControl(
              isHeard,
              () => void this.request('rtc-microphone-request', { enabled: !isHeard }),
            )
          : nothing
      }
      ${
        media && (isAccepted || call.sending.video)
          ? cameraControl(isFilmed, () => void this.#switchCamera(call, !isFilmed))
          : nothing
      }
      <slot name="controls"></slot>
      ${hangUpControl(isAccepted, () => void this.request('rtc-hang-up-request', { call }))}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-call': RtcCallElement;
  }
}
