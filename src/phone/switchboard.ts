import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import { Call } from '../call/call.js';
import { hasAgreed } from '../call/call-state.js';
import { Grave } from '../call/grave.js';
import type { Line } from '../call/line.js';
import type { Ring } from '../call/opening.js';
import { Speech } from '../call/speech.js';
import { onlyPartner } from '../call/standing.js';
import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Peer } from '../peer/peer.js';
import type { Letter } from '../signaling/inbox.js';
import type { Mailbox } from '../signaling/mailbox.js';
import type { Message } from '../wire/message.js';
import { randomId } from '../wire/random-id.js';
import type { CallList } from './call-list.js';
import type { RingLimits } from './ring-limits.js';
import { decideRing, type RingDecision } from './ring-policy.js';

type RingMessage = Extract<Message, { type: 'ring' }>;

export interface SwitchboardInit {
  readonly number: string;
  readonly mailbox: Mailbox;
  readonly calls: CallList;
  readonly limits: RingLimits;
  readonly media: LocalMedia;
  readonly makePeer: () => Peer;
  /** A call rings here. */
  readonly announce: (call: Call) => void;
  /** For what nobody waits for. */
  readonly attempt: (promise: Promise<unknown>) => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Puts calls through: makes those of this phone, brings each letter to its call, and decides what becomes of a ring. */
export class Switchboard {
  readonly #init: SwitchboardInit;
  /** How many rings came to which end. */
  readonly #rings = new Map<string, number>();

  constructor(init: SwitchboardInit) {
    this.#init = init;
    const { mailbox, signal } = init;
    mailbox.addEventListener('letter', ({ detail }) => this.#onLetter(detail, false), { signal });
    mailbox.addEventListener('repeat', ({ detail }) => this.#onLetter(detail, true), { signal });
  }

  /**
   * Calls a number. Resolves when the call is on its way to it.
   *
   * Dialling somebody who rings here is to answer. When the other side dials too, the call that is returned goes on,
   * whoever's it is on the wire.
   *
   * @throws {PhoneError} `bad-state`, when there is another call; and why the call could not be made.
   */
  async dial(number: string, offered: MediaChoice): Promise<Call> {
    const [current] = this.#init.calls.all;
    if (current?.number === number && current.state.phase === 'incoming') {
      await current.accept(offered);
      return current;
    }
    if (current) throw new PhoneError('bad-state', 'The phone is in a call.');
    const call = this.#init.calls.add(this.#makeCall(this.#line(number, randomId()), number, offered));
    await call.start();
    return call;
  }

  #makeCall(line: Line, number: string, offered: MediaChoice, ring?: Ring): Call {
    const { mailbox, calls, limits, media, makePeer, log, signal } = this.#init;
    const call = new Call({
      number,
      offered,
      device: mailbox.device,
      line,
      ...(ring && { ring }),
      makePeer,
      media,
      bury: (id, grave) => calls.bury(id, grave),
      log,
      signal,
    });
    const forgive = () => {
      if (hasAgreed(call.state)) limits.forgive(number);
    };
    if (ring) call.addEventListener('statechange', forgive, { once: true });
    return call;
  }

  #line(number: string, id: string): Line {
    const { mailbox } = this.#init;
    return {
      id,
      post: (message) => mailbox.post(number, id, message),
      prepareGoodbye: () => mailbox.prepareGoodbye(number, id),
    };
  }

  #onLetter(letter: Letter, again: boolean): void {
    const { calls } = this.#init;
    const { from, device, call: id, message } = letter;
    const known = calls.get(id) ?? calls.grave(id);
    if (known) {
      if (known.number === from) known.receive(device, message, again);
    } else if (message.type === 'ring' && !again) {
      this.#onRing(letter, message);
    }
  }

  #onRing({ from, device, call: id, ageMs }: Letter, { audio, video, sdp: offer }: RingMessage): void {
    const { calls, number } = this.#init;
    const decision = decideRing({ id, from, device, sentAt: Date.now() - ageMs }, number, calls.all);
    const line = this.#line(from, id);
    const ring: Ring = { device, offer, audio, video };
    if (decision.type === 'ignore') {
      this.#note('ignore');
    } else if (decision.type === 'join') {
      this.#note('join');
      decision.call.join(line, ring);
    } else {
      this.#attend(decision, line, from, ring);
    }
  }

  /** A ring of somebody whom this person did not call. */
  #attend(decision: RingDecision<Call>, line: Line, from: string, ring: Ring): void {
    const { calls, limits, announce, attempt } = this.#init;
    const admitted = limits.admit(from);
    if (admitted === 'drop') {
      this.#note('flood');
      return;
    }
    if (decision.type === 'busy' || admitted === 'busy') {
      this.#note(decision.type === 'busy' ? 'busy' : 'too-often');
      this.#refuse(line, from, ring.device);
      return;
    }
    this.#note(decision.type);
    if (decision.type === 'replace') attempt(decision.call.forsake());
    const call = calls.add(this.#makeCall(line, from, { audio: ring.audio, video: ring.video }, ring));
    attempt(call.ring());
    announce(call);
  }

  /** Says that this phone is busy, and says it again to whoever has not heard it. */
  #refuse(line: Line, number: string, caller: string): void {
    const { mailbox, calls, attempt, log, signal } = this.#init;
    const speech = new Speech(line, log);
    const state = { phase: 'ended', reason: 'busy', by: 'local', at: Date.now() } as const;
    const standing = { role: 'callee', device: mailbox.device, state, devices: onlyPartner(caller) } as const;
    calls.bury(line.id, new Grave({ number, standing, speech, log, signal }));
    attempt(speech.say({ type: 'bye', reason: 'busy' }));
  }

  #note(decision: string): void {
    const count = (this.#rings.get(decision) ?? 0) + 1;
    this.#rings.set(decision, count);
    this.#init.log({ level: 'info', event: 'ring', detail: { decision, count } });
  }
}
