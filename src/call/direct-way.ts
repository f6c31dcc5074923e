import { later } from '../base/lifetime.js';
import type { Peer } from '../peer/peer.js';
import type { Message } from '../wire/message.js';
import type { CallLife } from './call-life.js';
import type { CallMedia } from './call-media.js';
import { hasAgreed } from './call-state.js';
import type { DataExchange } from './data-exchange.js';

/** How long a closed channel may be ahead of the goodbye that goes by signaling. */
const BYE_GRACE_MS = 200;
/** How long the offer of another way may be on its way into the browser. */
const REPLACING_MS = 2_000;
/** How long a connection may take on which two devices have answered. */
const CROSSING_MS = 1_000;

export interface DirectWayInit {
  readonly peer: Peer;
  readonly life: CallLife;
  readonly media: CallMedia;
  readonly exchange: DataExchange;
  /** What arrives has changed. */
  readonly changed: () => void;
  /** There is no path, and nothing left to try. */
  readonly failed: () => void;
  /** The other page has gone, and nobody said goodbye. */
  readonly deserted: () => void;
}

/**
 * The direct way between the two browsers of a call, and what it means for the call that it comes up, is lost or closed.
 *
 * It may be there before anybody has accepted, if the callee trusts the caller. Until somebody does, it carries nothing
 * but words about the call, and the caller's camera if the caller wants that.
 */
export class DirectWay {
  readonly #init: DirectWayInit;
  #offeredAt = -Infinity;
  #stopWaiting = () => {};
  #acceptance: { readonly message: Message; readonly heard: AbortSignal } | undefined;

  constructor(init: DirectWayInit) {
    this.#init = init;
    const { peer, life, changed } = init;
    const { signal } = life;
    peer.addEventListener('statechange', () => this.#onState(), { signal });
    peer.addEventListener('channelopen', () => this.#onOpen(), { signal });
    peer.addEventListener('channelclose', () => this.#onClose(), { signal });
    peer.addEventListener('remotechange', changed, { signal });
  }

  /** Both sides have agreed to talk: what was tried before is used now, and what the call sends is put on it. */
  begin(): void {
    const { peer, life, media } = this.#init;
    if (this.#isWithPartner) peer.commit();
    else this.#renew();
    media.begin();
    if (!this.#isUp) return;
    this.#learnConnected();
    if (life.standing.role === 'caller') media.announce();
  }

  /**
   * Accepts by this way, now or as soon as it is open, unless that was heard before. True when it has left at once.
   *
   * Only for a caller who has our answer already.
   */
  accept(message: Message, heard: AbortSignal): boolean {
    this.#acceptance = { message, heard };
    return this.#init.peer.send(JSON.stringify(message));
  }

  /**
   * Two devices have answered the same offer, and the browsers of both try. Chromium may then be stuck with the one that
   * has lost, so another connection is made with the one that has won.
   */
  expectCrossing(): void {
    const { peer, life } = this.#init;
    if (life.state.phase === 'connecting') later(CROSSING_MS, life.phase, () => peer.mend(0));
  }

  /** Lets go of the way to another device: that it was closed, perhaps a moment ago, means nothing any more. */
  #renew(): void {
    this.#stopWaiting();
    this.#init.peer.renew();
  }

  /**
   * Whether what was tried while it rang is the way to the device that has accepted. Where several devices have answered
   * the same offer, their browsers may keep each other from ever coming through: only what is up by now is any good.
   */
  get #isWithPartner(): boolean {
    const { partner, early, ringing } = this.#init.life.standing.devices;
    return early === undefined || (early === partner && (this.#isUp || ringing.length === 1));
  }

  get #isUp(): boolean {
    const { peer } = this.#init;
    return peer.state === 'connected' && peer.channelOpen;
  }

  #onState(): void {
    const { peer, life, failed } = this.#init;
    switch (peer.state) {
      case 'connected':
        this.#learnConnected();
        return;
      case 'failed':
        if (life.state.phase === 'connecting') failed();
        else life.learn({ type: 'interrupted' });
        return;
      case 'interrupted':
        life.learn({ type: 'interrupted' });
        return;
      case 'new':
      case 'connecting':
      case 'closed':
        return;
    }
  }

  #learnConnected(): void {
    this.#init.life.learn({ type: 'connected', at: Date.now() });
  }

  /** A new way to the other side: it may not have heard all that was said. */
  #onOpen(): void {
    const { peer, life, media, exchange } = this.#init;
    if (!hasAgreed(life.state)) return media.preview();
    // By now each side knows that it is the other one; of the state alone a callee whose answer nobody took cannot.
    this.#learnConnected();
    const { message, heard } = this.#acceptance ?? {};
    if (message && !heard?.aborted) peer.send(JSON.stringify(message));
    media.announce();
    exchange.resend();
  }

  /** The other side offers another way: one that it closes about then is one that it replaces. */
  offered(): void {
    this.#offeredAt = performance.now();
    this.#stopWaiting();
  }

  /** While packets flow only the other page can have closed the channel; else it is part of a loss that may mend. */
  #onClose(): void {
    const { peer, life, exchange, deserted } = this.#init;
    const isReplaced = performance.now() - this.#offeredAt < REPLACING_MS;
    if (peer.state !== 'connected' || isReplaced) exchange.resend();
    else this.#stopWaiting = later(BYE_GRACE_MS, life.signal, deserted);
  }
}
