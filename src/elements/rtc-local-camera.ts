import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { PhoneError, type PhoneErrorCode } from '../base/errors.js';
import { cameraControls } from './camera/camera-controls.js';
import { CameraShare } from './camera/camera-share.js';
import { customElement } from './base/custom-element.js';
import { FINAL } from './camera/device-trouble.js';
import { DeviceList } from './camera/device-list.js';
import { deviceMenu } from './camera/device-menu.js';
import { micOffIcon, videoOffIcon } from './call/call-icons.js';
import { videoIcon } from './base/icons.js';
import { speakingCall } from './phone/phone-calls.js';
import { Resolution } from './camera/resolution.js';
import { RtcControl } from './base/rtc-control.js';
import { styles } from './rtc-local-camera.styles.js';
import { SpeakingMark } from './call/speaking-mark.js';
import { speakingStyles } from './call/speaking.styles.js';
import { texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import type { DeviceState, LocalMedia } from '../media/local-media.js';
import type { MediaKind } from '../media/media-choice.js';

/** How the element looks: the camera's status, or what is going on beyond it. */
type View = DeviceState['status'] | 'asking' | 'paused';

const OFF: DeviceState = { status: 'off', enabled: true };

/**
 * The person's own picture, as in a mirror, with buttons for camera and microphone and a choice of devices.
 *
 * It opens the camera when the person or {@link start} asks for it, and shows it also when a call has opened it. In a
 * box narrower than 14rem only the picture remains. It fills a box that has a height.
 *
 * @tag rtc-local-camera
 * @summary Shows the own camera and lets the person switch camera and microphone.
 *
 * @fires {CustomEvent<{ enabled: boolean }>} rtc-camera-request - The person wants the camera on or off. Cancelable.
 * @fires {CustomEvent<{ enabled: boolean }>} rtc-microphone-request - The person mutes or unmutes. Cancelable.
 * @fires {CustomEvent<null>} rtc-flip-request - The person turns to the other camera. Cancelable.
 * @fires {CustomEvent<{ kind: MediaKind, deviceId: string }>} rtc-device-request - The person chose another device. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - Something the person asked for failed. The element also says it in words.
 *
 * @csspart stage - The box with the picture.
 * @csspart video - The picture.
 * @csspart status - What is going on while there is no picture.
 * @csspart muted - The mark of a muted microphone.
 * @csspart controls - The row of round buttons.
 * @csspart microphone - The button that mutes.
 * @csspart camera - The button that switches the camera, or tries again.
 * @csspart flip - The button that turns to the other camera, where there is one.
 * @csspart devices - The menus of cameras and microphones.
 * @csspart problem - What failed last, in words.
 * @cssprop [--rtc-stage=#1b1f27] - The ground of the picture.
 * @attr {'off' | 'starting' | 'asking' | 'on' | 'paused' | 'failed'} state - Read only: how the camera stands.
 * @attr {boolean} speaking - Read only: whether the person speaks, in a call.
 * @cssstate speaking - The person speaks, in a call.
 * @cssstate off - The camera is off.
 * @cssstate starting - The camera is being opened.
 * @cssstate asking - The browser asks the person for the camera.
 * @cssstate on - The camera is on.
 * @cssstate paused - The system or another program withholds the picture for now.
 * @cssstate failed - The camera could not be had.
 */
@customElement('rtc-local-camera')
export class RtcLocalCameraElement extends RtcControl {
  static override styles = [theme, speakingStyles, styles];

  readonly #devices = new DeviceList(this);
  readonly #share = new CameraShare();

  /** Opens the camera as soon as there is a phone, without waiting for a press. The browser may ask the person. */
  @property({ type: Boolean }) autostart = false;

  /**
   * What the camera should deliver: `720p` and its like, or `1280x720`, with a frame rate as in `720p@15` if one is wanted.
   * A camera that can do less does what it can. It holds for the phone, and may change in a call.
   */
  @property() resolution?: string;

  /** Whether the browser asks the person right now. @internal */
  @state() private asking = false;

  @query('video') private readonly video!: HTMLVideoElement;

  /** Whose camera was looked at last. */
  #seen: LocalMedia | undefined;
  #status: View = 'off';

  constructor() {
    super();
    const { states } = this.internals;
    new SpeakingMark(this, states, 'local', () => speakingCall(this.phone));
    new Resolution(this, (error) => this.fail(error));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // One that is only moved is back by then, and its picture has not stopped.
    queueMicrotask(() => {
      if (this.isConnected) return;
      if (this.video) this.video.srcObject = null;
      this.stop();
      this.#seen = undefined;
    });
  }

  /**
   * Opens the camera and keeps it until {@link stop}. Without effect while it does so already.
   *
   * @throws {PhoneError} `no-phone`, or why the camera cannot be had: `media-denied` and its like.
   */
  async start(): Promise<void> {
    if (!this.media)
      throw new PhoneError('no-phone', 'Put the element inside <rtc-phone>, or name one by for.');
    await this.#share.take(this.media);
  }

  /** Gives the camera back. It goes off unless a call uses it. */
  stop(): void {
    this.#share.giveBack();
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const { status } = this.media?.camera ?? OFF;
    if (status !== this.#status) this.#onStatus(status);
    this.mark(this.#view);
  }

  protected override updated(changed?: PropertyValues): void {
    super.updated();
    if (!this.isConnected) return;
    const { media } = this;
    const stream = this.#view === 'on' && media ? media.stream : null;
    this.#play(stream);
    if (media !== this.#seen) this.#onMedia(this.#seen, media);
    else if (changed?.has('autostart') && this.autostart) this.#startNext();
  }

  #play(stream: MediaStream | null): void {
    const { video } = this;
    if (video.srcObject !== stream) video.srcObject = stream;
    // Browsers pause a video that was off the page, if only for a moment, and Chromium one that is out of sight. Where even a
    // silent one may not play, or the picture is gone by then, there is nothing more to do.
    if (stream && video.paused) video.play().catch(() => {});
  }

  get #view(): View {
    const { status, interrupted } = this.media?.camera ?? OFF;
    if (interrupted) return 'paused';
    return status === 'starting' && this.asking ? 'asking' : status;
  }

  #onStatus(status: View): void {
    this.#status = status;
    this.asking = false;
    if (status === 'starting') this.#watchQuestion().catch((error: unknown) => this.fail(error));
    if (status !== 'on') return;
    this.problem = undefined;
    this.#devices.refresh();
  }

  async #watchQuestion(): Promise<void> {
    const permission = await this.media?.permission({ audio: false, video: true });
    this.asking = permission === 'prompt' && this.#status === 'starting';
  }

  /** A phone may come late, and be replaced by another: the picture then goes on with that one's camera. */
  #onMedia(before: LocalMedia | undefined, media: LocalMedia | undefined): void {
    const started = before ? this.#share.wanted && before.camera.enabled : this.autostart;
    this.stop();
    this.#seen = media;
    if (started) this.#startNext();
  }

  /** After this update, which would miss what the start changes. */
  #startNext(): void {
    queueMicrotask(() => this.media && this.#start());
  }

  /** Not for an element that has left the page meanwhile: nobody would give its camera back. */
  #start(): void {
    if (this.isConnected) this.start().catch((error: unknown) => this.fail(error));
  }

  async #onCamera(): Promise<void> {
    const enabled = !this.#isCameraOn;
    // A phone that lent no camera to this element yet has nothing to open, so the share comes after.
    if ((await this.request('rtc-camera-request', { enabled })) && enabled) this.#start();
  }

  get #isCameraOn(): boolean {
    return this.#view !== 'off' && this.#view !== 'failed';
  }

  #onMicrophone(): void {
    const { enabled, status } = this.media?.microphone ?? OFF;
    void this.request('rtc-microphone-request', { enabled: !enabled || status === 'failed' });
  }

  async #onDevice(kind: MediaKind, deviceId: string): Promise<void> {
    await this.request('rtc-device-request', { kind, deviceId });
    // Back to what is in use, if that is not what was chosen.
    this.requestUpdate();
  }

  protected override render(): unknown {
    const { camera, microphone } = this.media ?? { camera: OFF, microphone: OFF };
    // Not a screen that is shared in its place.
    const [track] = this.media?.stream.getVideoTracks() ?? [];
    const words = texts().camera;
    const on = this.#view === 'on';
    // A camera that looks away from the person is no mirror.
    const away = track?.getSettings().facingMode === 'environment';

    return html`
      <div class="stage" part="stage">
        <video
          part="video"
          class=${away ? '' : 'mirrored'}
          aria-label=${words.preview}
          ?hidden=${!on}
          autoplay
          playsinline
          .muted=${true}
        ></video>
        <div class=${on ? 'hidden' : 'status'} part="status">
          ${on ? nothing : html`<span class="picture">${this.#isCameraOn ? videoIcon : videoOffIcon}</span>`}
          <p role="status"><strong>${words[this.#view]}</strong></p>
          ${this.#renderReason(camera)}
        </div>
        ${microphone.enabled && !microphone.interrupted ? nothing : html`<p class="muted" part="muted">${micOffIcon}<span>${words.muted}</span></p>`}
        ${this.#renderControls(camera, microphone)}
      </div>
      <div class="devices" part="devices">
        ${this.#renderDevice('video', camera)} ${this.#renderDevice('audio', microphone)}
      </div>
      ${this.#renderProblems(camera, microphone)}
    `;
  }

  #renderReason({ error }: DeviceState) {
    const words = texts().camera;
    if (this.#view === 'asking') return html`<p class="reason">${words.askingHint}</p>`;
    if (this.#view === 'paused') return html`<p class="reason">${words.pausedHint}</p>`;
    if (!error) return nothing;
    const reasons: Partial<Record<PhoneErrorCode, string>> = words;
    return html`<p class="reason" role="alert">${reasons[error.code] ?? texts().errors[error.code]}</p>`;
  }

  #renderControls({ error }: DeviceState, { enabled, status }: DeviceState) {
    const canFlip = this.#view === 'on' && this.#devices.of('video').length > 1;
    return cameraControls({
      isHeard: enabled && status !== 'failed',
      isOn: this.#isCameraOn,
      hasFailed: error !== undefined,
      isHopeless: error !== undefined && FINAL.has(error.code),
      switchMicrophone: () => this.#onMicrophone(),
      switchCamera: () => void this.#onCamera(),
      flip: canFlip ? () => void this.request('rtc-flip-request', null) : undefined,
    });
  }

  #renderDevice(kind: MediaKind, { deviceId }: DeviceState) {
    return deviceMenu(kind, this.#devices.of(kind), deviceId, (id) => void this.#onDevice(kind, id));
  }

  /** What failed, unless the stage says it. */
  #renderProblems({ error: camera }: DeviceState, { error: microphone }: DeviceState) {
    const told = this.problem?.code === (camera ?? microphone)?.code;
    return html`
      ${
        microphone && microphone.code !== camera?.code
          ? html`<p class="problem" part="problem" role="alert">
              ${micOffIcon}<span>${texts().errors[microphone.code]}</span>
            </p>`
          : nothing
      }
      ${told ? nothing : this.renderProblem()}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-local-camera': RtcLocalCameraElement;
  }
}
