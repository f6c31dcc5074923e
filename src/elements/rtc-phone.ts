import { ContextProvider } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';

import { completePhone, defineParts, holdsContent, phoneTrouble } from './complete-phone.js';
import { customElement } from './custom-element.js';
import type { RtcDetail, RtcRequest } from './events.js';
import { adjustPhone, autoAnswerConverter, optionsOf } from './phone-attributes.js';
import { phoneContext } from './phone-context.js';
import { PhoneMaker } from './phone-maker.js';
import { tellNews, type RtcEmit } from './phone-news.js';
import { carryOut, requestTypes } from './requests.js';
import { RtcElement } from './rtc-element.js';
import { styles } from './rtc-phone.styles.js';
import { theme } from './theme.styles.js';
import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import type { Call } from '../call/call.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { AutoAnswer, PhoneOptions } from '../phone/phone-options.js';
import type { Phone } from '../phone/phone.js';

/** How long an element may be off the page, in milliseconds: moving one takes it off for a moment. */
const GRACE_MS = 30;

/**
 * A phone with a number. Left empty it is a complete one: preview, keypad, calls, photos. With elements inside it only
 * lends them its phone, and the page decides where everything stands.
 *
 * The phone connects as soon as the element has a number and is on the page; it hangs up and stops camera and microphone
 * when the element leaves it. A new number or new keys make a new phone, after a call that is going on.
 *
 * @tag rtc-phone
 * @summary The phone around all other elements; complete when left empty.
 *
 * @fires {CustomEvent<{ state: PhoneState }>} rtc-phone-changed - The phone stands otherwise than before, or is another one.
 * @fires {CustomEvent<{ number: string }>} rtc-ready - The phone can call and be called; each time it becomes so.
 * @fires {CustomEvent<{ call: Call }>} rtc-incoming - Somebody calls. Cancelable: the page then answers in its own way.
 * @fires {CustomEvent<{ call: Call }>} rtc-call-started - The two can talk; once for each call.
 * @fires {CustomEvent<{ call: Call, state: CallState }>} rtc-call-changed - A call stands otherwise than before.
 * @fires {CustomEvent<{ call: Call, number: string, reason: EndReason, by: 'local' | 'remote' }>} rtc-call-ended - A call is over.
 * @fires {CustomEvent<{ call: Call, data: unknown }>} rtc-message-received - The other page sent a message.
 * @fires {CustomEvent<{ call: Call, photo: Blob }>} rtc-photo-received - The other side sent a photo.
 * @fires {CustomEvent<{ microphone: DeviceState, camera: DeviceState }>} rtc-media-changed - Camera or microphone stand otherwise than before.
 * @fires {CustomEvent<TokenExpiry>} rtc-token-expiring - A fresh `token` is wanted, for a call that goes on.
 * @fires {CustomEvent<PhoneError>} rtc-error - Something failed.
 *
 * @slot - Elements that use this phone, in place of the complete one. Empty paragraphs and line breaks do not count.
 *
 * @attr {'offline' | 'connecting' | 'ready' | 'reconnecting' | 'failed'} state - Read only: how the phone stands.
 * @cssstate offline - No phone yet, or closed.
 * @cssstate connecting - On the way to the signaling service.
 * @cssstate ready - Can call and be called.
 * @cssstate reconnecting - The signaling service was lost; the phone tries to get it back.
 * @cssstate failed - Cannot connect.
 *
 * @csspart phone - The complete phone.
 * @csspart header - Its first line.
 * @csspart number - The phone's own number.
 * @csspart status - How the phone stands, in words.
 * @csspart notice - What one should know about this phone.
 * @csspart trouble - Why the phone cannot connect, in words.
 * @csspart stage - Where preview and call are.
 * @csspart side - Where keypad and photos are.
 * @csspart preview - The box of one's own picture.
 * @csspart local-video - One's own picture.
 * @csspart local-controls - The buttons on it.
 * @csspart call - The card of the call.
 * @csspart remote-video - The other side's picture.
 * @csspart avatar - The face in place of it.
 * @csspart call-controls - The row of buttons of the call.
 * @csspart answer-video - Answers with picture.
 * @csspart answer-voice - Answers without.
 * @csspart decline - Declines.
 * @csspart microphone - Mutes and unmutes.
 * @csspart camera - Switches the camera.
 * @csspart hang-up - Ends the call.
 * @csspart input - The field for the number.
 * @csspart keypad - The twelve keys.
 * @csspart key - One of them.
 * @csspart video-call - The button that calls with picture.
 * @csspart voice-call - The button that calls by voice.
 * @csspart problem - What failed last, in words.
 *
 * @cssprop [--rtc-accent] - Colour of what one should press.
 * @cssprop [--rtc-on-accent] - Words on that colour.
 * @cssprop [--rtc-danger] - Colour of hanging up.
 * @cssprop [--rtc-go] - Colour of answering.
 * @cssprop [--rtc-surface] - The ground of everything.
 * @cssprop [--rtc-text] - Words.
 * @cssprop [--rtc-muted-text] - Words of less weight.
 * @cssprop [--rtc-border] - Lines.
 * @cssprop [--rtc-radius=1.25rem] - How round corners are.
 * @cssprop [--rtc-gap=0.75rem] - Space between things.
 * @cssprop [--rtc-font=inherit] - Typeface.
 */
