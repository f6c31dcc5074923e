import { PhoneError } from '../base/errors.js';
import type { Peer } from '../peer/peer.js';
import type { Message, SentMedia } from '../wire/message.js';
import { CallConnection } from './call-connection.js';
import { CallLife } from './call-life.js';
import { CallMedia } from './call-media.js';
import { hasAgreed, type CallState, type EndReason } from './call-state.js';
import { purposeOf } from './call-purpose.js';
import { CallTalk } from './call-talk.js';
import type { ConversationInit } from './conversation-init.js';
import { DataExchange } from './data-exchange.js';
import { DirectWay } from './direct-way.js';
import { Grave } from './grave.js';
import { PhotoExchange } from './photo-exchange.js';
import { Speech } from './speech.js';
import { onlyPartner } from './standing.js';

/** What has to be said again because it was lost may be lost again. */
const RINGING_AGAIN_MS = [400, 600, 1_000];

/** The inside of a call: turns what the wire, the peer and the clock bring into facts, and ends it through one door. */
export class Conversation {
  readonly life: CallLife;
  readonly media: CallMedia;
  readonly connection: CallConnection;
  readonly exchange: DataExchange;
  readonly photos: PhotoExchange;
  readonly peer: Peer;
  readonly speech: Speech;
  readonly way: DirectWay;

  readonly #init: ConversationInit;
  readonly #talk: CallTalk;
  readonly #partnerHeard = new AbortController();
  #remoteMedia: SentMedia;
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
    this.speech = new Speech(line, log, init.purpose !== undefined && purposeOf(init.purpose) !== 'talk');
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
    this.photos = new PhotoExchange({
      peer,
      mail: init.mailPhoto,
      agreed: () => hasAgreed(this.life.state),
      deliver: (detail) => tell(new CustomEvent('photo', { detail })),
      signal,
      log,
    });
    peer.addEventListener('qualitychange', () => tell(new Event('qualitychange')), { signal });
    this.media = new CallMedia({
      early: role === 'caller' && (init.earlyPicture ?? false),
      media,
      peer,
      signal,
      changed: () => tell(new Event('mediachange')),
      announce: (sent) => this.attempt(say({ type: 'media', ...sent })),
      missing: (error) => this.report(error),
    });
    this.way = new DirectWay({
      peer,
      life: this.life,
      media: this.media,
      exchange: this.exchange,
      changed: () => tell(new Event('mediachange')),
      failed: () => this.attempt(this.endHere('no-route')),
      deserted: () => this.#onDeserted(),
    });
  }

  /** What the other side says it is sending right now. */
  get remoteMedia(): SentMedia {
    return this.#remoteMedia;
  }

  get isOver(): boolean {
    return this.life.state.phase === 'ended';
  }

  /** Aborts when the caller has reacted to our answer, or the call has ended. */
  get answerHeard(): AbortSignal {
    return AbortSignal.any([this.life.signal, this.#partnerHeard.signal]);
  }

  /** Takes what a device of the other number said by signaling. `again`: not for the first time. */
  receive(device: string, message: Message, again: boolean): void {
    if (this.#grave) {
      this.#grave.receive(device, message, again);
      return;
    }
    const { standing, state } = this.life;
    const had = hasAgreed(state);
    const proves = had && !again && message.type !== 'ring' && message.type !== 'candidates';
    if (proves && device === standing.devices.partner) this.#partnerHeard.abort();
    const { say, pass, crossed } = this.life.hear({ device, message, again, at: Date.now() });
    if (pass) this.#take(message);
    if (!had && hasAgreed(this.life.state)) this.way.begin();
    if (crossed) this.way.expectCrossing();
    if (say) this.#reply(say);
  }

  #reply(say: Message): void {
    const { speech, life } = this;
    const rings = say.type === 'ringing' ? speech.said('ringing') : [];
    for (const ringing of rings) this.attempt(speech.insist(ringing, RINGING_AGAIN_MS, life.phase));
    if (rings.length === 0) this.attempt(speech.say(say));
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
      // Each side has a hint of its own, whichever of them has given up first.
      if (state.reason === 'no-route') this.report(this.peer.explain());
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
    // The caller's clock should have ended the call before ours.
    if (reason === 'no-answer' && this.#init.role === 'callee') this.#endAlone(reason, 'local', 'missed');
    else this.attempt(this.endHere(reason));
  }

  /** A device that only rang may have gone; the others of its number ring on. */
  #onDeserted(): void {
    const { early, partner } = this.life.standing.devices;
    if (partner === undefined && early !== undefined)
      this.receive(early, { type: 'bye', reason: 'left' }, false);
    else this.#endAlone('left', 'remote', 'awaited');
  }

  /** Ends the call for want of a word from the other side. */
  #endAlone(reason: EndReason, by: 'local' | 'remote', word: 'missed' | 'awaited'): void {
    if (this.end(reason, by)) this.#grave?.ask(word);
  }

  /** Only the browser that we are connected with can have written to the channel. */
  #onChannelMessage(message: Message): void {
    const { partner, early } = this.life.standing.devices;
    const device = partner ?? early;
    if (device !== undefined) this.receive(device, message, false);
  }

  #take(message: Message): void {
    switch (message.type) {
      case 'accept':
        this.#setRemoteMedia(message);
        // Where another device had answered before, the connection with this one is yet to be made.
        if (this.life.standing.devices.early === undefined) this.connection.take(message);
        return;
      case 'ringing':
      case 'candidates':
      case 'offer':
      case 'answer':
      case 'recover':
        // The first one of a connection that is to replace another.
        if (message.type === 'offer' && message.id === 0) this.way.offered();
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

  #setRemoteMedia({ audio, video, held, screen }: SentMedia): void {
    this.#remoteMedia = { audio, video, ...(held && { held }), ...(screen && { screen }) };
    this.media.setHeldThere(held ?? false);
    this.#init.tell(new Event('mediachange'));
  }
}
