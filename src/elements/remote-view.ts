import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Plays the other side's stream in the `<video>` of its host, picture and sound.
 *
 * A browser that forbids sound before the person has touched the page gets the picture muted, and `blocked` is true
 * until `hear()` was called from a click.
 */
export class RemoteView implements ReactiveController {
  /** Whether the person must act before there is sound. */
  blocked = false;

  readonly #host: ReactiveElement;
  readonly #stream: () => MediaStream | undefined;

  constructor(host: ReactiveElement, stream: () => MediaStream | undefined) {
    this.#host = host;
    this.#stream = stream;
    host.addController(this);
  }

  get #video(): HTMLVideoElement | null {
    return this.#host.renderRoot.querySelector('video');
  }

  /** Plays with sound. To be called from a click: only that gives the right to. */
  hear(): void {
    const video = this.#video;
    if (!video) return;
    video.muted = false;
    void this.#play(video);
  }

  hostUpdated(): void {
    const video = this.#video;
    const stream = this.#stream() ?? null;
    if (!video || video.srcObject === stream) return;
    video.srcObject = stream;
    if (stream) void this.#play(video);
  }

  /** An element that is moved must play anew: browsers pause a video that leaves the document. */
  hostDisconnected(): void {
    const video = this.#video;
    if (video) video.srcObject = null;
  }

  async #play(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play();
      this.#setBlocked(video.muted);
    } catch (error) {
      // Anything else is an AbortError: the stream was replaced or the element removed, which ends this play() rightly.
      if ((error as DOMException).name !== 'NotAllowedError' || video.muted) return;
      this.#setBlocked(true);
      video.muted = true;
      await this.#play(video);
    }
  }

  #setBlocked(blocked: boolean): void {
    if (blocked === this.blocked) return;
    this.blocked = blocked;
    this.#host.requestUpdate();
  }
}
