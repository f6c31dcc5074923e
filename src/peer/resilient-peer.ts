import type { CallCandidates, CallDescription } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';
import { silent, type Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { Attempts } from './attempts.js';
import { DataWay } from './data-way.js';
import type { Generation } from './generation.js';
import { Generations, type Numbered } from './generations.js';
import type { IceSource } from './ice-source.js';
import { Ladder, type News } from './ladder.js';
import { watchNetwork } from './network-watch.js';
import type { LinePlan, Peer, PeerEvents, PeerState } from './peer.js';
import type { Quality } from './quality.js';
import type { Recovery, RecoveryStep } from './recovery.js';
import { mirrorTracks, previewOf } from './remote-media.js';
import { RtcPeer, type RtcPeerOptions } from './rtc-peer.js';
import { checkVideoLimit } from './video-limit.js';

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
  readonly #attempts: Attempts;
  readonly #ladder: Ladder;
  readonly #way = new DataWay();
  #role: Recovery['role'] | undefined;
  #state: PeerState = 'new';
  /** The first offer has its answer. */
  #described = false;
  #committed = false;

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
      stuck: (epoch) => this.#onStuck(epoch),
      switched: () => this.#onSwitch(),
      remotechange: () => this.#showRemote(),
    });
    const tell = (detail: CallDescription) => this.dispatchEvent(new CustomEvent('description', { detail }));
    this.#attempts = new Attempts({ generations: this.#generations, logger, signal, tell });
  }

  get state(): PeerState {
    return this.#state;
  }

  get quality(): Quality {
    return this.#generations.current?.quality ?? 'unknown';
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
    this.#described = true;
    this.#agree();
    return answer;
  }

  async takeAnswer(answer: string): Promise<void> {
    await this.takeDescription({ type: 'answer', epoch: 0, id: 0, sdp: answer });
    this.#described = true;
    this.#agree();
  }

  commit(): void {
    this.#committed = true;
    this.#showRemote();
    this.#agree();
  }

  renew(): void {
    this.#committed = this.#described = true;
    this.#generations.clear();
    this.#way.lose();
    this.#become('connecting');
    this.#agree();
  }

  async takeDescription({ epoch, ...description }: CallDescription): Promise<void> {
    if (this.#state === 'closed') return;
    if (this.#generations.epoch < 0)
      throw new PhoneError('bad-state', 'Nothing has been offered or answered.');
    if (epoch >= this.#generations.epoch) await this.#attempts.introduced;
    const one = this.#generations.find(epoch);
    if (one) {
      if (description.type === 'offer') this.#learn({ type: 'helped' });
      await this.#within(one, one.peer.takeDescription(description));
    } else if (epoch > this.#generations.epoch && description.type === 'offer' && description.id === 0) {
      const step = this.#ladder.learn({ type: 'offered' });
      if (step.do === 'answer') await this.#attempts.introduce(epoch, step.relay, description);
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
    else if (epoch === latest + 1 && this.#role === 'caller') this.#generations.renounce(latest);
  }

  setPlan(plan: LinePlan): void {
    this.#generations.setPlan(plan);
  }

  async setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): Promise<void> {
    if (this.#state !== 'closed') await this.#whileOpen(this.#generations.setTrack(kind, track));
  }

  limitVideo(bitsPerSecond: number | undefined): void {
    checkVideoLimit(bitsPerSecond);
    this.#generations.limitVideo(bitsPerSecond);
  }

  send(text: string): boolean {
    if (this.#state === 'interrupted' || this.#way.isDoubtful) return false;
    return this.#generations.current?.send(text) ?? false;
  }

  async sendBytes(...given: Parameters<Peer['sendBytes']>): Promise<void> {
    await this.#generations.sendBytes(...given);
  }

  explain(): PhoneError {
    return this.#generations.explain();
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

  /** The ladder begins; with a connection that is up already, or that was lost before anybody needed it. */
  #agree(): void {
    if (!this.#committed || !this.#described || this.#ladder.began) return;
    const role = this.#role ?? 'callee';
    this.#learn({ type: 'agreed', role, turn: this.#generations.settings?.turn ?? false });
    const isLost = role === 'caller' && this.#generations.allFailed;
    if (this.#state === 'connected') this.#learn({ type: 'flowing' });
    else if (this.#state === 'interrupted' || isLost) this.#mendAtOnce();
  }

  #mendAtOnce(): void {
    const why = this.#generations.allFailed ? 'failed' : 'kicked';
    for (const type of ['flowing', 'silent', why] as const) this.#learn({ type });
  }

  /** Does something with a connection whose failure matters only if it is the one in use. */
  async #within(one: Numbered, steps: Promise<void>): Promise<void> {
    try {
      await this.#whileOpen(steps);
    } catch (error) {
      const inUse = one.peer === this.#generations.current && !one.life.signal.aborted;
      if (inUse || this.#state === 'closed') throw error;
      this.#generations.giveUp(one, error);
    }
  }

  #kick(): void {
    this.#way.doubt();
    this.#learn({ type: 'kicked' });
  }

  #learn(news: News): void {
    this.#carryOut(this.#ladder.learn(news));
  }

  #onStuck(epoch: number): void {
    if (this.#role === 'caller') this.#learn({ type: 'stuck' });
    else this.#askFor(epoch + 1);
  }

  #askFor(epoch: number): void {
    this.dispatchEvent(new CustomEvent('recover', { detail: { epoch } }));
  }

  #carryOut(step: RecoveryStep): void {
    const { epoch, newest } = this.#generations;
    switch (step.do) {
      case 'restart':
        return this.#attempts.restart();
      case 'rebuild':
        return void this.#attempts.introduce(epoch + 1, step.relay);
      case 'ask':
        return this.#askFor(epoch);
      case 'repeat':
        return newest?.repeat();
      case 'give-up':
        return this.#become('failed');
      case 'answer':
      case 'nothing':
    }
  }

  #onSwitch(): void {
    this.#way.lose();
    this.#showRemote();
    this.#follow();
  }

  #showRemote(): void {
    const { current } = this.#generations;
    if (!current || !(this.#committed || this.#role === 'callee')) return;
    const shown = this.#committed ? current.remoteStream : previewOf(current.remoteStream);
    const isNews = mirrorTracks(shown, this.remoteStream);
    if (this.#committed || isNews) this.dispatchEvent(new Event('remotechange'));
  }

  #follow(): void {
    const { current, allFailed } = this.#generations;
    if (current?.state === 'connected') this.#become('connected');
    else if (this.#state === 'connected') this.#become('interrupted');
    else if (this.#state === 'new' && current?.state === 'connecting') this.#become('connecting');
    if (allFailed) this.#learn({ type: 'failed' });
    const isThere = this.#state === 'connected' && this.channelOpen;
    if (isThere && this.#way.find()) this.dispatchEvent(new Event('channelopen'));
  }

  #become(state: PeerState): void {
    if (state === this.#state || this.#state === 'closed') return;
    this.#state = state;
    this.#logger({ level: 'debug', event: 'peer-state', detail: { state } });
    if (state === 'connected') this.#learn({ type: 'flowing' });
    if (state === 'interrupted') {
      this.#way.lose();
      this.#learn({ type: 'silent' });
    }
    this.dispatchEvent(new Event('statechange'));
  }
}
