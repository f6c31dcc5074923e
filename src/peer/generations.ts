import type { CallCandidates, Candidate } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import type { Generation } from './generation.js';
import { configurationOf, type IceSettings, type IceSource } from './ice-source.js';
import { noRoute } from './no-route.js';
import type { LinePlan, PeerEvents } from './peer.js';
import type { Recovery } from './recovery.js';
import type { RtcPeerOptions } from './rtc-peer.js';

type Kind = 'audio' | 'video';

/** Candidates that overtook the offer of their connection: so many messages wait for it. */
const MAX_EARLY = 4;

/** One connection of a call, and what listens to it. */
export interface Numbered {
  readonly epoch: number;
  readonly peer: Generation;
  readonly life: AbortController;
}

export interface GenerationsInit {
  readonly ice: Pick<IceSource, 'settings'>;
  readonly connect: (options: RtcPeerOptions) => Generation;
  readonly logger: Logger;
  /** Ends all. */
  readonly signal: AbortSignal;
  /** Gets what a connection has to tell, as the call is to hear it. */
  readonly tell: (event: Event) => void;
  /** The state of one of them is another one. */
  readonly changed: () => void;
  /** By this one the browsers can agree on nothing new, and another one may help. */
  readonly stuck: (epoch: number) => void;
  /** The one in use is another one. */
  readonly switched: () => void;
  /** What arrives by the one in use has changed. */
  readonly remotechange: () => void;
}

/**
 * The connections a call has at a time: the one in use, and perhaps one that is to replace it.
 *
 * Where both carry packets, the caller alone decides which of them lives on, by closing the other: if each side chose,
 * both might keep what the other has closed.
 */
export class Generations {
  readonly #init: GenerationsInit;
  readonly #tracks: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  #role: Recovery['role'] = 'callee';
  #videoLimit: number | undefined;
  #plan: LinePlan = { audio: { send: false, receive: true }, video: { send: false, receive: true } };
  #all: readonly Numbered[] = [];
  #current: Numbered | undefined;
  #epoch = -1;
  #settings: IceSettings | undefined;
  #early: readonly CallCandidates[] = [];
  #renounced: number | undefined;

  constructor(init: GenerationsInit) {
    this.#init = init;
  }

  get plan(): LinePlan {
    return this.#plan;
  }

  /** The one in use. After the end of all, the last one. */
  get current(): Generation | undefined {
    return this.#current?.peer;
  }

  /** The one that was made last. */
  get newest(): Generation | undefined {
    return this.#all.at(-1)?.peer;
  }

  /** The number of the newest one, or of the one that is being made. -1: none. */
  get epoch(): number {
    return this.#epoch;
  }

  /** What the newest one was made with. */
  get settings(): IceSettings | undefined {
    return this.#settings;
  }

  /** Whether none of them can come up, or come back, by itself. */
  get allFailed(): boolean {
    return this.#all.every(({ peer }) => peer.state === 'failed');
  }

  find(epoch: number): Numbered | undefined {
    return this.#all.find((each) => each.epoch === epoch);
  }

  /** Says who we are, before the first one is made. */
  begin(role: Recovery['role'], plan: LinePlan): void {
    this.#role = role;
    this.#plan = plan;
  }

