import type { Description } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import { later } from '../base/lifetime.js';
import type { Logger } from '../base/log.js';
import type { Gathering } from './gathering.js';
import {
  firstNegotiation,
  negotiate,
  type NegotiationDecision,
  type NegotiationFact,
} from './negotiation.js';
import { checkSections } from './sections.js';

export interface NegotiatorInit {
  readonly connection: RTCPeerConnection;
  readonly role: 'caller' | 'callee';
  readonly gathering: Gathering;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Gets every description that has to be sent, but for the first offer and its answer. */
  readonly tell: (description: Description) => void;
  /** Runs when a description of the other side has been set. */
  readonly described: () => Promise<void>;
  /** The browser wants to restart ICE, which is the other side's part. */
  readonly restart: () => void;
  /** Runs when both sides agree on something new. */
  readonly settled: () => void;
  /** Gets the one error after which there is no sense in going on. */
  readonly failed: (error: PhoneError) => void;
}

/**
 * Carries out what `negotiation.ts` decides, on one connection.
 *
 * One thing at a time: the next fact is looked at when all that followed from the one before is done. That is why
 * there are no flags here for what is being made or set at the moment.
 *
 * When the connection is closed, what is going on may never end, or end in any error. Whoever waits for it must look at
 * the signal as well.
 */
export class Negotiator {
  readonly #init: NegotiatorInit;
  readonly #connection: RTCPeerConnection;
  readonly #signal: AbortSignal;
  #known;
  #turn: Promise<unknown> = Promise.resolve();
  /** Our latest answer, in case it was lost. */
  #answer: Description | undefined;
  #held: Description | undefined;
  #callOff: (() => void) | undefined;

  constructor(init: NegotiatorInit) {
    this.#init = init;
    this.#connection = init.connection;
    this.#signal = init.signal;
    this.#known = firstNegotiation(init.role);
    this.#connection.addEventListener('negotiationneeded', () => this.#need(), { signal: init.signal });
  }