@customElement('rtc-phone')
export class RtcPhoneElement extends RtcElement {
  static override styles = [theme, styles];

  readonly #maker = new PhoneMaker({
    made: (phone) => {
      this.requestUpdate();
      void this.#connect(phone);
    },
    failed: (error) => this.fail(error),
  });
  readonly #provider = new ContextProvider(this, { context: phoneContext });
  readonly #onRead = () => this.requestUpdate();
  readonly #children = new MutationObserver(this.#onRead);
  #parts: Promise<unknown> | undefined;
  #given: Phone | undefined;
  #followed: Phone | undefined;
  #watch: AbortController | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  /** Under which this phone is called: letters, digits and signs, up to 64 of them. */
  @property() number?: string;

  /** The publish key of a PubNub keyset. Without keys the phone reaches other tabs of this browser only. */
  @property({ attribute: 'publish-key' }) publishKey?: string;

  /** The subscribe key of the same keyset. */
  @property({ attribute: 'subscribe-key' }) subscribeKey?: string;

  /** A PubNub Access Manager token for this number. */
  @property() token?: string;

  /** A PubNub origin of your own. */
  @property() origin?: string;

  /** A secret shared by all phones that may read each other's messages. */
  @property({ attribute: 'cipher-key' }) cipherKey?: string;

  /** How calls find each other: `pubnub`, `local`, or, as a property, a Signaling of your own. */
  @property() signaling?: PhoneOptions['signaling'];

  /**
   * STUN and TURN servers: addresses with spaces between them, or a JSON array of RTCIceServer. As a property also a
   * function that fetches them.
   */
  @property({ attribute: 'ice-servers' }) iceServers?: string | PhoneOptions['iceServers'];

  /** Calls by TURN servers alone, so that the other side never learns the address of this device. */
  @property({ type: Boolean, attribute: 'relay-only' }) relayOnly = false;

  /** Answers calls without a question: everybody's, or only those of the numbers named. */
  @property({ attribute: 'auto-answer', converter: autoAnswerConverter }) autoAnswer: AutoAnswer | string =
    false;

  /** Opens camera and microphone of the complete phone at once, not only when they are needed. */
  @property({ type: Boolean }) autocam = false;

  /** Gets everything worth a log entry. The kit itself writes no log. */
  @property({ attribute: false }) logger?: Logger;

  constructor() {
    super();
    for (const type of requestTypes) this.addEventListener(type, (event) => this.#onRequest(type, event));
  }

  /** The phone itself. Set one of your own to lend that one; connecting and closing it is up to you then. */
  @property({ attribute: false })
  get phone(): Phone | undefined {
    return this.#given ?? this.#maker.phone;
  }

  set phone(phone: Phone | undefined) {
    this.#given = phone;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    clearTimeout(this.#leaving);
    this.#children.observe(this, { childList: true });
    // A page that is still being read may bring the children a moment later.
    const { ownerDocument: page } = this;
    if (page.readyState === 'loading')
      page.addEventListener('DOMContentLoaded', this.#onRead, { once: true });
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#children.disconnect();
    this.#leaving = setTimeout(() => this.#release(), GRACE_MS);
  }

  /**
   * Calls a number, with picture and sound unless `choice` says otherwise. Resolves when the call is on its way.
   *
   * @throws {PhoneError} `no-phone`, `bad-number`, `self-call`, `bad-state`, `media-…`, `network`.
   */
  async dial(number: string, choice?: Partial<MediaChoice>): Promise<Call> {
    await this.updateComplete;
    if (this.phone) return await this.phone.dial(number, choice);
    throw new PhoneError('no-phone', 'This <rtc-phone> needs a number, and to be on the page.');
  }

  /** Ends all calls. */
  async hangUp(): Promise<void> {
    await this.phone?.hangUp();
  }

  /** An update is complete when the phone it asks for is there, and the elements inside. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await Promise.all([this.#maker.settled, this.#parts]);
    return isComplete;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    if (this.#given) this.#maker.close();
    else this.#renew();
    if (this.phone !== this.#followed || changed.has('autoAnswer') || changed.has('iceServers'))
      this.#adjust();
    if (this.phone !== this.#followed) this.#follow(this.phone);
    if (!holdsContent(this)) this.#parts ??= defineParts().catch((error: unknown) => this.fail(error));
    this.mark(this.phone?.state.phase ?? 'offline');
  }

  #renew(): void {
    if (this.#maker.renew(optionsOf(this))) this.problem = undefined;
  }

  #adjust(): void {
    try {
      if (this.#maker.phone) adjustPhone(this.#maker.phone, this);
    } catch (error) {
      this.fail(error);
    }
  }

  /** What fails here is on the screen for as long as the phone's state says so. */
  async #connect(phone: Phone): Promise<void> {
    try {
      await phone.connect();
    } catch (error) {
      // Not the end of a phone that was closed or replaced while it connected.
      if (phone === this.phone) this.emit('rtc-error', PhoneError.from(error, 'failed', 'The phone failed.'));
    }
  }

  #follow(phone: Phone | undefined): void {
    this.#followed = phone;
    this.#watch?.abort();
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    this.#provider.setValue(phone);
    if (!phone) return;
    const tell: RtcEmit = (...news) => {
      // Whatever is news to the page is shown as well.
      this.requestUpdate();
      return this.emit(...news);
    };
    tellNews(phone, tell, (error) => this.fail(error), signal);
  }

  #release(): void {
    this.#maker.close();
    this.#follow(undefined);
    this.mark('offline');
  }

  /** Answers what nobody has taken when the dispatch is over, so that listeners on the document have a say. */
  #onRequest<Type extends RtcRequest>(type: Type, event: Event & { readonly detail: RtcDetail<Type> }): void {
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      // An outer phone hears it too, and leaves it alone then.
      event.preventDefault();
      carryOut(type, event.detail, this.phone).catch((error: unknown) => this.fail(error));
    });
  }

  protected override render(): unknown {
    const { phone, autocam } = this;
    const problem = html`${phoneTrouble(phone, (failed) => void this.#connect(failed))}
    ${this.renderProblem()}`;
    if (holdsContent(this)) return html`${problem}<slot></slot>`;
    if (this.ownerDocument.readyState === 'loading') return nothing;
    const number = phone?.number ?? this.number;
    return completePhone({ phone, number, hasFailed: this.problem !== undefined, problem, autocam });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-phone': RtcPhoneElement;
  }
}
