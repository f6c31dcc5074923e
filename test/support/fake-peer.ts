import type { CallDescription } from '../../src/base/description.js';
import { PhoneError } from '../../src/base/errors.js';
import { typedEventTarget } from '../../src/base/typed-event-target.js';
import type { Peer, PeerEvents, PeerState } from '../../src/peer/peer.js';

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

/**
 * What lies between fake peers. A test may hold up what passes, or let it get lost; what one peer sends to another stays
 * in order.
 */
export class FakeAir {
  /** Brings one thing from one peer to another. By default in the next moment. */
  carry: (arrive: () => void) => void = (arrive) => queueMicrotask(arrive);
  readonly #peers: FakePeer[] = [];

  /** A peer that finds the other end by its description. */
  readonly makePeer = (): FakePeer => {
    const peer = new FakePeer(this, this.#peers.length);
    this.#peers.push(peer);
    return peer;
  };

  /** Those that are not closed. */
  get open(): readonly FakePeer[] {
    return this.#peers.filter(({ state }) => state !== 'closed' && state !== 'new');
  }

  /** Nothing gets through any more, and every peer has noticed. */
  cut(): void {
    this.carry = () => {};
    for (const peer of this.open) if (peer.state === 'connected') peer.become('interrupted');
  }

  /** @internal */
  find(description: string): FakePeer | undefined {
    return this.#peers[Number(/^s=(\d+)$/m.exec(description)?.[1])];
  }
}

/** A connection without a browser's: it connects as soon as both sides have the other's description. */
export class FakePeer extends typedEventTarget<PeerEvents>() implements Peer {
  readonly connection = undefined;
  readonly quality = 'unknown';
  readonly #air: FakeAir;
  readonly #name: number;
  #state: PeerState = 'new';
  #other: FakePeer | undefined;
  #remoteStream: MediaStream | undefined;

  constructor(air: FakeAir, name: number) {
    super();
    this.#air = air;
    this.#name = name;
  }

  get state(): PeerState {
    return this.#state;
  }

  get remoteStream(): MediaStream {
    this.#remoteStream ??= new MediaStream();
    return this.#remoteStream;
  }

  get channelOpen(): boolean {
    return this.#state === 'connected';
  }

  async offer(): Promise<string> {
    return this.#begin();
  }

  async answer(offer: string): Promise<string> {
    this.#other = this.#air.find(offer);
    return this.#begin();
  }

  async takeAnswer(answer: string): Promise<void> {
    if (!this.#other) this.#meet(answer);
  }

  async addCandidates(): Promise<void> {}

  /** Takes only what concerns a connection after the first. */
  async takeDescription({ type, epoch, sdp }: CallDescription): Promise<void> {
    if (epoch === 0) return;
    if (type === 'answer') return this.#meet(sdp);
    this.#other = this.#air.find(sdp);
    this.#describe('answer', epoch);
  }

  /** Which of its connections it was asked to mend. */
  readonly mended: number[] = [];

  mend(epoch: number): void {
    this.mended.push(epoch);
  }

  commit(): void {}

  renew(): void {
    this.#letGo();
    this.#other = undefined;
    this.become('connecting');
    this.#describe('offer', 1);
  }

  setPlan(): void {}

  limitVideo(): void {}

  async setTrack(): Promise<void> {}

  send(text: string): boolean {
    const other = this.#other;
    if (!this.channelOpen || !other) return false;
    this.#air.carry(() => other.#tell(new CustomEvent('text', { detail: text })));
    return true;
  }

  async sendBytes(): Promise<void> {}

  explain(): PhoneError {
    return new PhoneError('no-route', 'The test allowed no path.');
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#letGo();
    this.#state = 'closed';
  }

  /** Stands otherwise from now on. */
  become(state: PeerState): void {
    this.#state = state;
    this.#tell(new Event('statechange'));
  }

  #begin(): string {
    if (this.#state !== 'new') throw new PhoneError('bad-state', 'A connection is offered or answered once.');
    this.become('connecting');
    return this.#sdp;
  }

  #describe(type: 'offer' | 'answer', epoch: number): void {
    const detail = { type, epoch, id: 0, sdp: this.#sdp };
    this.#tell(new CustomEvent('description', { detail }));
  }

  /** Both ends know each other now. */
  #meet(answer: string): void {
    const other = this.#air.find(answer);
    if (!other) return;
    this.#other = other;
    this.#air.carry(() => other.#connect());
    this.#air.carry(() => this.#connect());
  }

  /** Of one whose answer was never taken nobody hears. */
  #letGo(): void {
    const other = this.#other;
    if (other && other.#other === this) this.#air.carry(() => other.#tell(new Event('channelclose')));
  }

  get #sdp(): string {
    const lines = ['audio', 'video', 'application'].map((kind) => `m=${kind} 9 X 0`);
    return ['v=0', `s=${this.#name}`, `a=fingerprint:sha-256 ${FINGERPRINT}`, ...lines, ''].join('\r\n');
  }

  #connect(): void {
    if (this.#state !== 'connecting' || this.#other?.state === 'closed') return;
    this.become('connected');
    this.#tell(new Event('channelopen'));
  }

  #tell(event: Event): void {
    if (this.#state !== 'closed' && !(event.type === 'channelclose' && this.#state === 'connecting'))
      this.dispatchEvent(event);
  }
}
