import { PhoneError } from '../base/errors.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import type { Arrival, Signaling, SignalingEvents, SignalingState } from './signaling.js';

/** All local phones of an origin share it; each takes what is addressed to its number. */
const CHANNEL = 'rtc-elements';

interface Parcel {
  readonly to: string;
  readonly from: string;
  readonly payload: object;
}

/**
 * Signaling between the tabs and frames of one browser, by BroadcastChannel (HTML Standard 9.6): no keys, no network.
 *
 * Only pages of the same origin hear each other. They could read each other anyway, so the sender's word is taken for
 * its number.
 */
export class LocalSignaling extends typedEventTarget<SignalingEvents>() implements Signaling {
  readonly name = 'local';
  readonly #number: string;
  readonly #life = new AbortController();
  #channel: BroadcastChannel | undefined;
  #state: SignalingState = { phase: 'offline' };

  constructor(number: string) {
    super();
    this.#number = number;
  }

  get state(): SignalingState {
    return this.#state;
  }

  async connect(): Promise<void> {
    if (this.#life.signal.aborted) throw new PhoneError('bad-state', 'The phone has been closed.');
    if (this.#channel) return;
    try {
      this.#channel = new BroadcastChannel(CHANNEL);
    } catch (cause) {
      const error = new PhoneError('unsupported', 'This frame has no origin, so no other tab can hear it.', {
        cause,
      });
      this.#become({ phase: 'failed', error });
      throw error;
    }
    this.#channel.addEventListener('message', (event) => this.#onParcel(event.data), {
      signal: this.#life.signal,
    });
    this.#become({ phase: 'ready' });
  }

  async send(to: string, payload: object): Promise<void> {
    if (!this.#channel) throw new PhoneError('network', 'The phone is not connected.');
    this.sendLast(to, payload);
  }

  sendLast(to: string, payload: object): void {
    this.#channel?.postMessage({ to, from: this.#number, payload } satisfies Parcel);
  }

  close(): void {
    this.#life.abort();
    this.#channel?.close();
    this.#channel = undefined;
    this.#become({ phase: 'offline' });
  }

  #onParcel(parcel: Partial<Parcel> | null): void {
    if (parcel?.to !== this.#number || typeof parcel.from !== 'string') return;
    const detail: Arrival = { from: parcel.from, payload: parcel.payload, ageMs: 0 };
    this.dispatchEvent(new CustomEvent('arrival', { detail }));
  }

  #become(state: SignalingState): void {
    if (state.phase === this.#state.phase) return;
    this.#state = Object.freeze(state);
    this.dispatchEvent(new Event('statechange'));
  }
}
