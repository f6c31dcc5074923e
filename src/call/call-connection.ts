import type { CallCandidates, CallDescription, OfEpoch } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import type { LinePlan, Peer } from '../peer/peer.js';
import { pack, unpack } from '../wire/compact.js';
import type { Message } from '../wire/message.js';
import { checkSdp } from '../wire/sdp.js';

/** What the browsers have to say to each other, in our words. */
export type ConnectionMessage = Extract<
  Message,
  { type: 'ringing' | 'accept' | 'candidates' | 'offer' | 'answer' | 'recover' }
>;

/** What the peer wants to have said, in its words. */
type Saying =
  | ({ readonly type: 'candidates' } & CallCandidates)
  | ({ readonly type: 'recover' } & OfEpoch)
  | CallDescription;

export interface CallConnectionInit {
  readonly peer: Peer;
  readonly tell: (message: Message) => Promise<void>;
  /** The connection cannot be made or kept: the call must end. */
  readonly failed: (error: PhoneError) => void;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/**
 * Translates between the peer, which speaks SDP, and the wire, which carries it packed; and keeps the order.
 *
 * While the wire is down, what waits to be said is overtaken by what makes it superfluous, so that both sides are not busy
 * with the past when it is up again.
 */
export class CallConnection {
  readonly #init: CallConnectionInit;
  readonly #peer: Peer;
  #taking: Promise<void> = Promise.resolve();
  #sayings: readonly Saying[] = [];
  #speaking = false;
  #answer: Promise<string> | undefined;

  constructor(init: CallConnectionInit) {
    const { peer, failed, signal } = init;
    this.#init = init;
    this.#peer = peer;
    peer.addEventListener('candidates', ({ detail }) => this.#say({ type: 'candidates', ...detail }), {
      signal,
    });
    peer.addEventListener('recover', ({ detail }) => this.#say({ type: 'recover', ...detail }), { signal });
    peer.addEventListener('description', ({ detail }) => this.#say(detail), { signal });
    peer.addEventListener('error', ({ detail }) => failed(detail), { signal });
  }

  /** The first offer, complete and packed. */
  async offer(plan: LinePlan): Promise<string> {
    return pack(await this.#peer.offer(plan));
  }

  /** Whether an answer was made, or is in the making. */
  get hasAnswered(): boolean {
    return this.#answer !== undefined;
  }

  /** The answer to a packed offer, complete and packed; made once. From here on packets may leave. */
  answer(offer: string, plan: LinePlan): Promise<string> {
    this.#answer ??= this.#makeAnswer(offer, plan);
    return this.#answer;
  }

  async #makeAnswer(offer: string, plan: LinePlan): Promise<string> {
    return pack(await this.#peer.answer(await read(offer), plan));
  }

  /** Takes what the other side's browser has to say, one after the other. */
  take(message: ConnectionMessage): void {
    this.#taking = this.#taking
      .then(() => this.#take(message))
      .catch((cause: unknown) => {
        if (this.#init.signal.aborted) return;
        this.#init.failed(
          PhoneError.from(cause, 'negotiation-failed', 'The browsers could not agree on a connection.'),
        );
      });
  }

  async #take(message: ConnectionMessage): Promise<void> {
    const peer = this.#peer;
    switch (message.type) {
      case 'ringing':
      case 'accept':
        if (message.sdp !== undefined) await peer.takeAnswer(await read(message.sdp));
        return;
      case 'candidates':
        return peer.addCandidates(message);
      case 'offer':
      case 'answer':
        return peer.takeDescription({ ...message, sdp: await read(message.sdp) });
      case 'recover':
        return peer.mend(message.epoch);
    }
  }

  #say(saying: Saying): void {
    this.#sayings = [...this.#sayings.filter((waiting) => !isOutdated(waiting, saying)), saying];
    if (!this.#speaking) void this.#speak();
  }

  async #speak(): Promise<void> {
    this.#speaking = true;
    for (let [next] = this.#sayings; next && !this.#init.signal.aborted; [next] = this.#sayings) {
      this.#sayings = this.#sayings.slice(1);
      await this.#sayNow(next);
    }
    this.#speaking = false;
  }

  async #sayNow(saying: Saying): Promise<void> {
    const { tell, failed, signal, log } = this.#init;
    try {
      await tell('sdp' in saying ? { ...saying, sdp: await pack(saying.sdp) } : saying);
    } catch (cause) {
      if (signal.aborted) return;
      const error = PhoneError.from(cause, 'network', 'The other side could not be told.');
      // The network may come back, and then the peer says it again, or something better.
      if (error.code === 'network') log({ level: 'warn', event: 'not-told', detail: { type: saying.type } });
      else failed(error);
    }
  }
}

/** Whether something that waits to be said is not worth saying any more. */
function isOutdated(waiting: Saying, next: Saying): boolean {
  if (waiting.epoch < next.epoch) return true;
  if (waiting.type !== next.type || waiting.type === 'candidates') return false;
  return !('id' in waiting && 'id' in next) || waiting.id === next.id;
}

/** Unpacks a description of the other side and makes sure that a phone of ours could have made it. */
async function read(packed: string): Promise<string> {
  return checkSdp(await unpack(packed));
}
