import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { permissionFor } from './capture-facts.js';
import type { DeviceState } from './device-state.js';
import { InputOpener } from './input-opener.js';
import type { MediaChoice, MediaKind } from './media-choice.js';
import type { MediaHold } from './media-hold.js';
import { MediaInput } from './media-input.js';
import { kindsOf, SharedHold, type HoldOwner } from './shared-hold.js';

export type { DeviceState } from './device-state.js';
export type { MediaHold } from './media-hold.js';

export interface LocalMediaEvents {
  /** {@link LocalMedia.microphone} or {@link LocalMedia.camera} was replaced. */
  statechange: Event;
  /** {@link LocalMedia.track} of a kind is another one, or none any more. `stream` has followed already. */
  trackchange: Event;
}

/**
 * The one microphone and the one camera of a phone, shared by its calls and its preview.
 *
 * Devices are open exactly as long as a hold wants them: `open()` gives one, and the last `release()` puts the light out.
 * Mute and camera off hold for the whole phone. Calls send `track()` and follow it on `trackchange`.
 */
export class LocalMedia extends typedEventTarget<LocalMediaEvents>() {
  readonly #inputs = { audio: new MediaInput('audio'), video: new MediaInput('video') };
  readonly #holds = new Set<SharedHold>();
  readonly #holdOwner: HoldOwner = {
    errorOf: (kind) => this.#inputs[kind].state.error,
    change: (hold, choice) => this.#change(hold, choice),
    release: (hold) => this.#release(hold),
  };
  readonly #life = new AbortController();
  readonly #opener = new InputOpener(this.#inputs, (kind) => this.#isWanted(kind), this.#life.signal);
  #stream: MediaStream | undefined;

  constructor() {
    super();
    for (const input of this.#eachInput()) {
      input.addEventListener('statechange', () => this.dispatchEvent(new Event('statechange')));
      input.addEventListener('trackchange', () => this.#onTrackChange(input));
    }
  }

  /** The live tracks, for a preview. The same object for ever; its tracks come and go. */
  get stream(): MediaStream {
    this.#stream ??= new MediaStream(this.#eachInput().flatMap(({ track }) => track ?? []));
    return this.#stream;
  }

  get microphone(): DeviceState {
    return this.#inputs.audio.state;
  }

  get camera(): DeviceState {
    return this.#inputs.video.state;
  }

  /** The live track of a kind, or null. It belongs to this object, which alone stops it. */
  track(kind: MediaKind): MediaStreamTrack | null {
    return this.#inputs[kind].track;
  }

  /**
   * What `open()` would meet, found out without prompting: `granted` when it would ask the person nothing, `denied` when
   * all of the choice would be refused without a question, else `prompt`; `prompt` also where the browser cannot tell.
   */
  async permission(choice: MediaChoice): Promise<PermissionState> {
    const states = await Promise.all(
      kindsOf(choice).map(async (kind) => (this.track(kind) ? 'granted' : await permissionFor(kind))),
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
    this.#life.signal.throwIfAborted();
    signal?.throwIfAborted();
    const hold = new SharedHold(choice, this.#holdOwner);
    this.#holds.add(hold);
    try {
      const error = await this.#obtain(kindsOf(choice), signal);
      if (!error) return hold;
      // Not released: the devices keep their state, for a screen to show why there is no picture.
      this.#holds.delete(hold);
      throw error;
    } catch (error) {
      hold.release();
      throw error;
    }
  }

  /**
   * A share that stays whatever becomes of the devices: for a call that has begun, and goes on with what is left.
   *
   * Opens what is not open yet, but asks for nothing again that has failed; `retry()` does, and a device that comes back.
   */
  keep(choice: MediaChoice): MediaHold {
    this.#life.signal.throwIfAborted();
    const hold = new SharedHold(choice, this.#holdOwner);
    this.#holds.add(hold);
    for (const kind of kindsOf(choice)) {
      if (this.#inputs[kind].state.status === 'off' && this.#isWanted(kind)) this.#inputs[kind].start();
    }
    this.#opener.ask();
    return hold;
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
    this.#stopUnwanted();
    const error = await this.#obtain(['video']);
    if (error) throw error;
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
    const input = this.#inputs[kind];
    const { chosen: before, state } = input;
    const chosen = deviceId || undefined;
    input.choose(chosen);
    if (state.status === 'on' && state.deviceId === deviceId) return;
    if (state.status === 'on') input.start();
    const error = await this.#obtain([kind]);
    if (!error) return;

    if (state.status === 'on' && input.chosen === chosen) {
      input.choose(before);
      await this.#obtain([kind]);
    }
    throw error;
  }

  /**
   * Tries again what has failed and some hold still wants.
   *
   * @throws {PhoneError} The reason, when nothing of it could be had.
   */
  async retry(): Promise<void> {
    const failed = this.#eachInput().filter(({ state }) => state.status === 'failed');
    const error = await this.#obtain(failed.map(({ kind }) => kind));
    if (error) throw error;
  }

  /** Stops every track for good. Whoever waits for one gets `bad-state`. Safe to call twice. */
  close(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort(new PhoneError('bad-state', 'The media of this phone were closed.'));
    this.#holds.clear();
    this.#stopUnwanted();
  }

  /** Opens those of the kinds that are wanted and not open. Resolves with the reason if none of them could be had. */
  async #obtain(kinds: readonly MediaKind[], signal?: AbortSignal): Promise<PhoneError | undefined> {
    const wanted = kinds.filter((kind) => this.#isWanted(kind));
    for (const kind of wanted) {
      const { status } = this.#inputs[kind].state;
      if (status === 'off' || status === 'failed') this.#inputs[kind].start();
    }
    this.#opener.ask();
    await this.#settled(wanted, signal);
    const errors = wanted.flatMap((kind) => this.#inputs[kind].state.error ?? []);
    return errors.length === wanted.length ? errors[0] : undefined;
  }

  async #settled(kinds: readonly MediaKind[], signal?: AbortSignal): Promise<void> {
    const life = this.#life.signal;
    const waiting = new AbortController();
    const settled = new Promise<void>((resolve) => {
      const check = () => {
        if (kinds.every((kind) => this.#inputs[kind].state.status !== 'starting')) resolve();
      };
      this.addEventListener('statechange', check, { signal: waiting.signal });
      check();
    });
    try {
      await unlessAborted(settled, signal ? AbortSignal.any([signal, life]) : life);
    } finally {
      waiting.abort();
    }
  }

  #isWanted(kind: MediaKind): boolean {
    if (kind === 'video' && !this.camera.enabled) return false;
    return [...this.#holds].some(({ choice }) => choice[kind]);
  }

  #stopUnwanted(): void {
    for (const input of this.#eachInput()) if (!this.#isWanted(input.kind)) input.stop();
  }

  async #change(hold: SharedHold, choice: MediaChoice): Promise<void> {
    if (!this.#holds.has(hold)) throw new PhoneError('bad-state', 'This share in the devices was released.');
    const { choice: before, errors } = hold;
    hold.choice = choice;
    const changed = hold.choice;
    this.#stopUnwanted();

    const error = await this.#obtain(kindsOf(choice).filter((kind) => !before[kind] || errors[kind]));
    if (!error) return;
    if (hold.choice === changed) {
      hold.choice = { audio: choice.audio && before.audio, video: choice.video && before.video };
    }
    throw error;
  }

  #release(hold: SharedHold): void {
    if (this.#holds.delete(hold)) this.#stopUnwanted();
  }

  #onTrackChange({ kind, track }: MediaInput): void {
    if (this.#stream) {
      const old = this.#stream.getTracks().filter((each) => each.kind === kind);
      for (const each of old) this.#stream.removeTrack(each);
      if (track) this.#stream.addTrack(track);
    }
    this.dispatchEvent(new Event('trackchange'));
  }

  #eachInput(): MediaInput[] {
    return Object.values(this.#inputs);
  }
}
