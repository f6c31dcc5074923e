import type { Candidate, Description } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';
import { silent, type Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { Channels } from './channels.js';
import { Gathering } from './gathering.js';
import type { Generation, GenerationEvents } from './generation.js';
import { Liveness } from './liveness.js';
import { MediaLines } from './media-lines.js';
import { Negotiator } from './negotiator.js';
import type { LinePlan, PeerState } from './peer.js';
import { QualityWatch } from './quality-watch.js';
import type { Quality } from './quality.js';
import { RemoteCandidates } from './remote-candidates.js';
import { RemoteMedia } from './remote-media.js';
import { makeConnection } from './rtc-connection.js';
import { checkSections } from './sections.js';
import { prepareWebRtc } from './shims.js';

export interface RtcPeerOptions {
  /** STUN and TURN servers, see `parseIceServers`. Default: none, enough for one network. */
  readonly iceServers?: RTCIceServer[];
  /** `relay` shows our addresses to nobody but the TURN server. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  readonly logger?: Logger;
}

/** What exists from the first description on. */
interface Link {
  readonly connection: RTCPeerConnection;
  readonly negotiator: Negotiator;
}

/**
 * A connection to the other browser of a call: an audio, a video and a data line over one RTCPeerConnection.
 *
 * Making one does nothing. `offer()` or `answer()` says who called, once; the one that was called gives way when two
 * later offers cross. After `close()` nothing has an effect, and what was pending has rejected with `bad-state`.
 */
export class RtcPeer extends typedEventTarget<GenerationEvents>() implements Generation {
  readonly #options: RtcPeerOptions;
  readonly #logger: Logger;
  readonly #life = new AbortController();
  readonly #lines = new MediaLines();
  readonly #remoteMedia: RemoteMedia;
  readonly #remoteCandidates: RemoteCandidates;
  readonly #quality = new QualityWatch(() => this.#emit(new Event('qualitychange')));
  #state: PeerState = 'new';
  #started = false;
  #liveness: Liveness | undefined;
  /** The channels are gone: nothing but another connection brings them back. */
  #dead = false;
  #link: Link | undefined;
  #channels: Channels | undefined;

  constructor(options: RtcPeerOptions = {}) {
    super();
    this.#options = options;
    this.#logger = options.logger ?? silent;
    this.#remoteMedia = new RemoteMedia(this.#life.signal, () => this.#emit(new Event('remotechange')));
    this.#remoteCandidates = new RemoteCandidates(this.#life.signal, this.#logger);
  }

  get state(): PeerState {
    return this.#state;
  }

  get connection(): RTCPeerConnection | undefined {
    return this.#link?.connection;
  }

  get remoteStream(): MediaStream {
    return this.#remoteMedia.stream;
  }

  get channelOpen(): boolean {
    return this.#channels?.open ?? false;
  }

  get quality(): Quality {
    return this.#quality.quality;
  }

  async offer(plan: LinePlan): Promise<string> {
    this.#begin(plan);
    return await this.#whileOpen(this.#offer());
  }

  async answer(offer: string, plan: LinePlan): Promise<string> {
    checkSections(offer);
    this.#begin(plan);
    return await this.#whileOpen(this.#answer(offer));
  }

  async takeAnswer(answer: string): Promise<void> {
    await this.takeDescription({ type: 'answer', id: 0, sdp: answer });
  }

  async takeDescription(description: Description): Promise<void> {
    if (this.#state === 'closed') return;
    if (!this.#link) throw new PhoneError('bad-state', 'Nothing has been offered or answered yet.');
    await this.#whileOpen(this.#link.negotiator.take(description));
  }

  async addCandidates(candidates: readonly Candidate[]): Promise<void> {
    if (this.#state === 'closed') return;
    await this.#whileOpen(this.#remoteCandidates.add(candidates, this.connection));
  }

  setPlan(plan: LinePlan): void {
    if (this.#state === 'closed') return;
    if (this.#lines.setPlan(plan)) this.#link?.negotiator.asked();
  }

  async setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): Promise<void> {
    if (this.#state === 'closed') return;
    await this.#whileOpen(this.#lines.setTrack(kind, track));
  }

  limitVideo(bitsPerSecond: number | undefined): void {
    void this.#try(this.#lines.limitVideo(bitsPerSecond), 'video-not-limited');
  }

  restart(configuration: RTCConfiguration = {}): void {
    const link = this.#link;
    if (!link || this.#state === 'closed') return;
    const { connection, negotiator } = link;
    try {
      connection.setConfiguration({ ...connection.getConfiguration(), ...configuration });
    } catch (error) {
      // The path may still come back by the servers there are.
      this.#logger({ level: 'warn', event: 'ice-servers-refused', detail: { error: String(error) } });
    }
    connection.restartIce();
    negotiator.asked();
  }

  repeat(): void {
    if (this.#state !== 'closed') this.#link?.negotiator.repeat();
  }

  send(text: string): boolean {
    return this.#channels?.send(text) ?? false;
  }

  async sendBytes(...given: Parameters<Generation['sendBytes']>): Promise<void> {
    if (!this.#channels) throw new PhoneError('not-connected', 'There is no data channel yet.');
    await this.#channels.sendBytes(...given);
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#life.abort(new PhoneError('bad-state', 'The connection was closed.'));
    this.#channels?.close();
    this.connection?.close();
    this.#become('closed');
  }

  /** From here on every step may find the connection closed: whatever it then does or throws, this has rejected before. */
  #whileOpen<Result>(steps: Promise<Result>): Promise<Result> {
    return unlessAborted(steps, this.#life.signal).catch((cause: unknown) => {
      throw PhoneError.from(cause, 'failed', 'The browser could not do this step of the connection.');
    });
  }

  #begin(plan: LinePlan): void {
    this.#life.signal.throwIfAborted();
    if (this.#started) throw new PhoneError('bad-state', 'A connection is offered or answered once.');
    this.#started = true;
    this.#lines.setPlan(plan);
  }

  async #offer(): Promise<string> {
    const { connection, negotiator } = await this.#connect('caller');
    return await negotiator.offer(async () => {
      this.#become('connecting');
      await this.#lines.add(connection);
      this.#equip(connection);
    });
  }

  async #answer(offer: string): Promise<string> {
    const { connection, negotiator } = await this.#connect('callee');
    return await negotiator.answer(offer, async () => {
      this.#become('connecting');
      await this.#lines.find(connection);
      this.#equip(connection);
    });
  }

  async #connect(role: 'caller' | 'callee'): Promise<Link> {
    const { signal } = this.#life;
    await prepareWebRtc();
    // Closed in the meantime: nobody would ever close what is made now.
    signal.throwIfAborted();

    const connection = makeConnection(this.#options);
    const tell = (candidates: readonly Candidate[]) => this.#tell('candidates', candidates);
    const gathering = new Gathering({ connection, signal, tell });
    const negotiator = new Negotiator({
      connection,
      role,
      gathering,
      signal,
      logger: this.#logger,
      tell: (description) => this.#tell('description', description),
      described: () => this.#remoteCandidates.described(connection),
      restart: () => this.#emit(new Event('recover')),
      settled: () => this.#remoteMedia.follow(this.#lines.transceivers),
      failed: (error) => this.#tell('error', error),
    });
    connection.addEventListener('connectionstatechange', () => this.#follow(connection), { signal });
    this.#link = { connection, negotiator };
    return this.#link;
  }

  #equip(connection: RTCPeerConnection): void {
    const { videoLimit } = this.#lines;
    if (videoLimit !== undefined) this.limitVideo(videoLimit);
    this.#channels = new Channels({
      connection,
      signal: this.#life.signal,
      logger: this.#logger,
      opened: () => this.#emit(new Event('channelopen')),
      closed: (opened) => this.#onChannelClose(opened),
      text: (text) => this.#tell('text', text),
      bytes: (bytes) => this.#tell('bytes', bytes),
    });
  }

  /** While packets flow only the other side can have closed it. Firefox itself does when a connection has failed. */
  #onChannelClose(opened: boolean): void {
    this.#dead = true;
    const flowing = this.#state === 'connected' || this.#state === 'connecting';
    if (opened && flowing) this.#emit(new Event('channelclose'));
    else this.#become('failed');
  }

  /**
   * Goes by connectionState and by what arrives: Chromium's iceConnectionState never becomes `failed` once it was
   * connected, and both browsers take 5 seconds and more to notice that nothing arrives.
   */
  #follow(connection: RTCPeerConnection): void {
    const { connectionState } = connection;
    if (connectionState === 'connected') this.#liveness ??= this.#watch(connection);
    if (this.#dead) return;

    const established = connectionState === 'connected' || connectionState === 'connecting';
    if (connectionState === 'disconnected') this.#become('interrupted');
    else if (established && this.#liveness) this.#become(this.#liveness.silent ? 'interrupted' : 'connected');
    else this.#become(connectionState);
  }

  #watch(connection: RTCPeerConnection): Liveness {
    return new Liveness({
      connection,
      signal: this.#life.signal,
      looked: (report) => this.#quality.look(report),
      beat: () => this.#channels?.beat(),
      changed: () => this.#follow(connection),
    });
  }

  /** What fails here makes the picture later or larger than it should be, and harms nothing else. */
  async #try(steps: Promise<void>, otherwise: string): Promise<void> {
    await steps.catch((error: unknown) => {
      const { aborted } = this.#life.signal;
      if (!aborted) this.#logger({ level: 'warn', event: otherwise, detail: { error: String(error) } });
    });
  }

  #become(state: PeerState): void {
    if (state === this.#state || this.#state === 'closed') return;
    if (state === 'connected' && this.#state === 'interrupted')
      void this.#try(this.#lines.refresh(), 'picture-not-refreshed');
    this.#state = state;
    this.#logger({ level: 'debug', event: 'peer-state', detail: { state } });
    if (state !== 'connected') this.#quality.forget();
    this.dispatchEvent(new Event('statechange'));
  }

  /** The events with something to tell. */
  #tell<Type extends keyof GenerationEvents>(
    type: Type,
    detail: GenerationEvents[Type] extends CustomEvent<infer Detail> ? Detail : never,
  ): void {
    this.#emit(new CustomEvent(type, { detail }));
  }

  /** A step that was on its way when we closed may still have something to say; nobody wants to hear it. */
  #emit(event: Event): void {
    if (this.#state !== 'closed') this.dispatchEvent(event);
  }
}
