import { typedEventTarget } from '../base/typed-event-target.js';
import type { Arrival, Signaling, SignalingEvents, SignalingState } from './signaling.js';

/** A payload on its way through a {@link MemoryNetwork}. */
export interface Passing {
  readonly from: string;
  readonly to: string;
  readonly payload: object;
}

/**
 * A signaling service in memory, for tests: whatever should happen to a payload on the way, a test says it.
 *
 * ```ts
 * const network = new MemoryNetwork();
 * const alice = new Phone({ number: 'alice', signaling: network.signaling('alice') });
 * ```
 */
export class MemoryNetwork {
  /** How often a payload arrives, and how: decides about each one. By default once, at once. */
  route: (passing: Passing, arrive: (ageMs?: number) => void) => void = (_passing, arrive) => arrive();
  /** Everything that was sent, the oldest first. */
  readonly sent: Passing[] = [];

  readonly #members = new Set<MemorySignaling>();

  /** The signaling of one device of a number. */
  signaling(number: string): Signaling {
    return new MemorySignaling(number, this);
  }

  /** @internal */
  join(member: MemorySignaling): void {
    this.#members.add(member);
  }

  /** @internal */
  leave(member: MemorySignaling): void {
    this.#members.delete(member);
  }

  /** Sends a payload as if somebody had: also what no phone would write. */
  carry(passing: Passing): void {
    this.sent.push(passing);
    const { from, to } = passing;
    // As on a wire: what is sent is a copy.
    const payload: unknown = JSON.parse(JSON.stringify(passing.payload));
    this.route(passing, (ageMs = 0) => {
      for (const member of this.#members) if (member.number === to) member.deliver({ from, payload, ageMs });
    });
  }
}

class MemorySignaling extends typedEventTarget<SignalingEvents>() implements Signaling {
  readonly name = 'memory';
  readonly number: string;
  readonly #network: MemoryNetwork;
  #state: SignalingState = { phase: 'offline' };

  constructor(number: string, network: MemoryNetwork) {
    super();
    this.number = number;
    this.#network = network;
  }

  get state(): SignalingState {
    return this.#state;
  }

  async connect(): Promise<void> {
    this.#network.join(this);
    this.#become({ phase: 'ready' });
  }

  async send(to: string, payload: object): Promise<void> {
    this.sendLast(to, payload);
  }

  sendLast(to: string, payload: object): void {
    this.#network.carry({ from: this.number, to, payload });
  }

  close(): void {
    this.#network.leave(this);
    this.#become({ phase: 'offline' });
  }

  deliver(detail: Arrival): void {
    this.dispatchEvent(new CustomEvent('arrival', { detail }));
  }

  #become(state: SignalingState): void {
    this.#state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}
