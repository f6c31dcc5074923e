import type { PhoneError } from '../base/errors.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import type { DeviceState } from './device-state.js';
import type { ChosenDevice, MediaKind } from './media-choice.js';
import { applyQuality, type VideoQuality } from './video-quality.js';

export interface MediaInputEvents {
  /** {@link MediaInput.state} was replaced. */
  statechange: Event;
  /** {@link MediaInput.track} is another one, or none any more. */
  trackchange: Event;
  /** The track ended by itself: the device was pulled out, or the permission withdrawn. `detail` is that track. */
  lost: CustomEvent<MediaStreamTrack>;
}

/**
 * The microphone or the camera of a phone: its one track, and how it stands.
 *
 * It owns the track it was given and stops it on every way out, but opens nothing: whoever opens says `start()`, then
 * `take()` or `fail()`.
 */
export class MediaInput extends typedEventTarget<MediaInputEvents>() {
  readonly kind: MediaKind;

  #state: DeviceState = Object.freeze({ status: 'off', enabled: true });
  #track: MediaStreamTrack | null = null;
  #chosen: ChosenDevice | undefined;
  #quality: VideoQuality = {};
  #trackLife = new AbortController();

  constructor(kind: MediaKind) {
    super();
    this.kind = kind;
  }

  get state(): DeviceState {
    return this.#state;
  }

  /** The live track, or null. */
  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** The device the person chose. Kept while another one has to do. */
  get chosen(): ChosenDevice | undefined {
    return this.#chosen;
  }

  /** How good the picture of a camera should be. */
  get quality(): VideoQuality {
    return this.#quality;
  }

  /** Remembers a device for the next start. */
  choose(device: ChosenDevice | undefined): void {
    this.#chosen = device;
    this.#lookAgain();
  }

  /** Remembers a quality for the next start. */
  wish(quality: VideoQuality): void {
    this.#quality = quality;
  }

  /**
   * Makes the live picture as good as is wished for.
   *
   * @throws {PhoneError} `media-failed`, when the camera fails at it.
   */
  async refine(): Promise<void> {
    const { track, quality } = this;
    if (!track) return;
    await applyQuality(track, quality, () => track === this.track && quality === this.quality);
    this.#lookAgain();
  }

  /** Remembers what the person wants, and mutes or unmutes the live track. */
  setEnabled(enabled: boolean): void {
    if (enabled === this.#state.enabled) return;
    if (this.#track) this.#track.enabled = enabled;
    this.#lookAgain(enabled);
  }

  /** Stops what is live, and waits for a new track. */
  start(): void {
    this.#become({ status: 'starting' });
  }

  take(track: MediaStreamTrack): void {
    track.enabled = this.#state.enabled;
    this.#become({ status: 'on', track });
  }

  fail(error: PhoneError): void {
    this.#become({ status: 'failed', error });
  }

  stop(): void {
    if (this.#state.status !== 'off') this.#become({ status: 'off' });
  }

  #lookAgain(enabled = this.#state.enabled): void {
    const { status, error } = this.#state;
    this.#become({ status, track: this.#track, error, enabled });
  }

  /** The one way from state to state: state, track and hardware are right before anybody hears of it. */
  #become({ status, track = null, error, enabled = this.#state.enabled }: NextState): void {
    const trackChanged = track !== this.#track;
    if (trackChanged) this.#replace(track);

    const deviceId = track?.getSettings().deviceId ?? this.#chosen?.id;
    this.#state = Object.freeze({
      status,
      enabled,
      ...(deviceId && { deviceId }),
      ...(track && factsOf(track)),
      ...(error && { error }),
    });
    if (trackChanged) this.dispatchEvent(new Event('trackchange'));
    this.dispatchEvent(new Event('statechange'));
  }

  #replace(track: MediaStreamTrack | null): void {
    this.#trackLife.abort();
    this.#track?.stop();
    this.#track = track;
    if (!track) return;
    this.#trackLife = new AbortController();
    const { signal } = this.#trackLife;
    const onEnded = () => this.dispatchEvent(new CustomEvent('lost', { detail: track }));
    const onMuted = () => this.#lookAgain();
    track.addEventListener('ended', onEnded, { signal });
    track.addEventListener('mute', onMuted, { signal });
    track.addEventListener('unmute', onMuted, { signal });
  }
}

function factsOf(track: MediaStreamTrack) {
  const { label, muted } = track;
  const { facingMode, width, height, frameRate } = track.getSettings();
  return {
    ...(label && { label }),
    ...((facingMode === 'user' || facingMode === 'environment') && { facing: facingMode }),
    ...(width && height && frameRate && { picture: Object.freeze({ width, height, frameRate }) }),
    ...(muted && { interrupted: true as const }),
  } satisfies Partial<DeviceState>;
}

interface NextState {
  readonly status: DeviceState['status'];
  readonly track?: MediaStreamTrack | null;
  readonly error?: PhoneError | undefined;
  readonly enabled?: boolean;
}
