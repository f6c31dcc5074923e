import { ContextProvider } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';

import {
  completePhone,
  defineParts,
  holdsContent,
  loadPlaces,
  needsPlaces,
  phoneTrouble,
} from './phone/complete-phone.js';
import { ContentWatch } from './phone/content-watch.js';
import { DebugLog } from './phone/debug-log.js';
import { afterGrace } from './phone/grace.js';
import { customElement } from './base/custom-element.js';
import type { RtcDetail, RtcRequest } from './events.js';
import { optionsOf } from './phone/phone-attributes.js';
import { phoneContext } from './base/phone-context.js';
import { PhoneMaker } from './phone/phone-maker.js';
import type { PersonAdder } from './phone/person-adder.js';
import { tellNews, type RtcEmit } from './phone/phone-news.js';
import { Placing } from './place/placing.js';
import { carryOut, requestTypes } from './phone/requests.js';
import { Ringing } from './sound/ringing.js';
import { RtcPhoneOptions } from './rtc-phone-options.js';
import { styles } from './rtc-phone.styles.js';
import { theme } from './base/theme.styles.js';
import { PhoneError } from '../base/errors.js';
import type { Call } from '../call/call.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Phone } from '../phone/phone.js';

/**
 * A phone with a number. Left empty it is a complete one: preview, keypad, calls, photos. With elements inside it only
 * lends them its phone, and the page decides where everything stands.
 *
 * The phone connects as soon as the element has a number and is on the page; it hangs up and stops camera and microphone
 * when the element leaves it. A new number or new keys make a new phone, after a call that is going on.
 *
 * With `room`, `broadcast` or `watch` the complete phone is a room, a broadcast, or its viewer; with several calls at once it
 * shows all of them.
 *
 * It rings when somebody calls, unless `rtc-incoming` was cancelled. In a tab in the background the title says so as well.
 *
 * @tag rtc-phone
 * @summary The phone around all other elements; complete when left empty.
 *
 * @fires {CustomEvent<{ state: PhoneState }>} rtc-phone-changed - The phone stands otherwise than before, or is another one.
 * @fires {CustomEvent<{ number: string }>} rtc-ready - The phone can call and be called; each time it becomes so.
 * @fires {CustomEvent<Screening>} rtc-screen - Somebody wants to call, and nobody has heard it yet. Cancelable: that declines.
 * @fires {CustomEvent<{ call: Call }>} rtc-incoming - Somebody calls. Cancelable: the page then answers in its own way.
 * @fires {CustomEvent<{ call: Call }>} rtc-call-started - The two can talk; once for each call.
 * @fires {CustomEvent<{ call: Call, state: CallState }>} rtc-call-changed - A call stands otherwise than before.
 * @fires {CustomEvent<{ call: Call, number: string, reason: EndReason, by: 'local' | 'remote' }>} rtc-call-ended - A call is over.
 * @fires {CustomEvent<{ from: string, data: unknown, at: number, call?: Call }>} rtc-message-received - Another page sent a message.
 * @fires {CustomEvent<{ number: string, text: string, room?: string }>} rtc-chat-received - Somebody has written a line of a chat.
 * @fires {CustomEvent<{ from: string, photo: Blob, call?: Call }>} rtc-photo-received - The other side sent a photo.
 * @fires {CustomEvent<OfferedPhoto>} rtc-photo-offered - Somebody would like to send a photo, without a call.
 * @fires {CustomEvent<{ room: Room }>} rtc-room-changed - The phone is in a room, somebody came or went, or it has left.
 * @fires {CustomEvent<{ broadcast: Broadcast }>} rtc-broadcast-changed - The phone is on the air, a viewer came or went, or it is over.
 * @fires {CustomEvent<{ viewing: Viewing }>} rtc-viewing-changed - How the phone stands with the broadcast it watches.
 * @fires {CustomEvent<{ microphone: DeviceState, camera: DeviceState, screen: ScreenState }>} rtc-media-changed - Camera, microphone or a shared screen stand otherwise than before.
 * @fires {CustomEvent<TokenExpiry>} rtc-token-expiring - A fresh `token` is wanted, for a call that goes on.
 * @fires {CustomEvent<LogEntry>} rtc-log - What the phone does, step by step, while it has `debug`.
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
 * @csspart speaker - The choice of the speaker.
 * @csspart hold - Puts the call on hold.
 * @csspart resume - Goes on with it.
 * @csspart add - Opens the keypad in the middle of a call.
 * @csspart waiting - The banner of somebody who calls meanwhile.
 * @csspart others - The calls that wait.
 * @csspart grid - All calls, or the room.
 * @csspart tile - One of them; also `seen`, `screen`, `held`, `on-hold`, `muted` and `speaking`.
 * @csspart viewing - The broadcast that is watched.
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
export class RtcPhoneElement extends RtcPhoneOptions {
  static override styles = [theme, styles];

  readonly #maker = new PhoneMaker(this, {
    made: (phone) => {
      this.requestUpdate();
      void this.#connect(phone);
    },
    failed: (error) => this.fail(error),
  });
  readonly #provider = new ContextProvider(this, { context: phoneContext });
  readonly #log = new DebugLog(this, (entry) => this.emit('rtc-log', entry));
  #adder: PersonAdder | undefined;
  #parts: Promise<unknown> | undefined;
  #loadingPlaces: Promise<unknown> | undefined;
  #places: Awaited<ReturnType<typeof loadPlaces>> | undefined;
  #given: Phone | undefined;
  #followed: Phone | undefined;
  #watch: AbortController | undefined;
  #stay = () => {};

  constructor() {
    super();
    new ContentWatch(this);
    new Ringing(this, (error) => this.emit('rtc-error', error));
    new Placing(this, (error) => this.fail(error));
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
    this.#stay();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stay = afterGrace(() => this.#release());
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

  /**
   * What the phone did while the element said `debug`, to be sent to whoever is to help: JSON, an entry a line. Numbers and
   * network addresses are taken out.
   */
  async trace(): Promise<string> {
    return await this.#log.export();
  }

  /** An update is complete when the phone it asks for is there, and the elements inside. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await Promise.all([this.#maker.settled, this.#parts, this.#loadingPlaces]);
    return isComplete;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    if (this.#given) this.#maker.close();
    else this.#renew();
    if (this.phone !== this.#followed) this.#follow(this.phone);
    if (!holdsContent(this)) this.#load();
    this.mark(this.phone?.state.phase ?? 'offline');
  }

  #load(): void {
    const onError = (error: unknown) => this.fail(error);
    this.#parts ??= defineParts().then((Adder) => (this.#adder = new Adder(this)), onError);
    if (!needsPlaces(this)) return;
    this.#loadingPlaces ??= loadPlaces().then((scene) => {
      this.#places = scene;
      this.requestUpdate();
    }, onError);
  }

  #renew(): void {
    if (this.#maker.renew(optionsOf(this, this.#log.logger))) this.problem = undefined;
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
    const { phone } = this;
    const problem = html`${phoneTrouble(phone, (failed) => void this.#connect(failed))}
    ${this.renderProblem()}`;
    if (holdsContent(this)) return html`${problem}<slot></slot>`;
    if (this.ownerDocument.readyState === 'loading') return nothing;
    return completePhone(this, {
      problem,
      hasFailed: this.problem !== undefined,
      adding: this.#adder?.isAdding ?? false,
      places: this.#places,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-phone': RtcPhoneElement;
  }
}
