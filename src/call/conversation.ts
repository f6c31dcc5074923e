import { PhoneError } from '../base/errors.js';
import { later } from '../base/lifetime.js';
import type { MediaChoice } from '../media/media-choice.js';
import { verifyPhoto } from '../media/photo.js';
import type { Peer } from '../peer/peer.js';
import type { Message } from '../wire/message.js';
import { CallConnection } from './call-connection.js';
import { CallLife } from './call-life.js';
import { CallMedia } from './call-media.js';
import type { CallState, EndReason } from './call-state.js';
import { CallTalk } from './call-talk.js';
import type { ConversationInit } from './conversation-init.js';
import { DataExchange } from './data-exchange.js';
import { Grave } from './grave.js';
import { Speech } from './speech.js';
import { onlyPartner } from './standing.js';

/** How long a connection may take on which two devices have answered. */
const CROSSING_MS = 1_000;
/** How long a closed channel may be ahead of the goodbye that goes by signaling. */
const BYE_GRACE_MS = 200;
/** What has to be said again because it was lost may be lost again. */
const RINGING_AGAIN_MS = [400, 600, 1_000];

/** The inside of a call: turns what the wire, the peer and the clock bring into facts, and ends it through one door. */
export class Conversation {
  readonly life: CallLife;
  readonly media: CallMedia;
  readonly connection: CallConnection;
  readonly exchange: DataExchange;
  readonly peer: Peer;
  readonly speech: Speech;

  readonly #init: ConversationInit;
  readonly #talk: CallTalk;
  readonly #partnerHeard = new AbortController();
  #remoteMedia: MediaChoice;
  #sayGoodbye = () => {};
  #grave: Grave | undefined;

