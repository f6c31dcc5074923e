import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';

import { PhoneError } from '../base/errors.js';
import { customElement } from './base/custom-element.js';
import { PhotoGallery, recordOf } from './photo/photo-gallery.js';
import { PhotoOffers } from './photo/photo-offers.js';
import { saveLink } from './photo/photo-parts.js';
import { photoTarget, sendControl, type PhotoTarget, type Sending } from './photo/photo-sending.js';
import { takeControls, takenPhoto, takePhoto, type Taken } from './photo/photo-taking.js';
import { PhotoUrls } from './photo/photo-urls.js';
import { RtcFormControl } from './base/rtc-form-control.js';
import { styles } from './rtc-snapshot.styles.js';
import { texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import type { Call } from '../call/call.js';
import type { Phone } from '../phone/phone.js';
import type { Delivery } from '../phone/post/post-office.js';

const WAITING: Sending = { key: '', sentBytes: 0, totalBytes: 1 };

/**
 * A photo of the person by the own camera, to keep, to throw away, or to send: to the other side of a call, to all, or to
 * a number without a call.
 *
 * A photo stays on this device until the person presses Send. Photos of others are shown below; of somebody who is in no
 * call with this person the element asks first, and fetches nothing before. While a screen is shared the photo is still
 * one of the camera. In a `<form>` it is a field like others, and the photo, as a file, is its value.
 *
 * @tag rtc-snapshot
 * @summary Takes a photo with the own camera, saves and sends it, and shows those received.
 *
 * @fires {CustomEvent<{ photo: Blob, of?: string }>} rtc-photo-taken - The person has taken a photo; with `remote`, of whom.
 * @fires {CustomEvent<{ to: string | readonly Call[], photo: Blob }>} rtc-photo-request - The person wants to send the photo. Cancelable.
 * @fires {CustomEvent<{ from: string, photo: Blob }>} rtc-photo-received - The person wanted to see a photo that was offered.
 * @fires {Event} input - The photo is another one, or none, by the person's doing.
 * @fires {Event} change - The same.
 * @fires {CustomEvent<PhoneError>} rtc-error - Something the person asked for failed. The element also says it in words.
 *
 * @csspart photo - The photo that was taken.
 * @csspart discard - The button that throws it away.
 * @csspart actions - The row of buttons.
 * @csspart take - The button that takes a photo, and another one.
 * @csspart take-remote - The button that takes one of the other side, with `remote`.
 * @csspart send - The button that sends it.
 * @csspart progress - How much of it has left.
 * @csspart save - A link that saves a photo as a file.
 * @csspart hint - Why no photo can be taken right now.
 * @csspart offer - The question about a photo of somebody who is in no call with this person.
 * @csspart show - The button that fetches and shows it.
 * @csspart decline - The button that does not.
 * @csspart gallery - The photos received, sent and, with `keep`, taken.
 * @csspart more - The button that shows older ones.
 * @csspart clear - The button that deletes all of them, and asks once more.
 * @csspart confirm - The button that really does.
 * @csspart keep - The one that does not.
 * @csspart problem - What failed last, in words.
 * @attr {string} name - Under which a form submits the photo.
 * @attr {boolean} disabled - No photo can be taken, and a form submits none.
 * @attr {'unavailable' | 'ready' | 'taken'} state - Read only: whether there is a photo, or can be one.
 * @cssstate unavailable - The camera is not on.
 * @cssstate ready - A photo can be taken.
 * @cssstate taken - A photo is shown.
 */
@customElement('rtc-snapshot')
export class RtcSnapshotElement extends RtcFormControl {
  // A form that misses the photo moves the focus here.
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [theme, styles];

  /** Who gets the photo: a number, called or not; `all` for everybody in a call; else the other side of the call. */
  @property() to?: string;

  /** The most pixels a photo is wide: 1280 where nothing is said. A narrower picture stays as it is. */
  @property() width?: number | string;

  /** How fine a JPEG or WebP is, from 0 to 1: 0.85 where nothing is said. */
  @property() quality?: number | string;

  /** `jpeg`, `webp` or `png`. A browser that cannot write it writes a JPEG, and says so by the type of the photo. */
  @property() format: string = 'jpeg';

  /**
   * Lets the person take photos of the other side, too. It is somebody else's picture: nothing here sends it on, nor does a
   * form, and the other side is not told. Whether they know is up to the page.
   */
  @property({ type: Boolean }) remote = false;

  /**
   * Keeps photos in the phone's history, in this browser alone: those received, sent and taken. Else they are there for as
   * long as the page is.
   */
  @property({ type: Boolean }) keep = false;

  /** The photo that is shown. @internal */
  @state() private taken: Taken | undefined;
  /** How far the photo has come, to whom it was last sent. @internal */
  @state() private sending: Sending | undefined;

  readonly #urls = new PhotoUrls();
  readonly #gallery = new PhotoGallery(this, this.#urls, () => {
    const { history } = this.phone ?? {};
    return this.keep && history && !history.off ? history.photos : undefined;
  });
  readonly #offers = new PhotoOffers(this, (from, photo) => {
    this.#gallery.receive(photo, from);
    this.emit('rtc-photo-received', { from, photo });
  });

  /** The photo that is shown, if one was taken. */
  get photo(): File | undefined {
    return this.taken?.blob;
  }

  /** The same, as forms have it: without photos of the other side. */
  get value(): File | null {
    const { taken } = this;
    return taken && !taken.of ? taken.blob : null;
  }

  protected override get formValue(): File | null {
    return this.value;
  }

  protected override get missingWords(): string {
    return texts().snapshot.missing;
  }

  protected override get anchor(): HTMLElement | null {
    return this.renderRoot?.querySelector<HTMLElement>('[part=take]');
  }

  protected override reset(): void {
    this.discard();
  }

  protected override restore(value: unknown): void {
    if (value instanceof File) this.#show(value);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // One that is only moved is back by then. One that comes back later makes them anew.
    queueMicrotask(() => {
      if (!this.isConnected) this.#urls.keepOnly(new Set());
    });
  }

  /** Shows what others send. @internal */
  follow(phone: Phone | undefined, _call: Call | undefined, signal: AbortSignal): void {
    this.#gallery.listen(phone, signal);
    phone?.addEventListener('offerschange', () => this.requestUpdate(), { signal });
  }

  /**
   * Takes a photo of what the camera sees now and shows it, in place of an earlier one.
   *
   * @throws {PhoneError} `no-phone`; `bad-state`, when the camera is not on; `bad-option`, when an attribute makes no sense.
   */
  async take(): Promise<File> {
    if (!this.media)
      throw new PhoneError('no-phone', 'Put the element inside <rtc-phone>, or name one by for.');
    // The camera's, also while a screen takes its place in the calls.
    const [track] = this.media.stream.getVideoTracks();
    if (!track) throw new PhoneError('bad-state', 'The camera is not on.');
    return await this.#take(track);
  }

  /**
   * Takes a photo of the other side's picture, for this device only. The page should see to it that they know.
   *
   * @throws {PhoneError} `bad-state`, without `remote`, and while there is no picture of theirs; `bad-option`.
   */
  async takeRemote(): Promise<File> {
    const call = this.#seen;
    const [track] = call?.remoteStream.getVideoTracks() ?? [];
    if (!call || !track) throw new PhoneError('bad-state', 'There is no picture of the other side.');
    return await this.#take(track, call.number);
  }

  async #take(track: MediaStreamTrack, of?: string): Promise<File> {
    const file = await takePhoto(track, this);
    this.#show(file, of);
    if (this.keep && this.taken) this.#gallery.add(this.taken);
    this.emit('rtc-photo-taken', { photo: file, ...(of !== undefined && { of }) });
    return file;
  }

  #show(blob: File, of?: string): void {
    this.taken = {
      ...recordOf(blob, of ?? this.phone?.number ?? '', 'me'),
      blob,
      ...(of !== undefined && { of }),
    };
    this.sending = undefined;
    this.syncForm();
  }

  /** Throws the photo away. */
  discard(): void {
    if (this.taken) this.#gallery.remove(this.taken.id);
    this.taken = undefined;
    this.sending = undefined;
    this.syncForm();
  }

  protected override willUpdate(): void {
    super.willUpdate();
    this.mark(this.taken ? 'taken' : this.#canTake ? 'ready' : 'unavailable');
  }

  protected override updated(changed?: PropertyValues): void {
    super.updated(changed);
    const shown = this.isConnected ? [...this.#gallery.photos, ...(this.taken ? [this.taken] : [])] : [];
    this.#urls.keepOnly(new Set(shown.map(({ id }) => id)));
  }

  get #canTake(): boolean {
    const { status, interrupted } = this.media?.camera ?? {};
    return status === 'on' && !interrupted;
  }

  /** The call of which there is a picture to take, where the page wants that. */
  get #seen(): Call | undefined {
    const call = this.remote ? this.followed : undefined;
    return call?.state.phase === 'active' && call.remoteMedia.video ? call : undefined;
  }

  /** One photo leaves after the other: while an earlier one does, this one waits. */
  get #sendingNow(): Sending | undefined {
    const { sending, pending } = this;
    if (pending === 'rtc-photo-request') return sending ?? WAITING;
    return sending && 'delivery' in sending ? sending : undefined;
  }

  #onTake(take: () => Promise<unknown>): void {
    if (this.isDisabled) return;
    this.problem = undefined;
    take().then(
      () => this.tellChange('input', 'change'),
      (error: unknown) => this.fail(error),
    );
  }

  #onDiscard(): void {
    this.discard();
    this.tellChange('input', 'change');
  }

  async #onSend({ to, key }: PhotoTarget): Promise<void> {
    const { taken } = this;
    if (!taken || this.pending) return;
    const tell = (sending: Sending) => {
      if (this.taken === taken) this.sending = sending;
    };
    const onProgress = (sentBytes: number, totalBytes: number) => tell({ key, sentBytes, totalBytes });
    const onDelivery = (delivery: Delivery) => tell({ key, delivery });
    onProgress(0, taken.blob.size);
    const photo = taken.blob;
    const isSent = await this.request('rtc-photo-request', { to, photo, onProgress, onDelivery });
    if (isSent) this.#gallery.add(taken);
  }

  protected override render(): unknown {
    const { taken, isDisabled } = this;
    const discard = { isDisabled, press: () => this.#onDiscard() };
    return html`
      ${this.#offers.render()} ${taken ? takenPhoto(taken, this.#urls.of(taken), discard) : nothing}
      <div class="actions" part="actions">
        ${taken && !taken.of ? this.#renderSend() : nothing} ${this.#renderTake()}
        ${taken ? saveLink(taken, this.#urls.of(taken)) : nothing}
      </div>
      ${this.renderProblem()} ${this.#gallery.render(taken?.id)}
    `;
  }

  #renderTake() {
    return takeControls({
      canTake: this.#canTake,
      isDisabled: this.isDisabled,
      isAgain: this.taken !== undefined,
      take: () => this.#onTake(() => this.take()),
      takeRemote: this.#seen && (() => this.#onTake(() => this.takeRemote())),
    });
  }

  #renderSend() {
    const target = photoTarget(this.to || undefined, this.phone, this.followed);
    return sendControl(target, this.#sendingNow, (chosen) => void this.#onSend(chosen));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-snapshot': RtcSnapshotElement;
  }
}
