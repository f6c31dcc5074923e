import type { ReactiveController } from 'lit';

import { AGREED } from './call-phases.js';
import { isInSight } from './call-words.js';
import { onGesture } from '../sound/gesture.js';
import type { RtcControl } from '../base/rtc-control.js';
import type { Call } from '../../call/call.js';

/**
 * Plays the other side of a call in the `<video>` of its host, picture and sound, once both have agreed to talk; and the
 * picture before, if it may be seen.
 *
 * A browser that forbids sound before the person has touched the page gets the picture muted, and `blocked` is true until
 * the person presses anything on the page, or the page begins to capture.
 */
export class RemoteView implements ReactiveController {
  /** Whether the person must act before there is sound. */
  blocked = false;

  readonly #host: RtcControl;
  readonly #choose: () => Call | undefined;
  #captured = false;
  #wasEarly = false;
  #gesture: AbortController | undefined;

  /** @param choose Which call. */
  constructor(host: RtcControl, choose: () => Call | undefined) {
    this.#host = host;
    this.#choose = choose;
    host.addController(this);
  }

  get #stream(): MediaStream | undefined {
    const call = this.#choose();
    return call && (AGREED.has(call.state.phase) || isInSight(call)) ? call.remoteStream : undefined;
  }

  /** Nobody has answered: whoever may be seen by now is not to be heard. */
  get #isEarly(): boolean {
    return this.#choose()?.state.phase === 'incoming';
  }

  /** To a page that captures browsers do not forbid sound. */
  get #isCapturing(): boolean {
    const { microphone, camera } = this.#host.phone?.media ?? {};
    return microphone?.status === 'on' || camera?.status === 'on';
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

  hostUpdate(): void {
    if (!this.#stream) this.#forget();
  }

  hostUpdated(): void {
    const capturing = this.#isCapturing;
    const mayHear = capturing && !this.#captured;
    this.#captured = capturing;

    const video = this.#video;
    if (video && this.#host.isConnected) this.#show(video, this.#stream ?? null, mayHear);
  }

  #show(video: HTMLVideoElement, stream: MediaStream | null, mayHear: boolean): void {
    const isEarly = this.#isEarly;
    const isNew = video.srcObject !== stream || isEarly !== this.#wasEarly;
    this.#wasEarly = isEarly;
    if (video.srcObject !== stream) video.srcObject = stream;
    if (isNew) video.muted = isEarly;
    if (!stream) return;
    if (this.blocked && mayHear) this.hear();
    // Browsers pause a video that was off the page, if only for a moment.
    else if (isNew || video.paused) void this.#play(video);
  }

  /** An element that is only moved is back before this turn ends, and its picture has not stopped. */
  hostDisconnected(): void {
    this.#gesture?.abort();
    queueMicrotask(() => {
      const video = this.#video;
      if (video && !this.#host.isConnected) video.srcObject = null;
    });
  }

  hostConnected(): void {
    if (this.blocked) this.#awaitGesture();
  }

  async #play(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play();
      this.#setBlocked(video.muted && !this.#isEarly);
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
    this.#forget();
    this.blocked = blocked;
    if (blocked) this.#awaitGesture();
    this.#host.requestUpdate();
  }

  #forget(): void {
    this.blocked = false;
    this.#gesture?.abort();
  }

  #awaitGesture(): void {
    if (!this.#host.isConnected) return;
    this.#gesture = new AbortController();
    onGesture(this.#host.ownerDocument, () => this.hear(), this.#gesture.signal);
  }
}
