import { PhoneError } from '../base/errors.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { AudioMix } from './audio-mix.js';
import { canCaptureScreen, permissionFor } from './capture-facts.js';
import type { DeviceState, ScreenState } from './device-state.js';
import { LevelMeter } from './level-meter.js';
import type { ChosenDevice, MediaChoice, MediaKind } from './media-choice.js';
import type { MediaHold } from './media-hold.js';
import type { MediaInput } from './media-input.js';
import { ScreenShare, type ScreenWish } from './screen-share.js';
import { kindsOf } from './shared-hold.js';
import { SharedInputs } from './shared-inputs.js';
import { checkQuality, type VideoQuality } from './video-quality.js';

export type { DeviceState, ScreenState } from './device-state.js';
export type { MediaHold } from './media-hold.js';

export interface LocalMediaEvents {
  /** {@link LocalMedia.microphone}, {@link LocalMedia.camera} or {@link LocalMedia.screen} was replaced. */
  statechange: Event;
  /** {@link LocalMedia.track} of a kind is another one, or none any more. `stream` has followed already. */
  trackchange: Event;
}

/**
 * The one microphone, the one camera and the one screen of a phone, shared by its calls and its preview.
 *
 * Devices are open exactly as long as a hold wants them: `open()` gives one, and the last `release()` puts the light out.
 * Mute, camera off and a shared screen hold for the whole phone. Calls send `track()` and follow it on `trackchange`.
 */
export class LocalMedia extends typedEventTarget<LocalMediaEvents>() {
  readonly #life = new AbortController();
  readonly #inputs = new SharedInputs(this.#life.signal);
  readonly #screen = new ScreenShare();
  readonly #mix = new AudioMix(() => this.dispatchEvent(new Event('trackchange')));
  readonly #meter = new LevelMeter();
  #stream: MediaStream | undefined;

  constructor() {
    super();
    const tell = () => this.dispatchEvent(new Event('statechange'));
    this.#inputs.addEventListener('statechange', tell);
    this.#inputs.addEventListener('trackchange', ({ detail }) => this.#onInput(detail));
    this.#screen.addEventListener('statechange', tell);
    this.#screen.addEventListener('trackchange', () => this.#onTrack());
  }

  /** The live tracks of microphone and camera, for a preview. The same object for ever; its tracks come and go. */
  get stream(): MediaStream {
    this.#stream ??= new MediaStream(this.#inputs.all.flatMap(({ track }) => track ?? []));
    return this.#stream;
  }

  get microphone(): DeviceState {
    return this.#inputs.audio.state;
  }

  get camera(): DeviceState {
    return this.#inputs.video.state;
  }

  get screen(): ScreenState {
    return this.#screen.state;
  }

  /** Whether this browser lends pages a screen at all: on most phones it does not. */
  get canShareScreen(): boolean {
    return canCaptureScreen();
  }

  /** How loud the microphone is: the root mean square of the last tenth of a second, 0 to 1. See `watchLevel()`. */
  get level(): number {
    return this.#meter.level;
  }

  /**
   * What calls send of a kind, or null: the screen, or else the camera; the microphone, with the screen's sound if that is
   * shared. It belongs to this object, which alone stops it.
   */
  track(kind: MediaKind): MediaStreamTrack | null {
    const input = this.#inputs[kind].track;
    const screen = this.#screen.track(kind);
    if (kind === 'video' || !screen) return screen ?? input;
    return this.#mix.track ?? input ?? screen;
  }

