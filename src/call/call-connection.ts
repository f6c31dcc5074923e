import { PhoneError } from '../base/errors.js';
import type { LinePlan, Peer } from '../peer/peer.js';
import { pack, unpack } from '../wire/compact.js';
import type { Message } from '../wire/message.js';
import { checkSdp } from '../wire/sdp.js';

/** What the browsers have to say to each other, in our words. */
export type ConnectionMessage = Extract<Message, { type: 'accept' | 'candidates' | 'offer' | 'answer' }>;

export interface CallConnectionInit {
  readonly peer: Peer;
  readonly tell: (message: Message) => Promise<void>;
  /** The connection cannot be made or kept: the call must end. */
  readonly failed: (error: PhoneError) => void;
  readonly signal: AbortSignal;
}

/** Translates between the peer, which speaks SDP, and the wire, which carries it packed; and keeps the order. */
export class CallConnection {
  readonly #peer: Peer;
  readonly #failed: CallConnectionInit['failed'];
  readonly #signal: AbortSignal;
  #work: Promise<void> = Promise.resolve();

  constructor({ peer, tell, failed, signal }: CallConnectionInit) {
    this.#peer = peer;
    this.#failed = failed;
    this.#signal = signal;
    peer.addEventListener(
      'candidates',
      ({ detail: candidates }) => this.#inTurn(() => tell({ type: 'candidates', candidates })),
      { signal },
    );
    peer.addEventListener(
      'description',
      ({ detail }) => this.#inTurn(async () => tell({ ...detail, sdp: await pack(detail.sdp) })),
      { signal },
    );
    peer.addEventListener('error', ({ detail }) => failed(detail), { signal });
  }

  /** The first offer, complete and packed. */
  async offer(plan: LinePlan): Promise<string> {
    return pack(await this.#peer.offer(plan));
  }

  /** The answer to a packed offer, complete and packed. From here on packets may leave. */
  async answer(offer: string, plan: LinePlan): Promise<string> {
    return pack(await this.#peer.answer(await read(offer), plan));
  }

  /** Takes what the other side's browser has to say, one after the other. */
  take(message: ConnectionMessage): void {
    this.#inTurn(async () => {
      switch (message.type) {
        case 'accept':
          return this.#peer.takeAnswer(await read(message.sdp));
        case 'candidates':
          return this.#peer.addCandidates(message.candidates);
        case 'offer':
        case 'answer':
          return this.#peer.takeDescription({ ...message, sdp: await read(message.sdp) });
      }
    });
  }

  #inTurn(step: () => Promise<void>): void {
    this.#work = this.#work.then(step).catch((cause: unknown) => {
      if (this.#signal.aborted) return;
      this.#failed(
        PhoneError.from(cause, 'negotiation-failed', 'The browsers could not agree on a connection.'),
      );
    });
  }
}

/** Unpacks a description of the other side and makes sure that a phone of ours could have made it. */
async function read(packed: string): Promise<string> {
  return checkSdp(await unpack(packed));
}
