import type { LocalMedia } from '../../media/local-media.js';

/** A preview's share in the camera: asked for once, and given back even if it comes after it was given up. */
export class CameraShare {
  #life: AbortController | undefined;

  /** Whether the camera is held, or asked for. */
  get wanted(): boolean {
    return this.#life !== undefined;
  }

  /**
   * Opens the camera, unless that was done. Resolves also when the share was given up meanwhile.
   *
   * @throws {PhoneError} Why the camera cannot be had. The share is not wanted any more then.
   */
  async take(media: LocalMedia): Promise<void> {
    if (this.#life) return;
    const life = new AbortController();
    const { signal } = life;
    this.#life = life;
    try {
      const hold = await media.open({ audio: false, video: true }, signal);
      if (signal.aborted) hold.release();
      else signal.addEventListener('abort', () => hold.release());
    } catch (error) {
      if (signal.aborted) return;
      this.#life = undefined;
      throw error;
    }
  }

  /** Gives the camera back. It goes off unless a call uses it. */
  giveBack(): void {
    this.#life?.abort();
    this.#life = undefined;
  }
}
