import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import { verifyPhoto } from '../media/photo.js';
import type { Peer } from '../peer/peer.js';
import type { Message } from '../wire/message.js';
import { CallConnection } from './call-connection.js';
import { CallLife } from './call-life.js';
import { CallMedia } from './call-media.js';
import type { EndReason } from './call-state.js';
import { CallTalk } from './call-talk.js';
import { DataExchange } from './data-exchange.js';

/** What only those may say who have agreed to talk. */
type TalkMessage = Extract<Message, { type: 'offer' | 'answer' | 'media' | 'data' | 'received' }>;

export interface ConversationInit {
  readonly direction: 'outgoing' | 'incoming';
  /** Names this device, and the other side's as soon as it is known. */
  readonly device: string;
  readonly remoteDevice: string | undefined;
  readonly remoteMedia: MediaChoice;
  readonly peer: Peer;
  readonly media: LocalMedia;
  readonly send: (message: Message) => Promise<void>;
  /** Takes the news of the call. */
  readonly tell: (event: Event) => void;
  readonly log: Logger;
}

/** The inside of a call: turns what the wire, the peer and the clock bring into facts, and ends it through one door. */
export class Conversation {
  readonly life: CallLife;
  readonly media: CallMedia;
  readonly talk: CallTalk;
  readonly connection: CallConnection;
  readonly exchange: DataExchange;

  readonly #init: ConversationInit;
  readonly #peer: Peer;
  readonly #ringing = new Set<string>();
  /** The other side's device. Before one has accepted our call, any device of the number may speak. */
  #remoteDevice: string | undefined;
  #remoteMedia: MediaChoice;

  constructor(init: ConversationInit) {
    const { direction, remoteDevice, remoteMedia, peer, media, send, tell, log } = init;
    this.#init = init;
    this.#peer = peer;
    this.#remoteDevice = remoteDevice;
    this.#remoteMedia = remoteMedia;

    this.life = new CallLife({
      first: { phase: direction === 'incoming' ? 'incoming' : 'calling' },
      changed: () => this.#onChange(),
      expired: (reason) => this.attempt(this.endHere(reason)),
    });
    const { signal } = this.life;
    this.talk = new CallTalk({ peer, send, take: (message) => this.#take(message), signal, log });
    const say = (message: Message, direct?: boolean) => this.talk.tell(message, direct);
    this.connection = new CallConnection({ peer, tell: say, failed: (error) => this.fail(error), signal });
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

  /** Takes what a device of the other number said by signaling. */
  receive(device: string, message: Message): void {
    if (this.#remoteDevice !== undefined && device !== this.#remoteDevice) {
      this.#onOtherDevice(message);
      return;
    }
    if (message.type === 'ringing') this.#ringing.add(device);
    if (message.type === 'accept') this.#remoteDevice = device;
    this.#take(message);
  }

  /** Ends the call here, whoever wanted it. False when it had ended before. */
  end(reason: EndReason, by: 'local' | 'remote'): boolean {
    return this.life.learn({ type: 'ended', reason, by, at: Date.now() });
  }

  /** Ends the call here at once, and tells the other side. Rejects when it could not be told. */
  async endHere(reason: EndReason): Promise<void> {
    if (this.life.state.phase === 'ended') return;
    const told = this.talk.tellTwice({ type: 'bye', reason });
    this.end(reason, 'local');
    await told;
  }

  /** Ends the call because of something that cannot be mended. */
  fail(error: PhoneError): void {
    this.report(error);
    this.attempt(this.endHere('failed'));
  }

  /** Tells the page that something is missing or went wrong. */
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
    if (state.phase === 'ended') this.#peer.close();
    this.#init.log({
      level: 'info',
      event: `call-${state.phase}`,
      detail: 'reason' in state ? { ...state } : {},
    });
    this.#init.tell(new Event('statechange'));
  }

  #followPeer(signal: AbortSignal): void {
    const peer = this.#peer;
    peer.addEventListener('statechange', () => this.#onPeerState(), { signal });
    peer.addEventListener('channelopen', () => this.#onWay(), { signal });
    peer.addEventListener('channelclose', () => this.#onChannelClose(), { signal });
    peer.addEventListener('remotechange', () => this.#init.tell(new Event('mediachange')), { signal });
    peer.addEventListener('bytes', ({ detail }) => void this.#onPhoto(detail), { signal });
  }

  #onPeerState(): void {
    switch (this.#peer.state) {
      case 'connected':
        this.life.learn({ type: 'connected', at: Date.now() });
        return;
      case 'failed':
        if (this.life.state.phase === 'connecting') this.attempt(this.endHere('no-route'));
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
    if (this.#peer.state === 'connected') this.end('left', 'remote');
    else this.exchange.resend();
  }

  async #onPhoto(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      this.#init.tell(new CustomEvent('photo', { detail: await verifyPhoto(bytes) }));
    } catch (error) {
      this.#init.log({ level: 'warn', event: 'photo-refused', detail: { error: String(error) } });
    }
  }

  #take(message: Message): void {
    switch (message.type) {
      case 'ringing':
        this.life.learn({ type: 'rang' });
        return;
      case 'accept':
        this.#onAccept(message);
        return;
      case 'taken':
        if (message.by !== this.#init.device && this.#init.direction === 'incoming')
          this.end('elsewhere', 'remote');
        return;
      case 'bye':
        this.end(message.reason, 'remote');
        return;
      case 'candidates':
        this.connection.take(message);
        return;
      case 'ring':
        return;
      case 'offer':
      case 'answer':
      case 'media':
      case 'data':
      case 'received':
        if (this.life.accepted) this.#converse(message);
        return;
    }
  }

  #onAccept(message: Extract<Message, { type: 'accept' }>): void {
    if (this.#init.direction !== 'outgoing' || !this.life.learn({ type: 'accepted' })) return;
    this.#setRemoteMedia(message);
    this.connection.take(message);
    if (this.#ringing.size > 1) this.#tellTaken();
  }

  #converse(message: TalkMessage): void {
    switch (message.type) {
      case 'offer':
      case 'answer':
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
    }
  }

  #setRemoteMedia({ audio, video }: MediaChoice): void {
    this.#remoteMedia = { audio, video };
    this.#init.tell(new Event('mediachange'));
  }

  /** Another device of the same number rings on, or answered too late: all of them are told who has the call. */
  #onOtherDevice({ type }: Message): void {
    if (this.#init.direction === 'outgoing' && (type === 'ringing' || type === 'accept')) this.#tellTaken();
  }

  #tellTaken(): void {
    if (this.#remoteDevice) this.attempt(this.talk.tell({ type: 'taken', by: this.#remoteDevice }, false));
  }
}
