import type { PhoneError } from '../base/errors.js';
import type { MediaChoice, MediaKind } from './media-choice.js';
import type { MediaErrors, MediaHold } from './media-hold.js';

const KINDS = ['audio', 'video'] as const satisfies readonly MediaKind[];

/** The kinds a choice names. */
export function kindsOf(choice: MediaChoice): readonly MediaKind[] {
  return KINDS.filter((kind) => choice[kind]);
}

/** What a hold needs of the devices it shares. */
export interface HoldOwner {
  errorOf(kind: MediaKind): PhoneError | undefined;
  change(hold: SharedHold, choice: MediaChoice): Promise<void>;
  release(hold: SharedHold): void;
}

/** A hold as its owner sees it: the owner alone writes `choice`. */
export class SharedHold implements MediaHold {
  readonly #owner: HoldOwner;
  #choice: MediaChoice;

  constructor(choice: MediaChoice, owner: HoldOwner) {
    this.#owner = owner;
    this.#choice = frozen(choice);
  }

  get choice(): MediaChoice {
    return this.#choice;
  }

  set choice(choice: MediaChoice) {
    this.#choice = frozen(choice);
  }

  get errors(): MediaErrors {
    const missing = kindsOf(this.#choice).flatMap((kind) => {
      const error = this.#owner.errorOf(kind);
      return error ? [[kind, error] as const] : [];
    });
    return Object.freeze(Object.fromEntries(missing));
  }

  async change(choice: MediaChoice): Promise<void> {
    await this.#owner.change(this, choice);
  }

  release(): void {
    this.#owner.release(this);
  }
}

const frozen = ({ audio, video }: MediaChoice): MediaChoice => Object.freeze({ audio, video });
