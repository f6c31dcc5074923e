import type { CallCandidates, CallDescription, Description } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';
import { silent, type Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import type { Generation } from './generation.js';
import { Generations, type Numbered } from './generations.js';
import type { IceSource } from './ice-source.js';
import { Ladder, type News } from './ladder.js';
import { watchNetwork } from './network-watch.js';
import { noRoute } from './no-route.js';
import type { LinePlan, Peer, PeerEvents, PeerState } from './peer.js';
import type { Recovery, RecoveryStep } from './recovery.js';
import { mirrorTracks } from './remote-media.js';
import { RtcPeer, type RtcPeerOptions } from './rtc-peer.js';

/** After a change of the network, what goes by the data channel may go nowhere: as long as silence needs to be noticed. */
const DOUBT_MS = 3_000;

export interface ResilientPeerOptions {
  readonly ice: Pick<IceSource, 'settings'>;
  readonly logger?: Logger;
  /** Makes a connection. Another one than the browser's only in tests. */
  readonly connect?: (options: RtcPeerOptions) => Generation;
}

/**
 * The connection of a call, which survives the loss of its path: it restarts ICE, and where that does not help it makes
 * another connection beside the broken one, and goes on with whichever carries packets first.
 *
 * What the call has set up is carried over, and what arrives is in the same stream, so a call sees only that it was
 * `interrupted` for a while. Only the caller restarts and makes connections; the callee asks for it by a message. When
 * to do what, `recovery.ts` decides.
 */
export class ResilientPeer extends typedEventTarget<PeerEvents>() implements Peer {
  readonly remoteStream = new MediaStream();

  readonly #logger: Logger;
  readonly #life = new AbortController();
  readonly #generations: Generations;
  readonly #ladder: Ladder;
  #role: Recovery['role'] | undefined;
  #state: PeerState = 'new';
  /** The channel is not open yet, or was of no use for a while: what it should have carried may be lost. */
  #wayLost = true;
  #doubtUntil = 0;
  #introducing: Promise<void> = Promise.resolve();

  constructor({ ice, logger = silent, connect = (options) => new RtcPeer(options) }: ResilientPeerOptions) {
    super();
    const { signal } = this.#life;
    this.#logger = logger;
    this.#ladder = new Ladder((step) => this.#carryOut(step), signal, logger);
    this.#generations = new Generations({
      ice,
      connect,
      logger,
      signal,
      tell: (event) => this.dispatchEvent(event),
      changed: () => this.#follow(),
      switched: () => this.#onSwitch(),
      remotechange: () => this.#showRemote(),
    });
  }

  get state(): PeerState {
    return this.#state;
  }

  get connection(): RTCPeerConnection | undefined {
    return this.#generations.current?.connection;
  }

  get channelOpen(): boolean {
    return this.#generations.current?.channelOpen ?? false;
  }

  async offer(plan: LinePlan): Promise<string> {
    this.#begin('caller', plan);
    return await this.#first((peer) => peer.offer(this.#generations.plan));
  }

  async answer(offer: string, plan: LinePlan): Promise<string> {
    this.#begin('callee', plan);
    const answer = await this.#first((peer) => peer.answer(offer, this.#generations.plan));
    this.#agree('callee');
    return answer;
  }

  async takeAnswer(answer: string): Promise<void> {
    await this.takeDescription({ type: 'answer', epoch: 0, id: 0, sdp: answer });
    this.#agree('caller');
  }

  async takeDescription({ epoch, ...description }: CallDescription): Promise<void> {
    if (this.#state === 'closed') return;
    if (!this.#generations.current)
      throw new PhoneError('bad-state', 'Nothing has been offered or answered.');
    if (epoch >= this.#generations.epoch) await this.#introducing;
    const one = this.#generations.find(epoch);
    if (one) {
      if (description.type === 'offer') this.#learn({ type: 'helped' });
      await this.#within(one, one.peer.takeDescription(description));
    } else if (epoch > this.#generations.epoch && description.type === 'offer' && description.id === 0) {
      const step = this.#ladder.learn({ type: 'offered' });
      if (step.do === 'answer') await this.#introduce(epoch, step.relay, description);
    } else {
      this.#logger({ level: 'debug', event: 'description-dropped', detail: { why: 'epoch' } });
    }
  }

  async addCandidates(batch: CallCandidates): Promise<void> {
    const one = this.#generations.find(batch.epoch);
    if (one) await this.#within(one, one.peer.addCandidates(batch.candidates));
    else this.#generations.keep(batch);
  }

  mend(epoch: number): void {
    const { newest, epoch: latest } = this.#generations;
    if (epoch === latest) this.#learn({ type: 'asked' });
    // It has not heard of the latest.
    else if (epoch < latest) newest?.repeat();
  }

  setPlan(plan: LinePlan): void {
    this.#generations.setPlan(plan);
  }

  async setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): Promise<void> {
    if (this.#state !== 'closed') await this.#whileOpen(this.#generations.setTrack(kind, track));
  }

  send(text: string): boolean {
    if (this.#state === 'interrupted' || performance.now() < this.#doubtUntil) return false;
    return this.#generations.current?.send(text) ?? false;
  }

  async sendBytes(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void> {
    for (let one = this.#generations.current; one; one = this.#generations.current) {
      try {
        await one.sendBytes(bytes, signal);
        return;
      } catch (error) {
        // Once more, if it went under with a connection that another one has replaced.
        if (signal.aborted || one === this.#generations.current) throw error;
      }
    }
    throw new PhoneError('not-connected', 'There is no data channel yet.');
  }

  explain(): PhoneError {
    const { settings, newest } = this.#generations;
    return noRoute(settings, newest?.connection?.localDescription?.sdp ?? '');
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#life.abort(new PhoneError('bad-state', 'The connection was closed.'));
    this.#generations.close();
    this.#become('closed');
  }

  #begin(role: Recovery['role'], plan: LinePlan): void {
    this.#life.signal.throwIfAborted();
    if (this.#role) throw new PhoneError('bad-state', 'A connection is offered or answered once.');
    this.#role = role;
    this.#generations.begin(role, plan);
    watchNetwork(() => this.#kick(), this.#life.signal);
  }

  #first(describe: (peer: Generation) => Promise<string>): Promise<string> {
    return this.#whileOpen(this.#generations.make(0, false).then(({ peer }) => describe(peer)));
  }

  #whileOpen<Result>(steps: Promise<Result>): Promise<Result> {
    return unlessAborted(steps, this.#life.signal).catch((cause: unknown) => {
      throw PhoneError.from(cause, 'failed', 'The browser could not do this step of the connection.');
    });
  }

  #agree(role: Recovery['role']): void {
    this.#learn({ type: 'agreed', role, turn: this.#generations.settings?.turn ?? false });
    // The first packet may be faster than the browser's word that it has taken the answer.
    if (this.#state === 'connected') this.#learn({ type: 'flowing' });
  }

  /** Does something with a connection whose failure matters only if it is the one in use. */
  async #within(one: Numbered, steps: Promise<void>): Promise<void> {
    try {
      await this.#whileOpen(steps);
    } catch (error) {
      const inUse = one.peer === this.#generations.current && !one.life.signal.aborted;
      if (inUse || this.#state === 'closed') throw error;
      this.#giveUp(one, error);
    }
  }

  #giveUp(one: Numbered, error: unknown): void {
    if (one.life.signal.aborted) return;
    // The cause may quote a description, and a log holds none.
    const { code, message } = PhoneError.from(error, 'failed', 'The browser refused.');
    this.#logger({ level: 'warn', event: 'connection-given-up', detail: { code, message } });
    this.#generations.drop(one);
  }

  #kick(): void {
    this.#doubtUntil = performance.now() + DOUBT_MS;
    this.#learn({ type: 'kicked' });
  }

  #learn(news: News): void {
    this.#carryOut(this.#ladder.learn(news));
  }

  #carryOut(step: RecoveryStep): void {
    const { epoch, newest } = this.#generations;
    switch (step.do) {
      case 'restart':
        return void this.#try(this.#generations.restart());
      case 'rebuild':
        return void this.#introduce(epoch + 1, step.relay);
      case 'ask':
        this.dispatchEvent(new CustomEvent('recover', { detail: { epoch } }));
        return;
      case 'repeat':
        return newest?.repeat();
      case 'give-up':
        return this.#become('failed');
      case 'answer':
      case 'nothing':
    }
  }

  /** Makes a connection beside the one there is: our own, or the one that the other side has offered. */
  async #introduce(epoch: number, relay: boolean, offer?: Description): Promise<void> {
    this.#introducing = this.#try(this.#describe(epoch, relay, offer));
    await this.#introducing;
  }

  /** What fails here is tried again, in this way or another, for as long as the call goes on. */
  async #try(steps: Promise<void>): Promise<void> {
    try {
      await steps;
    } catch (error) {
      if (this.#life.signal.aborted) return;
      const { code, message } = PhoneError.from(error, 'failed', 'The browser refused.');
      this.#logger({ level: 'warn', event: 'recovery-failed', detail: { code, message } });
    }
  }

  async #describe(epoch: number, relay: boolean, offer?: Description): Promise<void> {
    const one = await this.#generations.make(epoch, relay);
    const { plan } = this.#generations;
    try {
      const sdp = await (offer ? one.peer.answer(offer.sdp, plan) : one.peer.offer(plan));
      const detail = { type: offer ? 'answer' : 'offer', epoch, id: 0, sdp } as const;
      if (!one.life.signal.aborted) this.dispatchEvent(new CustomEvent('description', { detail }));
    } catch (error) {
      this.#giveUp(one, error);
    }
  }

  #onSwitch(): void {
    this.#wayLost = true;
    this.#showRemote();
    this.#follow();
  }

  #showRemote(): void {
    const { current } = this.#generations;
    if (current) mirrorTracks(current.remoteStream, this.remoteStream);
    this.dispatchEvent(new Event('remotechange'));
  }

  #follow(): void {
    const { current, allFailed } = this.#generations;
    if (current?.state === 'connected') this.#become('connected');
    else if (this.#state === 'connected') this.#become('interrupted');
    else if (this.#state === 'new' && current?.state === 'connecting') this.#become('connecting');
    if (allFailed) this.#learn({ type: 'failed' });
    this.#announceWay();
  }

  #announceWay(): void {
    if (!this.#wayLost || this.#state !== 'connected' || !this.channelOpen) return;
    this.#wayLost = false;
    this.dispatchEvent(new Event('channelopen'));
  }

  #become(state: PeerState): void {
    if (state === this.#state || this.#state === 'closed') return;
    this.#state = state;
    this.#logger({ level: 'debug', event: 'peer-state', detail: { state } });
    this.#wayLost ||= state === 'interrupted';
    if (state === 'connected') this.#learn({ type: 'flowing' });
    if (state === 'interrupted') this.#learn({ type: 'silent' });
    this.dispatchEvent(new Event('statechange'));
  }
}
