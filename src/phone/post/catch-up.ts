import type { Archive } from '../../archive/archive.js';
import { PhoneError } from '../../base/errors.js';
import type { Logger } from '../../base/log.js';
import type { Letter } from '../../signaling/inbox.js';
import type { Mailbox } from '../../signaling/mailbox.js';
import { isKept } from '../../wire/message.js';

export interface CatchUpInit {
  readonly mailbox: Mailbox;
  readonly archive: Archive;
  /** Takes what came while the phone was away. Some of it may have been taken before. */
  readonly take: (letters: readonly Letter[]) => void;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/**
 * Fetches what the service has kept for a phone while it was away, each time it is connected, and remembers up to where.
 *
 * Without an archive nobody could remember, and the same would come with every page: then nothing is fetched.
 */
export class CatchUp {
  readonly #init: CatchUpInit;
  /** Up to where all is known. Undefined while that is not sure, since something may be missing before it. */
  #position: string | undefined;
  #round = 0;
  #keeps = true;

  constructor(init: CatchUpInit) {
    this.#init = init;
    const { mailbox, signal } = init;
    mailbox.addEventListener('letter', ({ detail }) => this.#onLetter(detail), { signal });
  }

  /** Whether the service keeps anything, as far as it is known. */
  get keeps(): boolean {
    return this.#keeps;
  }

  /** The service is there, for the first time or again. Never rejects: what could not be fetched is fetched next time. */
  async run(): Promise<void> {
    const { mailbox, archive, take, signal, log } = this.#init;
    if (archive.off) return;
    this.#position = undefined;
    this.#round += 1;
    const round = this.#round;
    try {
      const before = await archive.bookmark();
      const { letters, position } = await mailbox.recall(before);
      if (signal.aborted || round !== this.#round) return;
      take(letters);
      this.#position = before ?? '';
      this.#readTo(position);
    } catch (error) {
      if (error instanceof PhoneError && error.code === 'unsupported') this.#keeps = false;
      log({ level: 'debug', event: 'not-caught-up', detail: { error: String(error) } });
    }
  }

  #onLetter({ position, message }: Letter): void {
    if (isKept(message)) this.#readTo(position);
  }

  /** All is known up to there, and perhaps was before. */
  #readTo(position = ''): void {
    if (this.#position === undefined || position <= this.#position) return;
    this.#position = position;
    const { archive, log } = this.#init;
    archive
      .setBookmark(position)
      .catch((error: unknown) =>
        log({ level: 'debug', event: 'bookmark-not-set', detail: { error: String(error) } }),
      );
  }
}
