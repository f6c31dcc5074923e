import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';

import { control } from '../call/call-controls.js';
import type { RtcAsk } from './device-switches.js';
import { flipIcon, shareIcon } from './media-icons.js';
import { shareWords } from './media-words.js';
import type { RtcControl } from '../base/rtc-control.js';
import { texts } from '../base/texts.js';
import type { PhoneError } from '../../base/errors.js';
import { listDevices, watchDevices, type Device } from '../../media/devices.js';
import type { MediaChoice } from '../../media/media-choice.js';

/** What a call has for its picture beyond on and off: a screen to share, and another camera to turn to. */
export class MediaExtras implements ReactiveController {
  readonly #host: RtcControl;
  readonly #ask: RtcAsk;
  #cameras = 0;
  #watch: AbortController | undefined;
  /** Whether the person has just asked for a screen, and why there was none. */
  #isAsking = false;
  #isPrepared = false;
  #refusal: PhoneError | undefined;

  constructor(host: RtcControl, ask: RtcAsk) {
    this.#host = host;
    this.#ask = ask;
    host.addEventListener('rtc-error', ({ detail }) => {
      if (this.#isAsking) this.#refusal = detail;
    });
    host.addController(this);
  }

  get #media() {
    return this.#host.phone?.media;
  }

  get #isSharing(): boolean {
    return this.#media?.screen?.status === 'on';
  }

  /** Only while a camera is on it matters how many there are, and the browser tells. */
  hostUpdate(): void {
    const isOn = this.#host.isConnected && this.#media?.camera.status === 'on';
    if (isOn === (this.#watch !== undefined)) return;
    this.hostDisconnected();
    if (isOn) this.#countCameras((this.#watch = new AbortController()).signal);
  }

  hostDisconnected(): void {
    this.#watch?.abort();
    this.#watch = undefined;
    this.#cameras = 0;
  }

  #countCameras(signal: AbortSignal): void {
    const take = (devices: readonly Device[]) => {
      this.#cameras = devices.filter(({ kind }) => kind === 'camera').length;
      this.#host.requestUpdate();
    };
    watchDevices(take, signal);
    listDevices().then(
      (devices) => signal.aborted || take(devices),
      (error: unknown) => this.#host.fail(error),
    );
  }

  /** What a screen reader says, for as long as it is true. */
  get announcement(): string {
    return this.#isSharing ? texts().media.sharing : '';
  }

  /** The buttons, for somebody who sends this. */
  renderControls(sending: MediaChoice): TemplateResult {
    return html`${sending.audio || sending.video ? this.#renderShare() : nothing}
    ${sending.video ? this.#renderFlip() : nothing}`;
  }

  #renderShare() {
    if (!this.#media?.canShareScreen) return nothing;
    this.#prepare();
    const sharing = this.#isSharing;
    return control({
      part: 'share',
      label: texts().media.share,
      icon: shareIcon,
      pressed: sharing,
      // Whether there is sound, the person says where the browser asks for the screen.
      press: () => void this.#share(!sharing),
    });
  }

  /** Browsers lend a screen only soon after a press: what is needed then is fetched before. */
  #prepare(): void {
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    // Where that fails, the press tries again, and says so.
    import('../phone/late-requests.js').catch(() => {});
  }

  /** Turns to the other camera; nothing where there is none. */
  #renderFlip(): unknown {
    if (this.#cameras < 2) return nothing;
    const press = () => void this.#ask('rtc-flip-request', null);
    return control({ part: 'flip', label: texts().media.flip, icon: flipIcon, press });
  }

  /** Reminds the person that others see the screen, and ends that. */
  renderBanner(): unknown {
    if (!this.#isSharing) return nothing;
    const { sharing, stopSharing } = texts().media;
    return html`
      <div class="sharing" part="sharing">
        ${shareIcon}<span>${sharing}</span>
        <button part="stop-sharing" type="button" @click=${() => void this.#share(false)}>
          ${stopSharing}
        </button>
      </div>
    `;
  }

  /** How a failure reads, if it is one of sharing a screen. */
  wordsFor(error: PhoneError): string | undefined {
    return error === this.#refusal ? shareWords(error) : undefined;
  }

  async #share(sharing: boolean): Promise<void> {
    this.#isAsking = true;
    await this.#ask('rtc-screen-share-request', { sharing, audio: true });
    this.#isAsking = false;
  }
}
