import { PhoneError } from '../base/errors.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import type { IceOptions } from '../peer/ice-source.js';
import type { Peer } from '../peer/peer.js';
import type { Signaling, SignalingState } from '../signaling/signaling.js';
import { makeSignaling, type PhoneOptions } from './phone-options.js';
import { Service, type ServiceInit } from './service.js';

interface ServiceConnectionEvents {
  statechange: Event;
}

export interface ServiceConnectionInit extends Omit<ServiceInit, 'transport' | 'makePeer' | 'cipherKey'> {
  readonly options: PhoneOptions;
  /** The ICE servers of the next connection. */
  readonly ice: () => IceOptions;
}

/** How a phone stands with its signaling service: connects it, and knows what it has meanwhile. */
export class ServiceConnection extends typedEventTarget<ServiceConnectionEvents>() {
  readonly #init: ServiceConnectionInit;
  #options: PhoneOptions;
  #state: SignalingState = Object.freeze({ phase: 'offline' });
  #service: Service | undefined;
  #connected: Promise<void> | undefined;

  constructor(init: ServiceConnectionInit) {
    super();
    this.#init = init;
    this.#options = init.options;
  }

  get state(): SignalingState {
    return this.#state;
  }

  /** What the phone has while it listens. Undefined before, and after. */
  get service(): Service | undefined {
    return this.#service;
  }

  /** @throws {PhoneError} `bad-state`, while the phone is not connected. */
  get required(): Service {
    this.#init.signal.throwIfAborted();
    if (!this.#service) throw new PhoneError('bad-state', 'The phone is not connected.');
    return this.#service;
  }

  /** @throws {PhoneError} when trying again cannot help. */
  async connect(): Promise<void> {
    this.#init.signal.throwIfAborted();
    this.#connected ??= this.#connect();
    await this.#connected;
  }

  setToken(token: string): void {
    this.#options = { ...this.#options, token };
    this.#service?.transport.setToken?.(token);
    const { state } = this;
    const wasRefused = state.phase === 'failed' && state.error.code === 'forbidden';
    if (wasRefused && !this.#service) this.#init.attempt(this.connect());
  }

  /** Says that the phone is closed, before the last goodbyes have left. */
  retire(): void {
    this.#become({ phase: 'offline' });
  }

  /** Listens no longer. */
  close(): void {
    this.#service?.close();
    this.#service = undefined;
  }

  async #connect(): Promise<void> {
    const { number, ice, log, signal } = this.#init;
    this.#become({ phase: 'connecting' });
    try {
      const [{ peerFactory }, transport] = await Promise.all([
        import('../peer/peer-factory.js'),
        makeSignaling(number, this.#options, log),
        import('../peer/shims.js').then(({ prepareWebRtc }) => prepareWebRtc()),
      ]);
      signal.throwIfAborted();
      const service = this.#attach(transport, peerFactory(ice, log));
      transport.addEventListener('statechange', () => this.#become(transport.state), {
        signal: service.signal,
      });
      await transport.connect();
    } catch (cause) {
      const error = PhoneError.from(cause, 'failed', 'The phone could not be connected.');
      this.#service?.close({ keepTransport: typeof this.#options.signaling === 'object' });
      this.#service = undefined;
      this.#connected = undefined;
      this.#become({ phase: 'failed', error });
      throw error;
    }
  }

  #attach(transport: Signaling, makePeer: () => Peer): Service {
    const { calls } = this.#init;
    const { cipherKey } = this.#options;
    const service = new Service({ ...this.#init, transport, makePeer, cipherKey });
    const leave = () => calls.all.forEach((call) => call.leave());
    window.addEventListener('pagehide', leave, { signal: service.signal });
    this.#service = service;
    return service;
  }

  #become(state: SignalingState): void {
    if (this.#init.signal.aborted && state.phase !== 'offline') return;
    if (state.phase === this.#state.phase && state.phase !== 'reconnecting') return;
    this.#state = Object.freeze(state);
    this.dispatchEvent(new Event('statechange'));
  }
}
