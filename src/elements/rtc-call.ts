import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';

import { AnswerGuard } from './call/answer-guard.js';
import { hearControl } from './call/call-controls.js';
import { AGREED, COMMITTED, TALKING, type Phase } from './call/call-phases.js';
import { callNotice } from './call/call-notice.js';
import { callFace } from './call/call-status.js';
import { callWords, isInSight } from './call/call-words.js';
import { Clock } from './call/clock.js';
import { customElement } from './base/custom-element.js';
import type { RtcAsk } from './camera/device-switches.js';
import { troubleLines } from './camera/device-trouble.js';
import { resumeControl } from './call/extra-controls.js';
import { silencedPhones } from './phone/marks.js';
import { MediaExtras } from './camera/media-extras.js';
import { OtherCalls } from './call/other-calls.js';
import { pictureStyles } from './call/picture.styles.js';
import { findCall, talkOf } from './phone/phone-calls.js';
import { quietCalls } from './phone/quiet-calls.js';
import { RemoteView } from './call/remote-view.js';
import { styles } from './rtc-call.styles.js';
import { RtcControl } from './base/rtc-control.js';
import { SpeakerChoice } from './sound/speaker-choice.js';
import { chooseSpeaker, chosenSpeaker } from './sound/speaker.js';
import { SpeakingMark } from './call/speaking-mark.js';
import { speakingStyles } from './call/speaking.styles.js';
import { stageControls } from './call/stage-controls.js';
import { StageFocus } from './call/stage-focus.js';
import { talkStyles } from './call/talk.styles.js';
import { texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import type { PhoneError } from '../base/errors.js';
import type { CallState } from '../call/call-state.js';
import type { Call } from '../call/call.js';
import type { Phone } from '../phone/phone.js';

/**
 * One call on the screen: who it is, how it stands, their picture and sound, and every button a call needs.
 *
 * Shows the call set as `call`, else the one with `number`, else the phone's current call. While there is none it takes
 * no room. An ended call stays, with the reason, until it is closed or the next one begins. Who calls meanwhile has a
 * banner on it, and who waits on hold a place below; to hear several people at once takes `<rtc-grid>`.
 *
 * @tag rtc-call
 * @summary Shows a call: ringing, answering, talking, ended.
 *
 * @fires {CustomEvent<{ call: Call, audio: boolean, video: boolean, others?: 'hold' | 'end' }>} rtc-accept-request - The person answers. Cancelable.
 * @fires {CustomEvent<{ call: Call }>} rtc-reject-request - The person declines. Cancelable.
 * @fires {CustomEvent<{ call: Call }>} rtc-hang-up-request - The person ends the call. Cancelable.
 * @fires {CustomEvent<{ enabled: boolean }>} rtc-microphone-request - The person mutes or unmutes. Cancelable.
 * @fires {CustomEvent<{ enabled: boolean }>} rtc-camera-request - The person switches the camera. Cancelable.
 * @fires {CustomEvent<{ call: Call, on: boolean }>} rtc-video-request - The person adds a picture to a voice call. Cancelable.
 * @fires {CustomEvent<{ sharing: boolean, audio: boolean }>} rtc-screen-share-request - The person shares a screen, or ends that. Cancelable.
 * @fires {CustomEvent<null>} rtc-flip-request - The person turns to the other camera. Cancelable.
 * @fires {CustomEvent<{ number: string, audio: boolean, video: boolean }>} rtc-dial-request - The person calls again. Cancelable.
 * @fires {CustomEvent<{ call: Call, held: boolean }>} rtc-hold-request - The person puts the call on hold, or goes on. Cancelable.
 * @fires {CustomEvent<{ call: Call }>} rtc-switch-request - The person turns to another call. Cancelable.
 * @fires {CustomEvent<null>} rtc-add-request - The person wants to call one more. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - What was asked for has failed; the element says so as well.
 *
 * @slot controls - More buttons, before the one that hangs up.
 *
 * @attr {'idle' | 'calling' | 'ringing' | 'incoming' | 'connecting' | 'active' | 'reconnecting' | 'ended'} state - Read only: how the call stands.
 * @attr {EndReason} reason - Read only: why the call is over, when it is.
 * @attr {boolean} speaking - Read only: whether the other side speaks.
 * @cssstate speaking - The other side speaks.
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
 * @csspart share - Shares a screen, where the browser can.
 * @csspart flip - Turns to the other camera, where there is one.
 * @csspart sharing - The reminder that others see the screen.
 * @csspart stop-sharing - Ends that.
 * @csspart quality - The word for a connection that is not as it should be.
 * @csspart hold - Puts the call on hold.
 * @csspart resume - Goes on with it.
 * @csspart add - Asks for a way to call one more person.
 * @csspart more - Opens the buttons for which a narrow card has no room.
 * @csspart waiting - The banner of somebody who calls meanwhile.
 * @csspart waiting-number - Who that is.
 * @csspart answer-hold - Answers them, and puts this call on hold.
 * @csspart answer-end - Answers them, and ends this call.
 * @csspart decline-waiting - Declines.
 * @csspart others - The calls that wait.
 * @csspart switch - Turns to one of them.
 * @csspart together - Turns to all of them.
 * @csspart speaker - The choice of the speaker, where the browser leaves one and there are several.
 * @csspart hear - Starts the sound where the browser has blocked it.
 * @csspart notice - What the person should know: that the browser keeps the ringtone silent, that the speaker is gone.
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
  static override styles = [theme, talkStyles, pictureStyles, speakingStyles, styles];

  readonly #remote = new RemoteView(this, () => this.#shown);
  readonly #speakers = new SpeakerChoice(this, {
    active: () => AGREED.has(this.#state.phase),
    onError: (cause) => this.fail(cause),
  });
  readonly #guard = new AnswerGuard(this);
  readonly #ask: RtcAsk = (type, detail) => this.request(type, detail);
  readonly #others = new OtherCalls(this, {
    shown: () => this.#shown,
    isBusy: () => COMMITTED.has(this.#state.phase),
    isPending: () => this.pending !== undefined,
    ask: this.#ask,
  });
  readonly #extras = new MediaExtras(this, this.#ask);
  #own: Call | undefined;
  #lastPhase: Phase = 'idle';

  /** Shows the call with this number. */
  @property() number?: string;

  /** Shows a button for calling one more person, which asks the page, or the complete phone around, for a way to. */
  @property({ type: Boolean }) extendable = false;

  /** Whether the buttons of less weight are shown in a narrow card. @internal */
  @state() private expanded = false;
  /** The ended call that the person has put away. @internal */
  @state() private closed: Call | undefined;

  constructor() {
    super();
    new StageFocus(this, () => this.#state.phase);
    new SpeakingMark(this, this.internals.states, 'remote', () => this.#shown);
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

  /** The id of the device on which the page's calls are heard, empty for the default one. It is the same in all elements. */
  get speaker(): string {
    return chosenSpeaker();
  }

  set speaker(deviceId: string) {
    chooseSpeaker(deviceId);
  }

  override chooseCall(phone: Phone | undefined): Call | undefined {
    if (this.#own || !this.number) return this.#own ?? talkOf(phone);
    return findCall(phone, this.number);
  }

  /** Says what the call itself reports; `<rtc-phone>` tells the page. @internal */
  follow(_phone: Phone | undefined, call: Call | undefined, signal: AbortSignal): void {
    const onError = ({ detail }: CustomEvent<PhoneError>) => {
      // The end of the call says that in its own words.
      if (detail.code !== 'no-route') this.problem = detail;
    };
    call?.addEventListener('error', onError, { signal });
    call?.addEventListener('qualitychange', () => this.requestUpdate(), { signal });
    silencedPhones.onChange(() => this.requestUpdate(), signal);
  }

  /** The call, unless somebody else shows it, or the person has put it away. */
  get #shown(): Call | undefined {
    const { call } = this;
    if (!call || call === this.closed) return undefined;
    return call.state.phase === 'incoming' && quietCalls.has(call) && call !== this.#own ? undefined : call;
  }

  get #state(): CallState | { readonly phase: 'idle' } {
    return this.#shown?.state ?? { phase: 'idle' };
  }

  /** Whether the two could hear each other if the browser let them. */
  get #isUnheard(): boolean {
    return TALKING.has(this.#state.phase) && this.#remote.blocked;
  }

  /** What is not as the person would expect. */
  get #notice(): string | undefined {
    return callNotice(this.#speakers, this.#guard, this.#state.phase === 'incoming' && this.phone);
  }

  protected override wordsFor(error: PhoneError): string {
    return this.#extras.wordsFor(error) ?? super.wordsFor(error);
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const standing = this.#state;
    this.mark(standing.phase);
    if (standing.phase === 'ended') this.setAttribute('reason', standing.reason);
    else this.removeAttribute('reason');
    if (standing.phase !== this.#lastPhase && standing.phase !== 'ended') this.problem = undefined;
    this.#lastPhase = standing.phase;
  }

  protected override render(): unknown {
    const call = this.#shown;
    const words = call && callWords(call, this.media);
    const isIncoming = call?.state.phase === 'incoming';
    const mute = this.#isUnheard ? texts().call.hear : this.#notice;
    // Two regions that are always there: a screen reader announces only what changes in one it knows.
    return html`
      <p class="hidden" role="status">
        ${isIncoming ? nothing : words} ${mute} ${this.#others.announcement}
        ${call && AGREED.has(call.state.phase) ? this.#extras.announcement : nothing}
      </p>
      <p class="hidden" role="alert">${isIncoming ? `${words}: ${call.number}` : nothing}</p>
      ${call && words ? this.#renderStage(call, words) : nothing}
    `;
  }

  #renderStage(call: Call, words: string) {
    const { phase } = call.state;
    const isSeen = isInSight(call);
    return html`
      <section
        class="stage ${phase} ${isSeen ? 'seen' : ''} ${call.remoteMedia.screen ? 'screen' : ''}"
        part="stage"
        tabindex="-1"
        data-next
        aria-label=${call.number}
      >
        ${phase === 'ended' ? nothing : html`<video part="video" autoplay playsinline></video>`}
        ${callFace(call, words, isSeen)} ${this.#others.renderWaiting()}
        ${this.#isUnheard ? hearControl(() => this.#remote.hear()) : nothing}
        ${call.held ? resumeControl(() => void this.#ask('rtc-hold-request', { call, held: false })) : nothing}
        ${this.#notice ? html`<p class="notice" part="notice">${this.#notice}</p>` : nothing}
        ${troubleLines(COMMITTED.has(phase) ? call : undefined, this.media, this.#ask, this.problem, this.renderProblem())}
        ${AGREED.has(phase) ? this.#extras.renderBanner() : nothing} ${this.#others.renderAside()}
        <div class="controls" part="controls" ?data-answers=${phase === 'incoming'}>
          ${this.#renderControls(call)}
        </div>
      </section>
    `;
  }

  #renderControls(call: Call) {
    return stageControls(call, {
      phone: this.phone,
      ask: this.#ask,
      speaker: this.#speakers.renderControl(),
      extras: this.#extras,
      add: this.extendable ? () => this.emit('rtc-add-request', null, true) : undefined,
      expanded: this.expanded,
      expand: () => (this.expanded = !this.expanded),
      isPending: this.pending !== undefined,
      close: () => (this.closed = call),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-call': RtcCallElement;
  }
}
