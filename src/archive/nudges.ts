import type { Kind } from './store.js';

/** All tabs of an origin that keep something for a number share its channel. */
const channelName = (owner: string) => `rtc-elements:archive:${owner}`;

const KINDS: readonly Kind[] = ['calls', 'messages', 'photos'];

/**
 * Lets the phones of one number, in all tabs of the browser, know that what is kept has changed (BroadcastChannel, HTML
 * Standard 9.6).
 */
export class Nudges {
  readonly #owner: string;
  readonly #heard: (kind: Kind) => void;
  readonly #life = new AbortController();
  #channel: BroadcastChannel | undefined;
  #leaving = false;

  constructor(owner: string, heard: (kind: Kind) => void) {
    this.#owner = owner;
    this.#heard = heard;
  }

  /** Whether the page is being closed: there is no time to wait before others are told. */
  get leaving(): boolean {
    return this.#leaving;
  }

  /** Begins to listen. Where tabs cannot hear each other, as in a frame without an origin, nothing is heard. */
  listen(): void {
    const { signal } = this.#life;
    if (this.#channel || signal.aborted) return;
    this.#open();
    // Before the phones hear of it, which then have records to write.
    const capture = true;
    globalThis.addEventListener('pagehide', () => this.#leave(), { signal, capture });
    globalThis.addEventListener('pageshow', () => this.#comeBack(), { signal, capture });
  }

  tell(kind: Kind): void {
    const channel = this.#channel ?? this.#make();
    channel?.postMessage(kind);
    if (channel !== this.#channel) channel?.close();
  }

  close(): void {
    this.#life.abort();
    this.#channel?.close();
    this.#channel = undefined;
  }

  #open(): void {
    this.#channel = this.#make();
    this.#channel?.addEventListener('message', ({ data }) => {
      const kind = KINDS.find((each) => each === data);
      if (kind) this.#heard(kind);
    });
  }

  #make(): BroadcastChannel | undefined {
    try {
      return new BroadcastChannel(channelName(this.#owner));
    } catch {
      return undefined; // A frame without an origin, or no browser at all: there is nobody to be heard.
    }
  }

  /** Some browsers keep no page for the way back while a channel is open. */
  #leave(): void {
    this.#leaving = true;
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Much may have happened meanwhile. */
  #comeBack(): void {
    if (!this.#leaving) return;
    this.#leaving = false;
    this.#open();
    for (const kind of KINDS) this.#heard(kind);
  }
}
