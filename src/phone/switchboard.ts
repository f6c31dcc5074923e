import type { Logger } from '../base/log.js';
import { Call, type CallInit } from '../call/call.js';
import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Peer } from '../peer/peer.js';
import type { Letter } from '../signaling/inbox.js';
import type { Mailbox } from '../signaling/mailbox.js';
import type { Message } from '../wire/message.js';
import type { CallList } from './call-list.js';
import { decideRing } from './ring-policy.js';

type RingMessage = Extract<Message, { type: 'ring' }>;

export interface SwitchboardInit {
  readonly number: string;
  readonly mailbox: Mailbox;
  readonly calls: CallList;
  readonly media: LocalMedia;
  readonly makePeer: () => Peer;
  /** A call rings here. */
  readonly announce: (call: Call) => void;
  /** For what nobody waits for. */
  readonly attempt: (promise: Promise<unknown>) => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Puts calls through: brings each letter to its call, and decides what becomes of a ring. */
export class Switchboard {
  readonly #init: SwitchboardInit;

  constructor(init: SwitchboardInit) {
    this.#init = init;
    init.mailbox.addEventListener('letter', ({ detail }) => this.#onLetter(detail), { signal: init.signal });
  }

  /** A call of this phone, which does nothing yet. */
  makeCall(id: string, number: string, offered: MediaChoice, ring?: CallInit['ring']): Call {
    const { mailbox, media, makePeer, log } = this.#init;
    return new Call({
      id,
      number,
      offered,
      ...(ring && { ring }),
      device: mailbox.device,
      peer: makePeer(),
      media,
      send: (message) => mailbox.send(number, id, message),
      prepareGoodbye: () => mailbox.prepareGoodbye(number, id),
      log,
    });
  }

  #onLetter({ from, device, call: id, message }: Letter): void {
    const { calls } = this.#init;
    const call = calls.get(id);
    if (call) {
      if (call.number === from) call.receive(device, message);
    } else if (message.type === 'ring') {
      this.#onRing(id, from, device, message);
    } else if (message.type === 'accept' && calls.hasEnded(id)) {
      this.#reply(from, id, { type: 'bye', reason: 'cancelled' });
    }
  }

  #onRing(id: string, from: string, device: string, { audio, video, sdp: offer }: RingMessage): void {
    const { calls, number, announce, attempt, log } = this.#init;
    if (calls.hasEnded(id)) return;
    const decision = decideRing({ id, from }, number, calls.all);
    log({ level: 'info', event: 'ring', detail: { decision: decision.type } });
    if (decision.type === 'ignore') return;
    if (decision.type === 'busy') {
      calls.remember(id);
      this.#reply(from, id, { type: 'bye', reason: 'busy' });
      return;
    }
    const call = this.makeCall(id, from, { audio, video }, { device, offer });
    const ours = decision.type === 'yield' ? calls.get(decision.ours) : undefined;
    if (ours) {
      attempt(ours.hangUp());
      calls.add(call);
      attempt(call.accept());
      return;
    }
    calls.add(call);
    attempt(call.ring());
    announce(call);
  }

  #reply(to: string, id: string, message: Message): void {
    this.#init.attempt(this.#init.mailbox.send(to, id, message));
  }
}
