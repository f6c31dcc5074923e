import type { Candidate } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import { later } from '../base/lifetime.js';

/**
 * How long a description waits for its candidates. All but those behind a slow server are found by then; with one dead
 * STUN server the browser itself would wait for 40 seconds.
 */
export const GATHERING_CAP_MS = 60;

/** How long the first late candidate waits for more, so that they travel in one message. */
export const LATE_WINDOW_MS = 40;

export interface GatheringInit {
  readonly connection: RTCPeerConnection;
  readonly signal: AbortSignal;
  /** Gets the candidates that no description has taken along. */
  readonly tell: (candidates: readonly Candidate[]) => void;
}

/** Sees to it that all candidates of this side reach the other: most in the description, the late ones in one batch. */
export class Gathering {
  readonly #connection: RTCPeerConnection;
  readonly #signal: AbortSignal;
  readonly #tell: GatheringInit['tell'];
  #describing = false;
  #found = false;
  #late: Candidate[] = [];
  #callOff: (() => void) | undefined;

  constructor({ connection, signal, tell }: GatheringInit) {
    this.#connection = connection;
    this.#signal = signal;
    this.#tell = tell;
    connection.addEventListener('icecandidate', ({ candidate }) => this.#onCandidate(candidate), { signal });
  }

  /** Makes the offer or the answer that is due (SDP), with the candidates that can be had at once. */
  async describe(): Promise<string> {
    this.#describing = true;
    this.#found = false;
    try {
      await this.#connection.setLocalDescription();
      await this.#complete();
      if (this.#isStuck) await this.#gatherAnew();
      const { localDescription } = this.#connection;
      if (!localDescription) throw new PhoneError('failed', 'The browser made no description.');
      return localDescription.sdp;
    } finally {
      this.#describing = false;
    }
  }

  /**
   * Whether an offer has found nothing at all. Chromium sometimes loses the pooled session it gathers by, when it is
   * taken while the network interfaces are still being listed: then no candidate ever comes.
   */
  get #isStuck(): boolean {
    const { signalingState, iceGatheringState } = this.#connection;
    return !this.#found && signalingState === 'have-local-offer' && iceGatheringState === 'gathering';
  }

  /** Makes the offer once more, by a new session. */
  async #gatherAnew(): Promise<void> {
    this.#connection.restartIce();
    await this.#connection.setLocalDescription();
    await this.#complete();
  }

  /** Waits until all candidates are found, or for {@link GATHERING_CAP_MS}. */
  #complete(): Promise<void> {
    const connection = this.#connection;
    return new Promise((resolve) => {
      const finish = () => {
        callOff();
        connection.removeEventListener('icegatheringstatechange', check);
        resolve();
      };
      const callOff = later(GATHERING_CAP_MS, this.#signal, finish);
      const check = () => {
        if (connection.iceGatheringState === 'complete') finish();
      };
      connection.addEventListener('icegatheringstatechange', check, { signal: this.#signal });
      check();
    });
  }

  /** Null, and in Firefox an empty candidate before it, mean that there will be no more. */
  #onCandidate(found: RTCIceCandidate | null): void {
    this.#found = true;
    // What is found now is in the description as well.
    if (this.#describing) return;

    if (found) this.#late.push(toCandidate(found));
    if (!found) this.#finish();
    else if (deserves(found)) this.#callOff ??= later(LATE_WINDOW_MS, this.#signal, () => this.#flush());
  }

  #finish(): void {
    const last = this.#late.at(-1);
    if (last && last.candidate !== '') this.#late.push({ ...last, candidate: '' });
    // Without a timer there is nothing that deserves a message.
    if (this.#callOff) this.#flush();
    else this.#late = [];
  }

  #flush(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const candidates = this.#late;
    this.#late = [];
    this.#tell(candidates);
  }
}

/** A TCP candidate is passive help at best, and the end of candidates only makes failure faster: both ride along. */
function deserves({ candidate }: RTCIceCandidate): boolean {
  const transport = candidate.split(' ')[2];
  return transport?.toLowerCase() === 'udp';
}

function toCandidate({ candidate, sdpMid, usernameFragment }: RTCIceCandidate): Candidate {
  return { candidate, sdpMid: sdpMid ?? '0', ...(usernameFragment ? { usernameFragment } : {}) };
}
