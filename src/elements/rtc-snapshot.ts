import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';

import { PhoneError } from '../base/errors.js';
import { takeSnapshot } from '../media/snapshot.js';
import { customElement } from './custom-element.js';
import { checkIcon, closeIcon, saveIcon, sendIcon, shutterIcon } from './icons.js';
import { RtcControl } from './rtc-control.js';
import { styles } from './rtc-snapshot.styles.js';
import { texts } from './texts.js';
import { theme } from './theme.styles.js';
import type { Call } from '../call/call.js';
import type { Phone } from '../phone/phone.js';

/** A photo on the screen. */
interface Photo {
  readonly file: Blob;
  /** When it was taken or came, in epoch milliseconds. */
  readonly at: number;
  /** Who sent it, if it was not this person. */
  readonly from?: string;
}

/** Older ones make room: a stranger's photos must not fill the memory. */
const MOST_RECEIVED = 12;

/**
 * A photo of the person by the own camera, to keep, to throw away, or to send to the other side of a call.
 *
 * A photo stays on this device until the person presses Send. Photos of the other side are shown below.
 *
 * @tag rtc-snapshot
 * @summary Takes a photo with the own camera, saves and sends it, and shows those received.
 *
 * @fires {CustomEvent<{ photo: Blob }>} rtc-photo-taken - The person has taken a photo.
 * @fires {CustomEvent<{ call: Call, photo: Blob }>} rtc-photo-request - The person wants to send the photo. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - Something the person asked for failed. The element also says it in words.
 *
 * @csspart photo - The photo that was taken.
 * @csspart discard - The button that throws it away.
 * @csspart actions - The row of buttons.
 * @csspart take - The button that takes a photo, and another one.
 * @csspart send - The button that sends it.
 * @csspart save - A link that saves a photo as a file.
 * @csspart hint - Why no photo can be taken right now.
 * @csspart received - The list of photos received.
 * @csspart problem - What failed last, in words.
 * @attr {'unavailable' | 'ready' | 'taken'} state - Read only: whether there is a photo, or can be one.
 * @cssstate unavailable - The camera is not on.
 * @cssstate ready - A photo can be taken.
 * @cssstate taken - A photo is shown.
 */
@customElement('rtc-snapshot')
export class RtcSnapshotElement extends RtcControl {
  static override styles = [theme, styles];

  /** The photo that is shown. @internal */
  @state() private taken: Photo | undefined;
  /** Newest first. @internal */
  @state() private received: readonly Photo[] = [];
  /** The call that has got the photo. @internal */
  @state() private sentTo: Call | undefined;

  /** What pictures and links point at. They hold memory until they are revoked. */
  readonly #urls = new Map<Blob, string>();
  /** Photos that have come so far. */
  #count = 0;

  /** The photo that is shown, if one was taken. */
  get photo(): Blob | undefined {
    return this.taken?.file;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // One that is only moved is back by then. One that comes back later makes them anew.
    queueMicrotask(() => {
      if (!this.isConnected) for (const file of this.#urls.keys()) this.#revoke(file);
    });
  }

  /** Shows what the other side sends. @internal */
  follow(_phone: Phone | undefined, call: Call | undefined, signal: AbortSignal): void {
    call?.addEventListener('photo', ({ detail }) => this.#receive(detail, call.number), { signal });
  }

  /**
   * Takes a photo of what the camera sees now and shows it, in place of an earlier one.
   *
   * @throws {PhoneError} `no-phone`; `bad-state`, when the camera is not on.
   */
  async take(): Promise<Blob> {
    if (!this.media)
      throw new PhoneError('no-phone', 'Put the element inside <rtc-phone>, or name one by for.');
    const track = this.media.track('video');
    if (!track) throw new PhoneError('bad-state', 'The camera is not on.');
    const file = await takeSnapshot(track);
    this.discard();
    this.taken = { file, at: Date.now() };
    this.emit('rtc-photo-taken', { photo: file });
    return file;
  }

  /** Throws the photo away. */
  discard(): void {
    if (this.taken) this.#revoke(this.taken.file);
    this.taken = undefined;
    this.sentTo = undefined;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    this.mark(this.taken ? 'taken' : this.#canTake ? 'ready' : 'unavailable');
  }

  get #canTake(): boolean {
    const { status, interrupted } = this.media?.camera ?? {};
    return status === 'on' && !interrupted;
  }

  #receive(file: Blob, from: string): void {
    const photos = [{ file, at: Date.now(), from }, ...this.received];
    for (const { file: old } of photos.slice(MOST_RECEIVED)) this.#revoke(old);
    this.received = photos.slice(0, MOST_RECEIVED);
    this.#count += 1;
  }

  #url(file: Blob): string {
    const url = this.#urls.get(file) ?? URL.createObjectURL(file);
    this.#urls.set(file, url);
    return url;
  }

