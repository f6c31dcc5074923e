import type { PhoneError } from '../base/errors.js';
import { captureErrorName, explainCapture } from './capture-error.js';
import { permissionFor } from './capture-facts.js';
import type { ChosenDevice, MediaKind } from './media-choice.js';
import { qualityConstraints, type VideoQuality } from './video-quality.js';

/** One device to ask for: the chosen one, or any of its kind. */
export interface CaptureWish {
  readonly kind: MediaKind;
  readonly device: ChosenDevice | undefined;
  /** Of a picture. */
  readonly quality: VideoQuality;
}

/** Who gets the tracks. For each wish one of `take`, `refuse` and `skip` is called, as soon as it is known which. */
export interface CaptureOwner {
  /** Whether anybody still waits for this kind. Nothing more is asked of the person when nobody does. */
  wants(kind: MediaKind): boolean;
  /** Takes a live track over, and with it the duty to stop it. */
  take(track: MediaStreamTrack): void;
  refuse(kind: MediaKind, error: PhoneError): void;
  /** Hears that a kind was not asked for to the end, because nobody wanted it then. Somebody who does now asks anew. */
  skip(kind: MediaKind): void;
}

/**
 * Asks the browser for one device or for both: one question for all, and then, where that can help, for each alone.
 *
 * A person who closed the question is not asked a second time. A chosen device that is gone is replaced by the default.
 * Never rejects.
 */
export async function capture(wishes: readonly CaptureWish[], owner: CaptureOwner): Promise<void> {
  const [first, second] = wishes;
  if (!first) return;
  if (!second) {
    await captureOne(first, owner);
    return;
  }
  const cause = await ask(wishes, owner);
  if (cause !== undefined) await captureEach(first, second, cause, owner);
}

async function captureEach(
  first: CaptureWish,
  second: CaptureWish,
  cause: unknown,
  owner: CaptureOwner,
): Promise<void> {
  const alone = await worthAskingAlone([first, second], cause);
  const proceed = async (wish: CaptureWish) => {
    if (!alone.includes(wish)) return await refuse(wish, cause, owner);
    if (owner.wants(wish.kind)) return await captureOne(wish, owner);
    owner.skip(wish.kind);
    return undefined;
  };

  // One after the other: two questions at a time would cover each other.
  const error = await proceed(first);
  if (error?.code === 'media-dismissed' && (await permissionFor(second.kind)) !== 'granted') {
    owner.refuse(second.kind, error);
  } else {
    await proceed(second);
  }
}

/** Asks for one device and, if the chosen one is gone, for any. */
async function captureOne(wish: CaptureWish, owner: CaptureOwner): Promise<PhoneError | undefined> {
  const { kind, device } = wish;
  const cause = await ask([wish], owner);
  if (cause === undefined) return undefined;

  const isGone = ['OverconstrainedError', 'NotFoundError'].includes(captureErrorName(cause));
  if (device === undefined || !isGone) return await refuse(wish, cause, owner);
  if (owner.wants(kind)) return await captureOne({ ...wish, device: undefined }, owner);
  owner.skip(kind);
  return undefined;
}

async function refuse({ kind }: CaptureWish, cause: unknown, owner: CaptureOwner): Promise<PhoneError> {
  const error = await explainCapture(cause, kind);
  owner.refuse(kind, error);
  return error;
}

/**
 * One question. Resolves with the browser's error, or undefined when it gave something.
 *
 * Hands over the tracks the moment they exist, so that one nobody wants any more lives no longer than this turn.
 */
async function ask(wishes: readonly CaptureWish[], owner: CaptureOwner): Promise<unknown> {
  let tracks: readonly MediaStreamTrack[];
  try {
    tracks = (await navigator.mediaDevices.getUserMedia(constraintsFor(wishes))).getTracks();
  } catch (cause) {
    return cause;
  }
  for (const track of tracks) owner.take(track);

  // Asked for both where the Permissions Policy forbids one, Chromium gives the other and says nothing.
  const withheld = wishes.filter(({ kind }) => !tracks.some((track) => track.kind === kind));
  const cause = new DOMException('The browser gave only a part of what was asked for.', 'NotAllowedError');
  await Promise.all(withheld.map((wish) => refuse(wish, cause, owner)));
  return undefined;
}

/**
 * Which of two wishes may succeed without the other, without a second question after one that was closed.
 *
 * A refusal of both does not say whom it was about; only where one kind is known as denied the other is still open.
 */
async function worthAskingAlone(
  wishes: readonly [CaptureWish, CaptureWish],
  cause: unknown,
): Promise<readonly CaptureWish[]> {
  switch (captureErrorName(cause)) {
    case 'NotFoundError':
    case 'NotReadableError':
    case 'AbortError':
    case 'OverconstrainedError':
      return wishes;
    case 'NotAllowedError': {
      const states = await Promise.all(wishes.map(({ kind }) => permissionFor(kind)));
      const oneIsDenied = states.includes('denied');
      return wishes.filter((_, at) => states[at] === 'granted' || (oneIsDenied && states[at] === 'prompt'));
    }
    default:
      return [];
  }
}

function constraintsFor(wishes: readonly CaptureWish[]): MediaStreamConstraints {
  return Object.fromEntries(
    wishes.map((wish) => [wish.kind, wish.kind === 'audio' ? voice(wish) : picture(wish)]),
  );
}

/** What a voice needs. All ideals: no device is refused because it can do less. */
function voice({ device }: CaptureWish): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...(device?.id !== undefined && { deviceId: { exact: device.id } }),
  };
}

/** What a face needs. Of several cameras the one that sees the person, unless another one was chosen. */
function picture({ device, quality }: CaptureWish): MediaTrackConstraints {
  return {
    ...qualityConstraints(quality),
    ...(device?.id !== undefined
      ? { deviceId: { exact: device.id } }
      : { facingMode: device?.facing ? { exact: device.facing } : { ideal: 'user' } }),
  };
}