  constructor(init: ConversationInit) {
    const { role, first, device, remoteDevice, remoteMedia, line, peer, media, tell, log } = init;
    this.#init = init;
    this.peer = peer;
    this.#remoteMedia = remoteMedia;

    this.life = new CallLife({
      first: { role, device, state: first, devices: onlyPartner(remoteDevice) },
      changed: () => this.#onChange(),
      expired: (reason) => this.#onExpired(reason),
    });
    const { signal } = this.life;
    this.speech = new Speech(line, log);
    this.#talk = new CallTalk({
      peer,
      send: (message) => this.speech.say(message),
      take: (message) => this.#onChannelMessage(message),
      signal,
      log,
    });
    const say = (message: Message, direct?: boolean) => this.#talk.tell(message, direct);
    const failed = (error: PhoneError) => this.fail(error);
    this.connection = new CallConnection({ peer, tell: say, failed, signal, log });
    this.exchange = new DataExchange({
      tell: say,
      deliver: (data) => tell(new MessageEvent('message', { data })),
      signal,
    });
    this.media = new CallMedia({
      media,
      peer,
      signal,
      changed: () => tell(new Event('mediachange')),
      announce: (sent) => this.attempt(say({ type: 'media', ...sent })),
      missing: (error) => this.report(error),
    });
    this.#followPeer(signal);
  }

  /** What the other side says it is sending right now. */
  get remoteMedia(): MediaChoice {
    return this.#remoteMedia;
  }

  get isOver(): boolean {
    return this.life.state.phase === 'ended';
  }

  /** Aborts when the caller has reacted to our answer: as soon as it says something, or the call stands otherwise. */
  get answerHeard(): AbortSignal {
    return AbortSignal.any([this.life.phase, this.#partnerHeard.signal]);
  }

  /** Takes what a device of the other number said by signaling. `again`: not for the first time. */
  receive(device: string, message: Message, again: boolean): void {
    if (this.#grave) {
      this.#grave.receive(device, message, again);
      return;
    }
    if (device === this.life.standing.devices.partner && !again) this.#partnerHeard.abort();
    const { say, pass, crossed } = this.life.hear({ device, message, again, at: Date.now() });
    if (pass) this.#take(message);
    if (crossed) this.#expectCrossing();
    if (say)
      this.attempt(this.speech.insist(say, say.type === 'ringing' ? RINGING_AGAIN_MS : [], this.life.phase));
  }

  /**
   * Two devices have answered the same offer, and the browsers of both try. Chromium may then be stuck with the one that
   * has lost, so another connection is made with the one that has won.
   */
  #expectCrossing(): void {
    if (this.life.state.phase !== 'connecting') return;
    later(CROSSING_MS, this.life.phase, () => this.peer.mend(0));
  }

  /** Prepares for the page being closed in the middle of the call. */
  async prepareGoodbye(): Promise<void> {
    this.#sayGoodbye = await this.#init.line.prepareGoodbye();
  }

  /** The page is being closed: says goodbye as fast as a page still can. */
  leave(): void {
    if (this.isOver) return;
    this.peer.send(JSON.stringify({ type: 'bye', reason: 'left' } satisfies Message));
    this.#sayGoodbye();
    this.end('left', 'local');
  }

  /** Ends the call here, whoever wanted it. False when it had ended before. */
  end(reason: EndReason, by: 'local' | 'remote'): boolean {
    return this.life.learn({ type: 'ended', reason, by, at: Date.now() });
  }

  /** Ends the call here at once, and tells the other side. Rejects when it could not be told. */
  async endHere(reason: EndReason, by: 'local' | 'remote' = 'local'): Promise<void> {
    if (this.isOver) return;
    // Nobody has heard of a call that has not rung.
    const isSecret = this.#init.role === 'caller' && this.speech.isSilent;
    const told = isSecret ? undefined : this.#talk.tellTwice({ type: 'bye', reason });
    this.end(reason, by);
    await told;
  }

  /** Ends the call because of something that cannot be mended. */
  fail(error: PhoneError): void {
    this.report(error);
    this.attempt(this.endHere('failed'));
  }

  report(error: PhoneError): void {
    this.#init.tell(new CustomEvent('error', { detail: error }));
  }

  /** Lets something happen whose failure the page should hear of, though nobody waits for it. */
  attempt(promise: Promise<unknown>): void {
    promise.catch((cause: unknown) => {
      this.report(PhoneError.from(cause, 'not-delivered', 'The other side could not be told.'));
    });
  }

  #onChange(): void {
    const { state } = this.life;
    if (state.phase === 'ended' && !this.#grave) {
      this.peer.close();
      this.#bury(state);
    }
    const detail = 'reason' in state ? { ...state } : {};
    this.#init.log({ level: 'info', event: `call-${state.phase}`, detail });
    this.#init.tell(new Event('statechange'));
  }

  #bury(state: Extract<CallState, { phase: 'ended' }>): void {
    const { number, line, bury, log, signal } = this.#init;
    // The grave may outlast everybody who shows the call.
    const life = new WeakRef(this.life);
    this.#grave = new Grave({
      number,
      standing: { ...this.life.standing, state },
      speech: this.speech,
      overruled: (fact) => life.deref()?.learn(fact),
      log,
      signal,
    });
    bury(line.id, this.#grave);
  }

  #onExpired(reason: EndReason): void {
    if (reason === 'no-route') this.#endWithoutRoute();
    // The caller's clock should have ended the call before ours.
    else if (reason === 'no-answer' && this.#init.role === 'callee')
      this.#endAlone(reason, 'local', 'missed');
    else this.attempt(this.endHere(reason));
  }

  #endWithoutRoute(): void {
    this.report(this.peer.explain());
    this.attempt(this.endHere('no-route'));
  }

  #followPeer(signal: AbortSignal): void {
    const { peer } = this;
    peer.addEventListener('statechange', () => this.#onPeerState(), { signal });
    peer.addEventListener('channelopen', () => this.#onWay(), { signal });
    peer.addEventListener('channelclose', () => this.#onChannelClose(), { signal });
    peer.addEventListener('remotechange', () => this.#init.tell(new Event('mediachange')), { signal });
    peer.addEventListener('bytes', ({ detail }) => void this.#onPhoto(detail), { signal });
  }

  #onPeerState(): void {
    switch (this.peer.state) {
      case 'connected':
        this.life.learn({ type: 'connected', at: Date.now() });
        return;
      case 'failed':
        if (this.life.state.phase === 'connecting') this.#endWithoutRoute();
        else this.life.learn({ type: 'interrupted' });
        return;
      case 'interrupted':
        this.life.learn({ type: 'interrupted' });
        return;
      case 'new':
      case 'connecting':
      case 'closed':
        return;
    }
  }

  /** A new way to the other side: it may not have heard all that was said. */
  #onWay(): void {
    this.media.announce();
    this.exchange.resend();
  }

  /** While packets flow only the other page can have closed the channel; else it is part of a loss that may mend. */
  #onChannelClose(): void {
    if (this.peer.state !== 'connected') this.exchange.resend();
    else later(BYE_GRACE_MS, this.life.signal, () => this.#endAlone('left', 'remote', 'awaited'));
  }

  /** Ends the call for want of a word from the other side. */
  #endAlone(reason: EndReason, by: 'local' | 'remote', word: 'missed' | 'awaited'): void {
    if (this.end(reason, by)) this.#grave?.ask(word);
  }

  async #onPhoto(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      this.#init.tell(new CustomEvent('photo', { detail: await verifyPhoto(bytes) }));
    } catch (error) {
      this.#init.log({ level: 'warn', event: 'photo-refused', detail: { error: String(error) } });
    }
  }

  /** Only the browser that we are connected with can have written to the channel. */
  #onChannelMessage(message: Message): void {
    const { partner } = this.life.standing.devices;
    if (partner !== undefined) this.receive(partner, message, false);
  }

  #take(message: Message): void {
    switch (message.type) {
      case 'accept':
        this.#setRemoteMedia(message);
        this.connection.take(message);
        return;
      case 'candidates':
      case 'offer':
      case 'answer':
      case 'recover':
        this.connection.take(message);
        return;
      case 'media':
        this.#setRemoteMedia(message);
        return;
      case 'data':
        this.exchange.receive(message.n, message.data);
        return;
      case 'received':
        this.exchange.acknowledge(message.n);
        return;
      default:
    }
  }

  #setRemoteMedia({ audio, video }: MediaChoice): void {
    this.#remoteMedia = { audio, video };
    this.#init.tell(new Event('mediachange'));
  }
}