  /**
   * Makes one that carries what the others carry, in place of the one that was to replace the one in use.
   *
   * @param relay By TURN alone, if there is a TURN server.
   * @throws {PhoneError} `bad-option`, see {@link IceSource.settings}; `bad-state`, when it has become superfluous.
   */
  async make(epoch: number, relay: boolean): Promise<Numbered> {
    const { ice, connect, logger, signal } = this.#init;
    this.#epoch = epoch;
    const settings = await ice.settings();
    signal.throwIfAborted();
    if (epoch < this.#epoch) throw new PhoneError('bad-state', 'There is a newer connection.');

    this.#settings = settings;
    this.#dropOthers(this.#current);
    const peer = connect({ ...configurationOf(settings, relay), logger });
    const one = { epoch, peer, life: new AbortController() };
    this.#all = [...this.#all, one];
    this.#current ??= one;
    // It has no lines yet, so it only keeps what is for them.
    peer.limitVideo(this.#videoLimit);
    for (const kind of ['audio', 'video'] as const) await peer.setTrack(kind, this.#tracks[kind]);
    for (const batch of this.#early) if (batch.epoch === epoch) await peer.addCandidates(batch.candidates);
    this.#early = [];
    this.#listen(one);
    return one;
  }

  /** Restarts ICE on the one in use, with servers that are fresh. */
  async restart(): Promise<void> {
    const one = this.#current;
    const settings = await this.#init.ice.settings();
    if (one === this.#current && !this.#init.signal.aborted)
      one?.peer.restart(configurationOf(settings, false));
  }

  /** Keeps candidates of one that is yet to be made. */
  keep(batch: CallCandidates): void {
    if (batch.epoch >= this.#epoch) this.#early = [...this.#early, batch].slice(-MAX_EARLY);
  }

  /**
   * By this one the browsers can agree on nothing new. Chromium can get into a state that only another connection ends;
   * but when that one gets there as well, it is no use.
   */
  renounce(epoch: number, error = new PhoneError('negotiation-failed', 'The other browser says so.')): void {
    const isSecond = this.#renounced !== undefined && this.#renounced !== epoch;
    this.#renounced = epoch;
    if (isSecond) this.#init.tell(new CustomEvent('error', { detail: error }));
    else this.#init.stuck(epoch);
  }

  /** Closes one that cannot be used. */
  giveUp(one: Numbered, error: unknown): void {
    if (one.life.signal.aborted) return;
    // The cause may quote a description, and a log holds none.
    const { code, message } = PhoneError.from(error, 'failed', 'The browser refused.');
    this.#init.logger({ level: 'warn', event: 'connection-given-up', detail: { code, message } });
    this.drop(one);
  }

  /** Closes one for good. */
  drop(one: Numbered): void {
    this.#all = this.#all.filter((each) => each !== one);
    one.life.abort();
    one.peer.close();
  }

  setPlan(plan: LinePlan): void {
    this.#plan = plan;
    for (const { peer } of this.#all) peer.setPlan(plan);
  }

  limitVideo(bitsPerSecond: number | undefined): void {
    this.#videoLimit = bitsPerSecond;
    for (const { peer } of this.#all) peer.limitVideo(bitsPerSecond);
  }

  async setTrack(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    this.#tracks[kind] = track;
    const set = async ({ peer, life }: Numbered) => {
      await peer.setTrack(kind, track).catch((error: unknown) => {
        if (!life.signal.aborted) throw error;
      });
    };
    await Promise.all(this.#all.map(set));
  }

  /** Sends one binary object; once more, if it went under with a connection that another one has replaced. */
  async sendBytes(...[bytes, signal, sent]: Parameters<Generation['sendBytes']>): Promise<void> {
    for (let one = this.current; one; one = this.current) {
      try {
        await one.sendBytes(bytes, signal, sent);
        return;
      } catch (error) {
        if (signal.aborted || one === this.current) throw error;
      }
    }
    throw new PhoneError('not-connected', 'There is no data channel yet.');
  }

  /** Why the newest one has found no path. */
  explain(): PhoneError {
    return noRoute(this.#settings, this.newest?.connection?.localDescription?.sdp ?? '');
  }

  close(): void {
    this.#dropOthers(undefined);
  }

  /** Closes all there are, and goes on with the next. */
  clear(): void {
    this.close();
    this.#current = undefined;
  }

  #listen(one: Numbered): void {
    const { epoch, peer, life } = one;
    const { signal } = life;
    const inUse = () => one === this.#current;
    const tell = <Type extends keyof PeerEvents>(
      type: Type,
      detail: PeerEvents[Type] extends CustomEvent<infer Detail> ? Detail : never,
    ) => this.#init.tell(new CustomEvent(type, { detail }));

    peer.addEventListener('statechange', () => this.#onState(one), { signal });
    peer.addEventListener('channelopen', () => this.#onOpen(one), { signal });
    peer.addEventListener('channelclose', () => this.#onClose(one), { signal });
    peer.addEventListener('remotechange', () => inUse() && this.#init.remotechange(), { signal });
    const onQuality = () => inUse() && this.#init.tell(new Event('qualitychange'));
    peer.addEventListener('qualitychange', onQuality, { signal });
    peer.addEventListener('text', ({ detail }) => tell('text', detail), { signal });
    peer.addEventListener('bytes', ({ detail }) => tell('bytes', detail), { signal });
    const onCandidates = (candidates: readonly Candidate[]) => tell('candidates', { epoch, candidates });
    peer.addEventListener('candidates', ({ detail }) => onCandidates(detail), { signal });
    peer.addEventListener('description', ({ detail }) => tell('description', { ...detail, epoch }), {
      signal,
    });
    peer.addEventListener('recover', () => tell('recover', { epoch }), { signal });
    const onError = (error: PhoneError) => (inUse() ? this.renounce(epoch, error) : this.drop(one));
    peer.addEventListener('error', ({ detail }) => onError(detail), { signal });
  }

  #onState(one: Numbered): void {
    const { state } = one.peer;
    const superfluous = one !== this.#current && this.current?.state === 'connected';
    // That the caller has closed it may have got lost with the path.
    if (superfluous && (state === 'interrupted' || state === 'failed')) this.drop(one);
    else if (one !== this.#current) this.#consider(one);
    this.#init.changed();
  }

  #onOpen(one: Numbered): void {
    if (one !== this.#current) this.#consider(one);
    this.#init.changed();
  }

  #onClose(one: Numbered): void {
    const left = this.#all.findLast((each) => each !== one && each.peer.state !== 'failed');
    if (!left) {
      this.#init.tell(new Event('channelclose'));
      return;
    }
    // The caller has chosen the other one.
    this.drop(one);
    if (one === this.#current) this.#use(left);
    this.#init.changed();
  }

  /**
   * Uses it, if it carries packets and the one in use does not, or is the older one. That one may have come back
   * meanwhile, but in Chromium its picture stands still for up to 3 seconds more, and it may fall back to a dead path.
   */
  #consider(one: Numbered): void {
    const better = this.current?.state !== 'connected' || one.epoch > (this.#current?.epoch ?? -1);
    if (one.peer.state !== 'connected' || !one.peer.channelOpen || !better) return;
    this.#use(one);
    for (const other of this.#all) {
      const silent = other.peer.state !== 'connected';
      if (other !== one && (silent || this.#role === 'caller')) this.drop(other);
    }
  }

  #use(one: Numbered): void {
    const isOther = this.current?.quality !== one.peer.quality;
    this.#current = one;
    if (isOther) this.#init.tell(new Event('qualitychange'));
    this.#init.switched();
  }

  #dropOthers(than: Numbered | undefined): void {
    for (const each of this.#all) if (each !== than) this.drop(each);
  }
}