  #revoke(file: Blob): void {
    URL.revokeObjectURL(this.#urls.get(file) ?? '');
    this.#urls.delete(file);
  }

  #onTake(): void {
    if (!this.#canTake) return;
    this.problem = undefined;
    this.take().catch((error: unknown) => this.fail(error));
  }

  async #onSend(call: Call, { file }: Photo): Promise<void> {
    if (this.pending) return;
    const sent = await this.request('rtc-photo-request', { call, photo: file });
    if (sent && file === this.photo) this.sentTo = call;
  }

  #onRemove(photo: Photo): void {
    this.#revoke(photo.file);
    this.received = this.received.filter((each) => each !== photo);
  }

  protected override render(): unknown {
    const { taken } = this;
    return html`
      ${taken ? this.#renderTaken(taken) : nothing}
      <div class="actions" part="actions">
        ${taken ? this.#renderSend(taken) : nothing} ${this.#renderTake()}
        ${taken ? this.#renderSave(taken) : nothing}
      </div>
      ${this.renderProblem()} ${this.#renderReceived()}
    `;
  }

  #renderTake() {
    const words = texts().snapshot;
    return html`
      <button
        part="take"
        type="button"
        data-next
        aria-disabled=${this.#canTake ? 'false' : 'true'}
        aria-describedby=${this.#canTake ? nothing : 'hint'}
        @click=${this.#onTake}
      >
        ${shutterIcon}${this.taken ? words.retake : words.take}
      </button>
      ${this.#canTake ? nothing : html`<span class="hint" id="hint" part="hint">${words.cameraOff}</span>`}
    `;
  }

  #renderTaken({ file }: Photo) {
    const words = texts().snapshot;
    return html`
      <figure>
        <img part="photo" src=${this.#url(file)} alt=${words.yours} />
        ${this.#renderCross(words.discard, () => this.discard(), 'discard')}
      </figure>
    `;
  }

  #renderSend(taken: Photo) {
    const words = texts().snapshot;
    const call = this.followed;
    if (call?.state.phase !== 'active') return nothing;
    if (call === this.sentTo) return html`<span class="sent" role="status">${checkIcon}${words.sent}</span>`;
    const sending = this.pending === 'rtc-photo-request';
    return html`
      <button
        class="primary"
        part="send"
        type="button"
        aria-disabled=${sending ? 'true' : 'false'}
        @click=${() => this.#onSend(call, taken)}
      >
        ${sendIcon}
        <span>${sending ? words.sending : html`${words.send} <bdi>${call.number}</bdi>`}</span>
      </button>
    `;
  }

  #renderSave(photo: Photo) {
    const { save, from, file: name } = texts().snapshot;
    const label = photo.from === undefined ? nothing : `${save}: ${from} ${photo.from}`;
    return html`
      <a
        class="button"
        part="save"
        aria-label=${label}
        href=${this.#url(photo.file)}
        download=${`${name}-${timestamp(photo.at)}.${extension(photo.file)}`}
      >
        ${saveIcon}${photo.from === undefined ? save : nothing}
      </a>
    `;
  }

  #renderReceived() {
    const words = texts().snapshot;
    const [latest] = this.received;
    // With its number: a second photo of the same person would be no change, and not announced.
    return html`
      <p class="hidden" role="status">
        ${latest ? html`${words.from} <bdi>${latest.from}</bdi> (${this.#count})` : nothing}
      </p>
      <section part="received" aria-labelledby="received" ?hidden=${!latest}>
        <p class="hint" id="received">${words.received}</p>
        <ul>
          ${this.received.map(
            (photo) => html`
              <li>
                <img src=${this.#url(photo.file)} alt="${words.from} ${photo.from}" />
                <bdi>${photo.from}</bdi>
                ${this.#renderSave(photo)} ${this.#renderCross(words.remove, () => this.#onRemove(photo))}
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  #renderCross(label: string, onClick: () => void, part?: string) {
    return html`
      <button
        class="round cross"
        part=${part ?? nothing}
        type="button"
        aria-label=${label}
        title=${label}
        @click=${onClick}
      >
        ${closeIcon}
      </button>
    `;
  }
}

/** Local time, as file names take it: 2026-11-20-16-44-55. */
function timestamp(at: number): string {
  const local = at - new Date(at).getTimezoneOffset() * 60_000;
  return new Date(local).toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
}

function extension({ type }: Blob): string {
  return type === 'image/jpeg' ? 'jpg' : type.replace('image/', '');
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-snapshot': RtcSnapshotElement;
  }
}
