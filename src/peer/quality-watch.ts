import { qualityBetween, type Quality } from './quality.js';

/** The time one rating is about. What comes and goes faster, nobody needs to be shown. */
const SPAN_MS = 2_000;

/** Follows the quality of a connection, as far as two ratings in a row agree on it, or the first one is good. */
export class QualityWatch {
  readonly #changed: () => void;
  #quality: Quality = 'unknown';
  #latest: Quality = 'unknown';
  #from: { readonly report: RTCStatsReport; readonly at: number } | undefined;

  /** @param changed {@link QualityWatch.quality} is another value than before. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get quality(): Quality {
    return this.#quality;
  }

  /** Takes a report of the browser's, of which there may be as many as there are. */
  look(report: RTCStatsReport): void {
    const at = performance.now();
    this.#from ??= { report, at };
    if (at - this.#from.at < SPAN_MS) return;
    const quality = qualityBetween(this.#from.report, report);
    this.#from = { report, at };
    // A call that begins with a hitch is not a bad one.
    if (quality === this.#latest || (quality === 'good' && this.#quality === 'unknown'))
      this.#become(quality);
    this.#latest = quality;
  }

  /** Nothing arrives any more: what was known does not hold. */
  forget(): void {
    this.#from = undefined;
    this.#latest = 'unknown';
    this.#become('unknown');
  }

  #become(quality: Quality): void {
    if (quality === this.#quality) return;
    this.#quality = quality;
    this.#changed();
  }
}