  /** Lets `prepare` equip the connection, and makes the first offer (SDP). */
  offer(prepare: () => Promise<void>): Promise<string> {
    return this.#inTurn(async () => {
      await prepare();
      return this.#init.gathering.describe();
    });
  }

  /** Takes the first offer, lets `prepare` equip the connection, and makes the answer (SDP). */
  answer(offer: string, prepare: () => Promise<void>): Promise<string> {
    return this.#inTurn(
      async () => (await this.#answerTo({ type: 'offer', id: 0, sdp: offer }, prepare)).sdp,
    );
  }

  /**
   * Takes what the other side has sent: new, old, repeated, or crossed with ours.
   *
   * @throws {PhoneError} `bad-message`, when the browser refuses it.
   */
  take(description: Description): Promise<void> {
    return this.#inTurn(() => this.#carryOut(this.#learn({ type: 'arrived', description })));
  }

  /** A change was asked for: what the browser will need because of it is no storm. */
  asked(): void {
    this.#learn({ type: 'asked' });
  }

  /** Sends our offer again if it still has no answer: one of the two may be lost. */
  repeat(): void {
    const { pending } = this.#known;
    const { signalingState, localDescription } = this.#connection;
    if (pending === undefined || signalingState !== 'have-local-offer' || !localDescription) return;
    this.#init.tell({ type: 'offer', id: pending, sdp: localDescription.sdp });
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(task);
    // A failure is told to whoever brought the task; the next one only waits for the end.
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #learn(fact: NegotiationFact): NegotiationDecision {
    const [known, decision] = negotiate(this.#known, fact);
    this.#known = known;
    return decision;
  }

  /** The browser wants to negotiate, or the time to which that was postponed has come. */
  #need(): void {
    const turn = this.#inTurn(() => this.#carryOut(this.#learn({ type: 'needed', at: performance.now() })));
    turn.catch((cause: unknown) => {
      if (this.#signal.aborted) return;
      this.#init.failed(PhoneError.from(cause, 'negotiation-failed', 'The browser could not make an offer.'));
    });
  }

  async #carryOut(decision: NegotiationDecision): Promise<void> {
    const { tell, logger } = this.#init;
    switch (decision.do) {
      case 'nothing':
        return;
      case 'offer':
        return await this.#offer(decision.id);
      case 'postpone':
        return this.#postpone(decision.delayMs);
      case 'fail':
        throw new PhoneError('negotiation-failed', 'The browser asks for new negotiations without end.');
      case 'answer':
        return tell(await this.#answerTo(decision.offer));
      case 'accept':
        return await this.#accept(decision.answer);
      case 'repeat':
        if (this.#answer) tell(this.#answer);
        return;
      case 'hold':
        this.#held = decision.offer;
        return;
      case 'drop':
        logger({ level: 'debug', event: 'description-dropped', detail: { why: decision.why } });
    }
  }

  async #offer(id: number): Promise<void> {
    let sdp;
    try {
      if (await this.#mustNotOffer()) {
        await this.#undo({ told: false });
        this.#init.restart();
        return;
      }
      sdp = await this.#init.gathering.describe();
    } catch (error) {
      await this.#undo({ told: false });
      throw error;
    }
    this.#init.tell({ type: 'offer', id, sdp });
  }

  /**
   * Whether our offer would restart ICE, which only the caller does: a Firefox that called answers such an offer with
   * another DTLS role than it has (Mozilla bug 1329028). Chromium refuses that, and between two Firefox mostly nothing
   * arrives any more. The caller's offer does as well; what else our browser wants, it asks for after that.
   */
  async #mustNotOffer(): Promise<boolean> {
    if (this.#init.role === 'caller') return false;
    const { sdp } = await this.#connection.createOffer();
    return iceNameOf(sdp) !== iceNameOf(this.#connection.currentLocalDescription?.sdp);
  }

  #postpone(delayMs: number): void {
    if (!this.#callOff) this.#init.logger({ level: 'warn', event: 'negotiation-postponed' });
    this.#callOff?.();
    this.#callOff = later(delayMs, this.#signal, () => {
      this.#callOff = undefined;
      this.#need();
    });
  }

  /** Sets their offer, which rolls back ours if there is one, and our answer. */
  async #answerTo({ id, sdp }: Description, prepare?: () => Promise<void>): Promise<Description> {
    try {
      await this.#setRemote('offer', sdp);
      await prepare?.();
      const answer: Description = { type: 'answer', id, sdp: await this.#init.gathering.describe() };
      this.#answer = answer;
      this.#learn({ type: 'answered', id });
      this.#init.settled();
      return answer;
    } catch (error) {
      // Without its first exchange a call has nothing to go back to.
      if (id > 0) await this.#undo({ told: true });
      throw error;
    }
  }

  async #accept({ id, sdp }: Description): Promise<void> {
    try {
      await this.#setRemote('answer', sdp);
      this.#learn({ type: 'accepted' });
      this.#init.settled();
    } catch (error) {
      if (id > 0) await this.#undo({ told: true });
      throw error;
    } finally {
      this.#release();
    }
  }

  async #setRemote(type: 'offer' | 'answer', sdp: string): Promise<void> {
    checkSections(sdp);
    try {
      await this.#connection.setRemoteDescription({ type, sdp });
    } catch (cause) {
      throw PhoneError.from(cause, 'bad-message', `The browser refuses the ${type}.`);
    }
    await this.#init.described();
  }

  /** Goes back to what both sides last agreed on. The browser then asks again for what is still needed. */
  async #undo({ told }: { readonly told: boolean }): Promise<void> {
    const connection = this.#connection;
    const { signalingState } = connection;
    if (signalingState === 'have-local-offer') await connection.setLocalDescription({ type: 'rollback' });
    if (signalingState === 'have-remote-offer') await connection.setRemoteDescription({ type: 'rollback' });
    if (this.#known.pending !== undefined) this.#learn({ type: 'undone', told });
  }

  /** Looks again at the offer that came before the answer to ours. */
  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    if (!held) return;
    this.take(held).catch((cause: unknown) => {
      if (this.#signal.aborted) return;
      // The cause may quote the description, and a log holds none.
      const { code } = PhoneError.from(cause, 'failed', 'The offer could not be answered.');
      this.#init.logger({ level: 'warn', event: 'description-refused', detail: { code } });
    });
  }
}

/** Each ICE restart has another one (RFC 8839 section 5.4). */
function iceNameOf(sdp = ''): string | undefined {
  return /^a=ice-ufrag:(.*)$/m.exec(sdp)?.[1];
}
