import type { Candidate, Description } from '../../src/base/description.js';
import { PhoneError } from '../../src/base/errors.js';
import { deferred } from '../../src/base/lifetime.js';
import { typedEventTarget } from '../../src/base/typed-event-target.js';
import type { Generation, GenerationEvents } from '../../src/peer/generation.js';
import type { LinePlan, PeerState } from '../../src/peer/peer.js';
import type { Quality } from '../../src/peer/quality.js';
import type { RtcPeerOptions } from '../../src/peer/rtc-peer.js';

/** A connection that does what the test says, and remembers what it was told. */
export class FakeGeneration extends typedEventTarget<GenerationEvents>() implements Generation {
  readonly connection = undefined;
  readonly remoteStream = new MediaStream();
  readonly options: RtcPeerOptions;
  /** What was asked of it, in order. */
  readonly commands: string[] = [];
  readonly tracks: Record<string, MediaStreamTrack | null> = {};
  readonly texts: string[] = [];
  /** What it says of the next description it is given. */
  refusal: PhoneError | undefined;
  /** Happens while it is given a description. */
  takesDescription = () => {};
  plan: LinePlan | undefined;
  state: PeerState = 'new';
  channelOpen = false;
  quality: Quality = 'unknown';
  videoLimit: number | undefined;
  #bytes: ReturnType<typeof deferred> | undefined;

  constructor(options: RtcPeerOptions) {
    super();
    this.options = options;
  }

  /** Stands otherwise from now on. */
  become(state: PeerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  /** Packets flow, and the channels are open. */
  comeUp(): void {
    this.become('connected');
    this.channelOpen = true;
    this.dispatchEvent(new Event('channelopen'));
  }

  /** The other side closes it. */
  closeRemotely(): void {
    this.channelOpen = false;
    this.dispatchEvent(new Event('channelclose'));
  }

  /** Its browser asks for new negotiations without end. */
  storm(): void {
    const detail = new PhoneError('negotiation-failed', 'The test wants no agreement.');
    this.dispatchEvent(new CustomEvent('error', { detail }));
  }

  /** Its browser wants to restart ICE, though it has not called. */
  needHelp(): void {
    this.dispatchEvent(new Event('recover'));
  }

  /** Tracks arrive, together. */
  show(...tracks: readonly MediaStreamTrack[]): void {
    for (const track of tracks) this.remoteStream.addTrack(track);
    this.dispatchEvent(new Event('remotechange'));
  }

  /** Text arrives. */
  hear(detail: string): void {
    this.dispatchEvent(new CustomEvent('text', { detail }));
  }

  /** All bytes have left. */
  drained(): void {
    this.#bytes?.resolve();
  }

  async offer(plan: LinePlan): Promise<string> {
    this.commands.push('offer');
    this.plan = plan;
    this.become('connecting');
    return 'an offer';
  }

  async answer(offer: string, plan: LinePlan): Promise<string> {
    this.#refuse();
    this.commands.push(`answer ${offer}`);
    this.plan = plan;
    this.become('connecting');
    return `answer to ${offer}`;
  }

  async takeDescription({ type, id }: Description): Promise<void> {
    this.#refuse();
    this.takesDescription();
    this.commands.push(`take ${type} ${id}`);
  }

  async addCandidates(candidates: readonly Candidate[]): Promise<void> {
    this.commands.push(`candidates ${candidates.length}`);
  }

  restart(): void {
    this.commands.push('restart');
  }

  repeat(): void {
    this.commands.push('repeat');
  }

  /** Carries media so well from now on. */
  rate(quality: Quality): void {
    this.quality = quality;
    this.dispatchEvent(new Event('qualitychange'));
  }

  limitVideo(bitsPerSecond: number | undefined): void {
    this.videoLimit = bitsPerSecond;
  }

  setPlan(plan: LinePlan): void {
    this.plan = plan;
  }

  async setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): Promise<void> {
    this.tracks[kind] = track;
  }

  send(text: string): boolean {
    if (this.channelOpen) this.texts.push(text);
    return this.channelOpen;
  }

  async sendBytes(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.commands.push(`bytes ${bytes.length}`);
    this.#bytes = deferred();
    await this.#bytes.promise;
  }

  close(): void {
    this.channelOpen = false;
    this.#bytes?.reject(new PhoneError('bad-state', 'Closed.'));
    if (this.state !== 'closed') this.become('closed');
  }

  #refuse(): void {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
  }
}