  /**
   * What `open()` would meet, found out without prompting: `granted` when it would ask the person nothing, `denied` when
   * all of the choice would be refused without a question, else `prompt`; `prompt` also where the browser cannot tell.
   */
  async permission(choice: MediaChoice): Promise<PermissionState> {
    const states = await Promise.all(
      kindsOf(choice).map(async (kind) => (this.#inputs[kind].track ? 'granted' : await permissionFor(kind))),
    );
    if (states.includes('prompt')) return 'prompt';
    return states.length === 0 || states.includes('granted') ? 'granted' : 'denied';
  }

  /**
   * Opens what is asked for and shares what is open already, with one question to the person for both kinds.
   *
   * A camera that is switched off stays off. When the signal aborts while the browser asks, the promise rejects with its
   * reason, and a track that comes later is stopped the moment it comes.
   *
   * @throws {PhoneError} The reason, when nothing of the choice could be had; else `errors` of the hold says what is
   * missing. `bad-state`, when closed.
   */
  async open(choice: MediaChoice, signal?: AbortSignal): Promise<MediaHold> {
    return await this.#inputs.open(choice, signal);
  }

  /**
   * A share that stays whatever becomes of the devices: for a call that has begun, and goes on with what is left.
   *
   * Opens what is not open yet, but asks for nothing again that has failed; `retry()` does, and a device that comes back.
   */
  keep(choice: MediaChoice): MediaHold {
    return this.#inputs.keep(choice);
  }

  /** Mutes or unmutes. The microphone stays open, so that it is quick; remembered while it is off. */
  setMicrophoneEnabled(enabled: boolean): void {
    this.#inputs.audio.setEnabled(enabled);
  }

  /**
   * Switches the camera off, light and all, or on again if a hold wants video. Remembered while nobody does.
   *
   * @throws {PhoneError} The reason, when the camera cannot be had again.
   */
  async setCameraEnabled(enabled: boolean): Promise<void> {
    this.#inputs.video.setEnabled(enabled);
    this.#inputs.stopUnwanted();
    const error = await this.#inputs.obtain(['video']);
    if (error) throw error;
  }

  /**
   * Asks for another picture, in a call too; without a value, for 1280 x 720 at 30 frames per second. Kept for the next
   * camera. One that refuses gets a smaller wish, down to what it can: `camera.picture` says what it delivers.
   *
   * @throws {PhoneError} `bad-option`, for a value no picture can have. `media-failed`, when the camera fails at it.
   */
  async setQuality(quality: VideoQuality): Promise<void> {
    const { video } = this.#inputs;
    video.wish(checkQuality(quality));
    await this.#inputs.settled(['video']);
    await video.refine();
  }

  /**
   * Chooses a device; an empty id means the default one. If one of the kind is open, it is replaced.
   *
   * A device that is gone is replaced by the default one, and taken when it comes back. The old device is closed before
   * the new one is opened, because phones lend one camera at a time.
   *
   * @throws {PhoneError} The reason, when the device cannot be had. The one in use before is open again then.
   */
  async use(kind: MediaKind, deviceId: string): Promise<void> {
    await this.#use(this.#inputs[kind], deviceId === '' ? undefined : { id: deviceId });
  }

  /**
   * Turns to the other camera: of a phone from the front to the back, of a computer to the next one.
   *
   * @throws {PhoneError} `media-missing`, when there is no other; else as `use()`.
   */
  async flip(): Promise<void> {
    const { onlyCamera, otherCamera } = await import('./other-camera.js');
    const { video } = this.#inputs;
    const { chosen: before } = video;
    const other = await otherCamera(video);
    await this.#use(video, other);
    if (video.state.status !== 'on' || !other.facing || video.state.facing === other.facing) return;
    video.choose(before);
    throw onlyCamera();
  }

  /**
   * Lets the person choose a screen, and shows it instead of the camera in every call in which something is sent. To be
   * called for a click, and once more to choose another one.
   *
   * It ends by `stopSharing()`, by the browser's own button, or with the last call; the camera is back then, if it was on.
   *
   * @throws {PhoneError} `media-dismissed`, when the person chose none; `media-denied` or `media-blocked`, when the system
   * or the page forbids it; `unsupported`, as on most phones; `bad-state`, without a click, or when it was stopped.
   */
  async shareScreen(wish: ScreenWish = {}): Promise<void> {
    this.#life.signal.throwIfAborted();
    await this.#screen.start(wish);
  }

  /** Shows the screen no longer. Safe to call at any time. */
  stopSharing(): void {
    this.#screen.stop();
  }

  /**
   * Lets a screen be shared until the signal aborts. With the last of those who said so, sharing ends: nobody should be
   * watched after hanging up. Calls do; so must whatever goes on without one, as a room in which this person is alone.
   */
  keepScreen(signal: AbortSignal): void {
    this.#screen.keep(signal);
  }

  /** Measures `level` until the signal aborts. It costs little, and nothing while nobody does. */
  watchLevel(signal: AbortSignal): void {
    if (!this.#life.signal.aborted) this.#meter.watch(AbortSignal.any([signal, this.#life.signal]));
  }

  /**
   * Tries again what has failed and some hold still wants.
   *
   * @throws {PhoneError} The reason, when nothing of it could be had.
   */
  async retry(): Promise<void> {
    const failed = this.#inputs.all.filter(({ state }) => state.status === 'failed');
    const error = await this.#inputs.obtain(failed.map(({ kind }) => kind));
    if (error) throw error;
  }

  /** Stops every track for good. Whoever waits for one gets `bad-state`. Safe to call twice. */
  close(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort(new PhoneError('bad-state', 'The media of this phone were closed.'));
    this.#inputs.close();
    this.#screen.stop();
  }

  async #use(input: MediaInput, chosen: ChosenDevice | undefined): Promise<void> {
    const { chosen: before, state } = input;
    input.choose(chosen);
    if (state.status === 'on' && chosen?.id === state.deviceId) return;
    if (state.status === 'on') input.start();
    const error = await this.#inputs.obtain([input.kind]);
    if (!error) return;

    if (state.status === 'on' && input.chosen === chosen) {
      input.choose(before);
      await this.#inputs.obtain([input.kind]);
    }
    throw error;
  }

  #onInput({ kind, track }: MediaInput): void {
    if (this.#stream) {
      const old = this.#stream.getTracks().filter((each) => each.kind === kind);
      for (const each of old) this.#stream.removeTrack(each);
      if (track) this.#stream.addTrack(track);
    }
    if (kind === 'audio') this.#meter.set(track);
    this.#onTrack();
  }

  #onTrack(): void {
    const [voice, sound] = [this.#inputs.audio.track, this.#screen.track('audio')];
    if (sound) this.#mix.set(voice ? [sound, voice] : [sound]);
    else this.#mix.close();
    this.dispatchEvent(new Event('trackchange'));
  }
}
