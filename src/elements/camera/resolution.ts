import type { ReactiveController, ReactiveElement } from 'lit';

import { PhoneError } from '../../base/errors.js';
import type { LocalMedia } from '../../media/local-media.js';
import type { VideoQuality } from '../../media/video-quality.js';
import type { Phone } from '../../phone/phone.js';

/** An element that says how good the picture should be. */
type Wishing = ReactiveElement & {
  readonly phone: Phone | undefined;
  readonly resolution?: string | undefined;
};

/** The heights people call by name, of pictures that are 16 to 9. */
const HEIGHTS: ReadonlySet<number> = new Set([360, 480, 540, 720, 1080, 1440, 2160]);

/**
 * `720p` and its like, or `1280x720`; with a frame rate behind it, if one is wanted: `720p@15`.
 *
 * @throws {PhoneError} `bad-option`.
 */
function parseResolution(value: string): VideoQuality {
  const [, name, wide, high = name, rate] = /^(?:(\d+)p|(\d+)x(\d+))(?:@(\d+))?$/i.exec(value.trim()) ?? [];
  const height = Number(high);
  if (!(wide ? height : HEIGHTS.has(height)))
    throw new PhoneError(
      'bad-option',
      '`resolution` is one like 720p, 1280x720 or, with a frame rate, 720p@15.',
    );
  // To the next even number, as cameras have it.
  const width = Number(wide ?? 2 * Math.ceil((height * 8) / 9));
  return { width, height, ...(rate && { frameRate: Number(rate) }) };
}

/** Tells the camera what its host wants of the picture, whenever one of the two is another. */
export class Resolution implements ReactiveController {
  readonly #host: Wishing;
  readonly #failed: (error: unknown) => void;
  #media: LocalMedia | undefined;
  #wish: string | undefined;

  /** @param failed Gets a PhoneError: `bad-option`, or `media-failed`, when the camera fails at it. */
  constructor(host: Wishing, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    host.addController(this);
  }

  hostUpdated(): void {
    const media = this.#host.phone?.media;
    const wish = this.#host.resolution || undefined;
    if (media === this.#media && wish === this.#wish) return;
    // What this element has never asked for is left to whoever else does.
    const isNews = wish !== undefined || (media === this.#media && this.#wish !== undefined);
    this.#media = media;
    this.#wish = wish;
    if (media && isNews) tell(media, wish).catch(this.#failed);
  }
}

async function tell(media: LocalMedia, wish: string | undefined): Promise<void> {
  await media.setQuality(wish === undefined ? {} : parseResolution(wish));
}
