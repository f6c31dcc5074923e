import { later } from '../../base/lifetime.js';
import type { PubNubToken } from './pubnub-sdk.js';
import type { TokenExpiry } from '../signaling.js';

/** Which part of a token's time may pass before a fresh one is asked for. */
const WARN_AFTER = 0.8;
/** The longest a browser's timer can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Looks at the time a token still has, by the service's clock, and warns ahead of its end. */
export class TokenWatch {
  readonly #warn: (expiry: TokenExpiry) => void;
  readonly #signal: AbortSignal;
  #issuedAt: number | undefined;
  #expiresAt: number | undefined;
  #isWarned = false;
  #stop = () => {};

  constructor(warn: (expiry: TokenExpiry) => void, signal: AbortSignal) {
    this.#warn = warn;
    this.#signal = signal;
  }

  /** Takes what can be read from a token; undefined of one that cannot be read. */
  take(token: PubNubToken | undefined): void {
    const { timestamp, ttl } = token ?? {};
    const isReadable = timestamp !== undefined && ttl !== undefined;
    this.#issuedAt = isReadable ? timestamp * 1_000 : undefined;
    this.#expiresAt = isReadable ? (timestamp + ttl * 60) * 1_000 : undefined;
    this.#isWarned = false;
    this.#stop();
  }

  /** Goes by this time from now on. */
  start(now: number | undefined): void {
    this.#stop();
    if (this.#isWarned || now === undefined) return;
    if (this.#issuedAt === undefined || this.#expiresAt === undefined) return;
    const dueAt = this.#issuedAt + WARN_AFTER * (this.#expiresAt - this.#issuedAt);
    const delayMs = Math.min(Math.max(0, dueAt - now), MAX_TIMER_MS);
    this.#stop = later(delayMs, this.#signal, () => this.#tell(false));
  }

  /** The service has refused the token. */
  refused(): void {
    this.#tell(true);
  }

  /** Whether the token's time is over. */
  isOver(now: number | undefined): boolean {
    return now !== undefined && this.#expiresAt !== undefined && now >= this.#expiresAt;
  }

  #tell(refused: boolean): void {
    this.#isWarned = true;
    this.#stop();
    this.#warn({ ...(this.#expiresAt !== undefined && { expiresAt: this.#expiresAt }), refused });
  }
}
