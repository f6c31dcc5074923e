import type { Candidate } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import { later } from '../base/lifetime.js';

/**
 * How long a description waits for its candidates. All but those behind a slow server are found by then; with one dead
 * STUN server the browser itself would wait for 40 seconds.
 */
export const GATHERING_CAP_MS = 60;

/** How much longer it waits for the first one: without any, another message would have to follow at once. */
const EMPTY_CAP_MS = 440;

/**
 * How long a description waits for one more candidate where no server has to be asked. A browser finds the addresses of
 * its machine within 5 ms, and says only after 130 that this was all.
 */
const QUIET_MS = 15;

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
    try {
      await this.#connection.setLocalDescription();
      await this.#complete();
      const { localDescription } = this.#connection;
      if (!localDescription) throw new PhoneError('failed', 'The browser made no description.');
      return localDescription.sdp;
    } finally {
      this.#describing = false;
    }
  }

  /**
   * Waits until all candidates are found that can be had at once, and for {@link GATHERING_CAP_MS} at the most; but where
   * none was found by then, since page or device are busy, for the first ones.
   */
  #complete(): Promise<void> {
    const connection = this.#connection;
    let isLate = connection.getConfiguration().iceServers?.length === 0;
    let isEmpty = true;
    const waiting = new AbortController();
    const signal = AbortSignal.any([waiting.signal, this.#signal]);
    return new Promise((resolve) => {
      const finish = () => {
        waiting.abort();
        resolve();
      };
      const check = () => {
        if (connection.iceGatheringState === 'complete') finish();
      };
      let stopQuiet = () => {};
      const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent) => {
        if (!candidate || !deserves(candidate)) return;
        isEmpty = false;
        if (!isLate) return;
        stopQuiet();
        stopQuiet = later(QUIET_MS, signal, finish);
      };
      later(GATHERING_CAP_MS, signal, () => {
        isLate = true;
        if (!isEmpty) finish();
        // Counted from here: while the page was busy, the browser could tell it nothing.
        else later(EMPTY_CAP_MS, signal, finish);
      });
      connection.addEventListener('icegatheringstatechange', check, { signal });
      connection.addEventListener('icecandidate', onCandidate, { signal });
      check();
    });
  }

  /** Null, and in Firefox an empty candidate before it, mean that there will be no more. */
  #onCandidate(found: RTCIceCandidate | null): void {
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
  return /^\S+ \S+ udp /i.test(candidate);
}

function toCandidate({ candidate, sdpMid, usernameFragment }: RTCIceCandidate): Candidate {
  return { candidate, sdpMid: sdpMid ?? '0', ...(usernameFragment ? { usernameFragment } : {}) };
}
