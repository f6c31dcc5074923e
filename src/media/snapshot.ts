import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';

export interface SnapshotOptions {
  /** Pixels. A wider picture is made smaller, a narrower one stays as it is. Default 1280. */
  readonly maxWidth?: number;
  /** Default `image/jpeg`. A browser that cannot write the type gives a JPEG. */
  readonly type?: 'image/jpeg' | 'image/png' | 'image/webp';
  /** 0 to 1, for JPEG and WebP. Default 0.85. */
  readonly quality?: number;
}

/** How long a live track may take to its first picture. */
const FIRST_PICTURE_MS = 2_000;

/**
 * Takes the picture that is on now, as an image file. The aspect is kept.
 *
 * @param source A live video track, or a `<video>` that shows a picture.
 * @throws {PhoneError} `bad-state`, when there is no picture yet, or no more. `failed`, when the browser cannot make a file.
 */
export async function takeSnapshot(
  source: MediaStreamTrack | HTMLVideoElement,
  { maxWidth = 1280, type = 'image/jpeg', quality = 0.85 }: SnapshotOptions = {},
): Promise<Blob> {
  if (!(source instanceof MediaStreamTrack)) return await capturePicture(source, maxWidth, type, quality);
  const video = await showing(source);
  try {
    return await capturePicture(video, maxWidth, type, quality);
  } finally {
    video.srcObject = null;
  }
}

/** A video out of sight that shows the track. Firefox has no ImageCapture, and this takes no longer. */
async function showing(track: MediaStreamTrack): Promise<HTMLVideoElement> {
  if (track.kind !== 'video' || track.readyState !== 'live') throw noPicture();
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  try {
    await unlessAborted(video.play(), AbortSignal.timeout(FIRST_PICTURE_MS));
  } catch (cause) {
    video.srcObject = null;
    throw noPicture(cause);
  }
  return video;
}

async function capturePicture(
  video: HTMLVideoElement,
  maxWidth: number,
  type: string,
  quality: number,
): Promise<Blob> {
  const { videoWidth, videoHeight } = video;
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || videoWidth === 0) throw noPicture();
  const scale = Math.min(1, maxWidth / videoWidth);
  const width = Math.max(1, Math.round(videoWidth * scale));
  const height = Math.max(1, Math.round(videoHeight * scale));

  try {
    const canvas = await draw(video, width, height);
    const blob = await canvas.convertToBlob({ type, quality });
    // A canvas answers a type it cannot write with a PNG, twenty times the size (HTML, "serialising bitmaps to a file").
    return blob.type === type ? blob : await canvas.convertToBlob({ type: 'image/jpeg', quality });
  } catch (cause) {
    throw PhoneError.from(cause, 'failed', 'The picture could not be made into a file.');
  }
}

/** Draws off the page, which blocks half as long. */
async function draw(video: HTMLVideoElement, width: number, height: number): Promise<OffscreenCanvas> {
  const canvas = new OffscreenCanvas(width, height);
  const bitmap = await createImageBitmap(video, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'medium',
  });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
}

function noPicture(cause?: unknown): PhoneError {
  return new PhoneError('bad-state', 'There is no picture to take.', { cause });
}
