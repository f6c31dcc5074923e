import { PhoneError } from '../../base/errors.js';
import type { Logger } from '../../base/log.js';
import type { CallInit } from '../../call/call-init.js';
import { Call } from '../../call/call.js';
import { hasAgreed } from '../../call/call-state.js';
import { Grave } from '../../call/grave.js';
import type { Line } from '../../call/line.js';
import type { Ring } from '../../call/opening.js';
import type { PhotoOptions } from '../../call/photo-options.js';
import { Speech } from '../../call/speech.js';
import { onlyPartner } from '../../call/standing.js';
import type { LocalMedia } from '../../media/local-media.js';
import type { MediaChoice } from '../../media/media-choice.js';
import type { Peer } from '../../peer/peer.js';
import type { Letter } from '../../signaling/inbox.js';
import type { Mailbox } from '../../signaling/mailbox.js';
import type { Message, Purpose } from '../../wire/message.js';
import { randomId } from '../../wire/random-id.js';
import type { BusyRing } from '../call-recorder.js';
import type { CallList } from './call-list.js';
import type { RingLimits } from './ring-limits.js';
import { decideRing, type RingDecision } from './ring-policy.js';
import type { Admission, Venue } from '../places/venue.js';

type RingMessage = Extract<Message, { type: 'ring' }>;

export interface SwitchboardInit {
  readonly number: string;
  readonly mailbox: Mailbox;
  readonly calls: CallList;
  readonly limits: RingLimits;
  readonly media: LocalMedia;
  readonly makePeer: () => Peer;
  readonly mailPhoto: (to: string, photo: Blob, options: PhotoOptions) => Promise<void>;
  readonly capacity: Capacity;
  /** Places that answer by themselves. */
  readonly venues: ReadonlySet<Venue>;
  /** Whether a ring may be shown to the person at all. */
  readonly screen: (ring: ScreenedRing) => Admission | Promise<Admission>;
  /** Who may learn this device's address while it rings. */
  readonly trusts: (number: string) => boolean;
  /** Whether this phone's camera is seen while it rings at those who trust it. */
  readonly showsEarly: () => boolean;
  /** A call rings here. */
  readonly announce: (call: Call) => void;
  /** Somebody called while this person was busy. */
  readonly missed: (ring: BusyRing) => void;
  /** For what nobody waits for. */
  readonly attempt: (promise: Promise<unknown>) => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** A ring on its way to the person, and all that is known of it. */
interface Coming {
  readonly line: Line;
  readonly from: string;
  readonly ring: Ring;
  readonly purpose: Purpose;
  /** When it was sent, in milliseconds since 1970 by our clock. */
  readonly sentAt: number;
}

/** How many calls the phone may be in. Asked anew for each. */
export interface Capacity {
  readonly maxCalls: number;
  /** Whether one more may ring while the person talks. */
  readonly callWaiting: boolean;
}

/** A ring that nobody has heard yet. */
export interface ScreenedRing extends MediaChoice {
  /** Who calls: the transport's word. */
  readonly number: string;
}

/** Puts calls through: makes those of this phone, brings each letter to its call, and decides what becomes of a ring. */
export class Switchboard {
  readonly #init: SwitchboardInit;
  /** How many rings came to which end. */
  readonly #rings = new Map<string, number>();
  /** Rings about which somebody still thinks, by call. */
  readonly #undecided = new Map<string, Coming>();

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
   * @throws {PhoneError} `bad-state`, when there is a call with this number; `too-many-calls`; and why the call could not
   * be made.
   */
  async dial(number: string, offered: MediaChoice, purpose: Purpose = {}): Promise<Call> {
    const { calls, capacity } = this.#init;
    const current = calls.all.find((call) => call.number === number && isFor(call, purpose));
    if (current?.state.phase === 'incoming') {
      await current.accept(offered);
      return current;
    }
    if (current) throw new PhoneError('bad-state', `The phone is in a call with ${number}.`);
    if (calls.talks.length >= capacity.maxCalls)
      throw new PhoneError('too-many-calls', `The phone may be in ${capacity.maxCalls} calls at once.`);
    const call = calls.add(this.#makeCall(this.#line(number, randomId()), number, { offered, purpose }));
    await call.start();
    return call;
  }

  #makeCall(line: Line, number: string, given: Pick<CallInit, 'offered' | 'purpose' | 'ring'>): Call {
    const { mailbox, calls, limits, showsEarly, media, makePeer, mailPhoto, log, signal } = this.#init;
    const call = new Call({
      ...given,
      number,
      device: mailbox.device,
      line,
      earlyPicture: showsEarly(),
      makePeer,
      media,
      mailPhoto: (...photo) => mailPhoto(number, ...photo),
      bury: (id, grave) => calls.bury(id, grave),
      log,
      signal,
    });
    const forgive = () => {
      if (hasAgreed(call.state)) limits.forgive(number);
    };
    if (given.ring) call.addEventListener('statechange', forgive, { once: true });
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
    } else if (message.type === 'bye' && this.#undecided.get(id)?.from === from) {
      this.#undecided.delete(id);
    }
  }

