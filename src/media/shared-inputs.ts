import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { InputOpener } from './input-opener.js';
import type { MediaChoice, MediaKind } from './media-choice.js';
import type { MediaHold } from './media-hold.js';
import { MediaInput } from './media-input.js';
import { kindsOf, SharedHold, type HoldOwner } from './shared-hold.js';

export interface SharedInputsEvents {
  /** The state of an input was replaced. */
  statechange: Event;
  /** The track of an input is another one, or none any more. `detail` is the input. */
  trackchange: CustomEvent<MediaInput>;
}

/** The microphone and the camera, open exactly as long as a hold wants them. */
export class SharedInputs extends typedEventTarget<SharedInputsEvents>() {
  readonly audio = new MediaInput('audio');
  readonly video = new MediaInput('video');

  readonly #holds = new Set<SharedHold>();
  readonly #holdOwner: HoldOwner = {
    errorOf: (kind) => this[kind].state.error,
    change: (hold, choice) => this.#change(hold, choice),
    release: (hold) => this.#release(hold),
  };
  readonly #life: AbortSignal;
  readonly #opener: InputOpener;

  /** @param life Whoever waits for a device when it aborts gets its reason. */
  constructor(life: AbortSignal) {
    super();
    this.#life = life;
    this.#opener = new InputOpener(this, (kind) => this.isWanted(kind), life);
    for (const input of this.all) {
      input.addEventListener('statechange', () => this.dispatchEvent(new Event('statechange')));
      input.addEventListener('trackchange', () =>
        this.dispatchEvent(new CustomEvent('trackchange', { detail: input })),
      );
    }
  }

  get all(): readonly MediaInput[] {
    return [this.audio, this.video];
  }

  /** See {@link LocalMedia.open}. */
  async open(choice: MediaChoice, signal?: AbortSignal): Promise<MediaHold> {
    this.#life.throwIfAborted();
    signal?.throwIfAborted();
    const hold = new SharedHold(choice, this.#holdOwner);
    this.#holds.add(hold);
    try {
      const error = await this.obtain(kindsOf(choice), signal);
      if (!error) return hold;
      // Not released: the devices keep their state, for a screen to show why there is no picture.
      this.#holds.delete(hold);
      throw error;
    } catch (error) {
      hold.release();
      throw error;
    }
  }

  /** See {@link LocalMedia.keep}. */
  keep(choice: MediaChoice): MediaHold {
    this.#life.throwIfAborted();
    const hold = new SharedHold(choice, this.#holdOwner);
    this.#holds.add(hold);
    for (const kind of kindsOf(choice)) {
      if (this[kind].state.status === 'off' && this.isWanted(kind)) this[kind].start();
    }
    this.#opener.ask();
    return hold;
  }

  /** Whether a hold wants this kind, and the person has not switched it off. */
  isWanted(kind: MediaKind): boolean {
    if (kind === 'video' && !this.video.state.enabled) return false;
    return [...this.#holds].some(({ choice }) => choice[kind]);
  }

  /** Opens those of the kinds that are wanted and not open. Resolves with the reason if none of them could be had. */
  async obtain(kinds: readonly MediaKind[], signal?: AbortSignal): Promise<PhoneError | undefined> {
    const wanted = kinds.filter((kind) => this.isWanted(kind));
    for (const kind of wanted) {
      const { status } = this[kind].state;
      if (status === 'off' || status === 'failed') this[kind].start();
    }
    this.#opener.ask();
    await this.settled(wanted, signal);
    const errors = wanted.flatMap((kind) => this[kind].state.error ?? []);
    return errors.length === wanted.length ? errors[0] : undefined;
  }

  /** Resolves when none of the kinds is starting. */
  async settled(kinds: readonly MediaKind[], signal?: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    const settled = new Promise<void>((resolve) => {
      const check = () => {
        if (kinds.every((kind) => this[kind].state.status !== 'starting')) resolve();
      };
      this.addEventListener('statechange', check, { signal: waiting.signal });
      check();
    });
    try {
      await unlessAborted(settled, signal ? AbortSignal.any([signal, this.#life]) : this.#life);
    } finally {
      waiting.abort();
    }
  }

  stopUnwanted(): void {
    for (const input of this.all) if (!this.isWanted(input.kind)) input.stop();
  }

  /** Takes all holds back, and stops every track. */
  close(): void {
    this.#holds.clear();
    this.stopUnwanted();
  }

  async #change(hold: SharedHold, choice: MediaChoice): Promise<void> {
    if (!this.#holds.has(hold)) throw new PhoneError('bad-state', 'This share in the devices was released.');
    const { choice: before, errors } = hold;
    hold.choice = choice;
    const changed = hold.choice;
    this.stopUnwanted();

    const error = await this.obtain(kindsOf(choice).filter((kind) => !before[kind] || errors[kind]));
    if (!error) return;
    if (hold.choice === changed) {
      hold.choice = { audio: choice.audio && before.audio, video: choice.video && before.video };
    }
    throw error;
  }

  #release(hold: SharedHold): void {
    if (this.#holds.delete(hold)) this.stopUnwanted();
  }
}
