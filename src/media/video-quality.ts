import { PhoneError } from '../base/errors.js';
import { captureErrorName } from './capture-error.js';

/**
 * How good the picture of the camera should be. What is left out is the default: 1280 x 720, 30 frames per second.
 *
 * A wish, not a condition: no camera is refused because it can do less. Of a width or a height alone, the other follows.
 */
export interface VideoQuality {
  /** Pixels. */
  readonly width?: number;
  /** Pixels. */
  readonly height?: number;
  /** Frames per second. */
  readonly frameRate?: number;
}

const FRAME_RATE = 30;

/** What is tried, the best first, when a camera refuses a wish (W3C Media Capture 10.2, OverconstrainedError). */
const STEPS = [
  { width: 1280, height: 720 },
  { width: 960, height: 540 },
  { width: 640, height: 360 },
] as const satisfies readonly VideoQuality[];

/** The largest picture side and frame rate that mean anything. */
const LIMITS = { width: 16_384, height: 16_384, frameRate: 1_000 } as const satisfies VideoQuality;

/**
 * The quality, without anything else that was in the object.
 *
 * @throws {PhoneError} `bad-option`, when a value is none a picture can have.
 */
export function checkQuality(quality: VideoQuality): VideoQuality {
  const checked = (Object.keys(LIMITS) as (keyof VideoQuality)[]).flatMap((name) => {
    const value = quality[name];
    if (value === undefined) return [];
    if (!(typeof value === 'number' && value >= 1 && value <= LIMITS[name]))
      throw new PhoneError('bad-option', `${name} is a number from 1 to ${LIMITS[name]}.`);
    return [[name, value] as const];
  });
  return Object.freeze(Object.fromEntries(checked));
}

/** The quality as a browser is asked for it: ideals, so that a camera does what it can. */
export function qualityConstraints({ width, height, frameRate = FRAME_RATE }: VideoQuality) {
  const [best] = STEPS;
  const size = width === undefined && height === undefined ? best : { width, height };
  return {
    ...(size.width !== undefined && { width: { ideal: size.width } }),
    ...(size.height !== undefined && { height: { ideal: size.height } }),
    frameRate: { ideal: frameRate },
  } satisfies MediaTrackConstraints;
}

/** The wish, then all that is less, then whatever the camera likes. */
export function qualityLadder(wish: VideoQuality): readonly MediaTrackConstraints[] {
  const { width = Infinity, height = Infinity } =
    wish.width === undefined && wish.height === undefined ? STEPS[0] : wish;
  const frameRate = Math.min(wish.frameRate ?? FRAME_RATE, FRAME_RATE);
  const less = STEPS.filter((step) => step.width < width && step.height < height);
  return [qualityConstraints(wish), ...less.map((step) => qualityConstraints({ ...step, frameRate })), {}];
}

/**
 * Asks a live camera for another quality, step by step down to what it can do.
 *
 * @param isCurrent Whether the wish still stands.
 * @throws {PhoneError} `media-failed`, when the camera fails at it.
 */
export async function applyQuality(
  track: MediaStreamTrack,
  wish: VideoQuality,
  isCurrent: () => boolean,
): Promise<void> {
  for (const constraints of qualityLadder(wish)) {
    try {
      await track.applyConstraints(constraints);
      return;
    } catch (cause) {
      if (!isCurrent()) return;
      if (captureErrorName(cause) !== 'OverconstrainedError')
        throw new PhoneError('media-failed', 'The camera could not change its picture.', { cause });
    }
  }
}
