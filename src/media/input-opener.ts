import { PhoneError } from '../base/errors.js';
import { watchPermission } from './capture-facts.js';
import { capture } from './capture.js';
import { watchDevices, type Device } from './devices.js';
import { whyLost } from './lost-track.js';
import type { ChosenDevice, MediaKind } from './media-choice.js';
import type { MediaInput } from './media-input.js';

/** A device that is lost again so soon after it was replaced is not replaced once more. */
const REPLACE_AGAIN_MS = 3_000;

type Codes = ReadonlySet<PhoneError['code']>;

/** What another device may cure. A permission is not among it: only the person gives one, and only when asked to. */
const CURABLE: Codes = new Set(['media-missing', 'media-busy', 'media-failed']);
/** What a person cures who allows the device in the settings of the browser. */
const REFUSED: Codes = new Set(['media-denied', 'media-dismissed']);

const DEVICE_KINDS = { audio: 'microphone', video: 'camera' } as const satisfies Record<
  MediaKind,
  Device['kind']
>;

/**
 * Brings every input that is starting a track or a failure, and restarts those whose device went away or came back, or was
 * allowed after all.
 *
 * For each kind the browser is asked one question at a time. A question cannot be called back, so its answer serves
 * whoever waits by then; a track nobody waits for is stopped in the turn it comes.
 */
export class InputOpener {
  readonly #inputs: Readonly<Record<MediaKind, MediaInput>>;
  readonly #isWanted: (kind: MediaKind) => boolean;
  readonly #signal: AbortSignal;

  readonly #asking = new Set<MediaKind>();
  readonly #replacedAt = { audio: -Infinity, video: -Infinity };
  #watching = false;

  constructor(
    inputs: Readonly<Record<MediaKind, MediaInput>>,
    isWanted: (kind: MediaKind) => boolean,
    signal: AbortSignal,
  ) {
    this.#inputs = inputs;
    this.#isWanted = isWanted;
    this.#signal = signal;
    for (const input of this.#eachInput()) {
      input.addEventListener('lost', ({ detail }) => void this.#onLost(input, detail), { signal });
    }
  }

  /** Asks the browser for every device that is to start and was not asked for yet, all in one question. */
  ask(): void {
    const wishes = this.#eachInput()
      .filter(({ kind, state }) => state.status === 'starting' && !this.#asking.has(kind))
      .map(({ kind, chosen, quality }) => ({ kind, device: chosen, quality }));
    if (wishes.length === 0) return;
    for (const { kind } of wishes) this.#asking.add(kind);
    this.#watch();

    const wants = (kind: MediaKind) => {
      const { state, chosen } = this.#inputs[kind];
      const wish = wishes.find((each) => each.kind === kind);
      return state.status === 'starting' && wish !== undefined && isSame(wish.device, chosen);
    };
    void capture(wishes, {
      wants,
      take: (track) => {
        const kind = track.kind as MediaKind;
        this.#asking.delete(kind);
        if (wants(kind)) this.#inputs[kind].take(track);
        else track.stop();
        this.ask();
      },
      refuse: (kind, error) => {
        this.#asking.delete(kind);
        if (wants(kind)) this.#inputs[kind].fail(error);
        this.ask();
      },
      skip: (kind) => {
        this.#asking.delete(kind);
        this.ask();
      },
    });
  }

  /** Replaces a device that went away, unless the person took it from us. */
  async #onLost(input: MediaInput, track: MediaStreamTrack): Promise<void> {
    const { kind } = input;
    const again = performance.now() - this.#replacedAt[kind] < REPLACE_AGAIN_MS;
    // Nobody asks for this kind until it is known whether asking is any use.
    this.#asking.add(kind);
    input.start();
    const error = await whyLost(track).catch((cause: unknown) =>
      PhoneError.from(
        cause,
        'media-failed',
        'The device is gone, and the browser does not tell what there is.',
      ),
    );
    this.#asking.delete(kind);
    if (input.state.status !== 'starting') return;
    if (error) {
      input.fail(error);
    } else if (again) {
      input.fail(new PhoneError('media-failed', 'The device was lost twice in a row.'));
    } else {
      this.#replacedAt[kind] = performance.now();
      this.ask();
    }
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    watchDevices((devices) => this.#onDevices(devices), this.#signal);
    for (const input of this.#eachInput()) {
      void watchPermission(input.kind, () => this.#onGranted(input), this.#signal);
    }
  }

  #onGranted(input: MediaInput): void {
    if (this.#mayCure(input, REFUSED)) input.start();
    this.ask();
  }

  #onDevices(devices: readonly Device[]): void {
    for (const input of this.#eachInput()) {
      const present = devices.filter(({ kind }) => kind === DEVICE_KINDS[input.kind]);
      const isCured = present.length > 0 && this.#mayCure(input, CURABLE);
      if (isCured || isReplacedInVain(input, present)) input.start();
    }
    this.ask();
  }

  #mayCure({ kind, state: { status, error } }: MediaInput, codes: Codes): boolean {
    return status === 'failed' && error !== undefined && codes.has(error.code) && this.#isWanted(kind);
  }

  #eachInput(): MediaInput[] {
    return Object.values(this.#inputs);
  }
}

/** Another device stands in for the chosen one, and that is back. */
function isReplacedInVain({ state, chosen }: MediaInput, present: readonly Device[]): boolean {
  return (
    state.status === 'on' && state.deviceId !== chosen?.id && present.some(({ id }) => id === chosen?.id)
  );
}

function isSame(one: ChosenDevice | undefined, other: ChosenDevice | undefined): boolean {
  return one?.id === other?.id && one?.facing === other?.facing;
}
