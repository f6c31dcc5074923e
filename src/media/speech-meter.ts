/** Somebody begins to speak above this level, and falls silent below the other; between them all stays as it was. */
const SPEAKS_ABOVE = 0.02;
const SILENT_BELOW = 0.01;

/** How long between two words, in milliseconds. */
const BETWEEN_WORDS_MS = 600;

/** How fast the level that counts follows the one measured, in milliseconds. A click on a key is over before it counts. */
const SMOOTHING_MS = 100;

/**
 * Tells speech from silence by the levels of a sound. Pure: it knows no clock and no device.
 *
 * A level is the root mean square of the samples, 0 to 1: a voice is at 0.03 to 0.2, a quiet room below 0.003.
 */
export class SpeechMeter {
  #smooth = 0;
  #measuredAt: number | undefined;
  #heardAt = -Infinity;
  #speaking = false;

  get speaking(): boolean {
    return this.#speaking;
  }

  /** Takes a level measured at a time in milliseconds, and tells whether somebody speaks. */
  hear(level: number, at: number): boolean {
    const passed = Math.max(0, at - (this.#measuredAt ?? at - SMOOTHING_MS));
    this.#measuredAt = at;
    this.#smooth += (level - this.#smooth) * (1 - Math.exp(-passed / SMOOTHING_MS));

    if (this.#smooth >= SILENT_BELOW) this.#heardAt = at;
    if (this.#smooth >= SPEAKS_ABOVE) this.#speaking = true;
    else if (at - this.#heardAt >= BETWEEN_WORDS_MS) this.#speaking = false;
    return this.#speaking;
  }
}