  #onRing({ from, device, call: id, ageMs }: Letter, { type: _, sdp: offer, ...asked }: RingMessage): void {
    const { audio, video, ...purpose } = asked;
    const ring: Ring = { device, offer, audio, video };
    const coming: Coming = { line: this.#line(from, id), from, ring, purpose, sentAt: Date.now() - ageMs };
    const decision = this.#decide(coming);
    if (decision.type === 'ignore' || decision.type === 'join') this.#settle(decision, coming);
    else this.#attend(decision, coming);
  }

  #decide({ line: { id }, from, ring: { device }, purpose, sentAt }: Coming): RingDecision<Call> {
    const { calls, number } = this.#init;
    const rivals = calls.all.filter((call) => isFor(call, purpose));
    return decideRing({ id, from, device, sentAt }, number, rivals, this.#isFree(purpose));
  }

  #isFree(purpose: Purpose): boolean {
    const { calls, capacity } = this.#init;
    const { length } = calls.talks;
    if (length === 0 || purpose.view) return true;
    return length < capacity.maxCalls && (capacity.callWaiting || isForVenue(purpose));
  }

  /** A ring of somebody whom this person did not call. */
  #attend(decision: RingDecision<Call>, coming: Coming): void {
    const { limits, attempt, signal } = this.#init;
    const admitted = limits.admit(coming.from);
    if (admitted === 'drop') return this.#note('flood');
    if (admitted === 'busy') {
      this.#note('too-often');
      this.#turnAway(coming);
      return;
    }
    const admission = decision.type === 'busy' ? 'take' : this.#admission(coming);
    if (typeof admission === 'string') return this.#carryOut(admission, decision, coming);
    // Much may have happened while somebody thought about it.
    const { id } = coming.line;
    this.#undecided.set(id, coming);
    const onDecision = (late: Admission) => {
      const isWanted = this.#undecided.delete(id) && !signal.aborted;
      if (isWanted) this.#carryOut(late, this.#decide(coming), coming);
    };
    attempt(admission.then(onDecision));
  }

  /** Lets the page, or the place that is meant, decide whether the call is let in. */
  #admission({ from: number, ring: { audio, video }, purpose }: Coming): Admission | Promise<Admission> {
    if (!isForVenue(purpose)) return this.#init.screen({ number, audio, video });
    return this.#venue(purpose)?.admit(number) ?? 'ignore';
  }

  #carryOut(admission: Admission, decision: RingDecision<Call>, coming: Coming): void {
    if (admission === 'take') return this.#settle(decision, coming);
    this.#note(admission);
    if (admission !== 'ignore') this.#refuse(coming, admission);
  }

  #settle(decision: RingDecision<Call>, coming: Coming): void {
    this.#note(decision.type);
    switch (decision.type) {
      case 'ignore':
        return;
      case 'join':
        return decision.call.join(coming.line, coming.ring);
      case 'busy':
        return this.#turnAway(coming);
      case 'replace':
        this.#init.attempt(decision.call.dismiss('left', 'remote'));
        return this.#put(coming);
      case 'ring':
        return this.#put(coming);
    }
  }

  /** There is no place for one more call. */
  #turnAway(coming: Coming): void {
    const { line, from: number, ring, purpose, sentAt: at } = coming;
    this.#refuse(coming, isForVenue(purpose) ? 'full' : 'busy');
    const { audio, video } = ring;
    if (!isForVenue(purpose)) this.#init.missed({ id: line.id, number, at, audio, video });
  }

  #put({ line, from, ring, purpose }: Coming): void {
    const { calls, trusts, announce, attempt } = this.#init;
    const { audio, video } = ring;
    const call = calls.add(this.#makeCall(line, from, { offered: { audio, video }, purpose, ring }));
    const venue = this.#venue(purpose);
    if (venue) {
      attempt(venue.take(call));
      return;
    }
    attempt(call.ring(trusts(from)));
    announce(call);
  }

  #venue(purpose: Purpose): Venue | undefined {
    return isForVenue(purpose) ? [...this.#init.venues].find((each) => each.isMeant(purpose)) : undefined;
  }

  /** Says why this phone takes no call, and says it again to whoever has not heard it. */
  #refuse({ line, from: number, ring }: Coming, reason: 'busy' | 'full' | 'declined'): void {
    const { mailbox, calls, attempt, log, signal } = this.#init;
    const speech = new Speech(line, log);
    const state = { phase: 'ended', reason, by: 'local', at: Date.now() } as const;
    const devices = onlyPartner(ring.device);
    const standing = { role: 'callee', device: mailbox.device, state, devices } as const;
    calls.bury(line.id, new Grave({ number, standing, speech, log, signal }));
    attempt(speech.say({ type: 'bye', reason }));
  }

  #note(decision: string): void {
    const count = (this.#rings.get(decision) ?? 0) + 1;
    this.#rings.set(decision, count);
    this.#init.log({ level: 'info', event: 'ring', detail: { decision, count } });
  }
}

function isForVenue({ room, view }: Purpose): boolean {
  return room !== undefined || view === true;
}

function isFor({ purpose, room }: Call, wanted: Purpose): boolean {
  return room === wanted.room && (purpose === 'broadcast') === (wanted.view === true);
}
