import type { Candidate } from '../base/description.js';
import type { Logger } from '../base/log.js';

/** How many candidates of the other side wait, and how many the browser is given per description: each costs it 5 ms. */
const MAX_REMOTE_CANDIDATES = 64;

/** The candidates of the other side, on their way to the browser: they wait for the description they belong to. */
export class RemoteCandidates {
  readonly #signal: AbortSignal;
  readonly #logger: Logger;
  #waiting: Candidate[] = [];
  #given = 0;

  constructor(signal: AbortSignal, logger: Logger) {
    this.#signal = signal;
    this.#logger = logger;
  }

  /** Takes candidates, and hands on to the connection what it can use now. Logs what it cannot, and never rejects for it. */
  async add(candidates: readonly Candidate[], connection: RTCPeerConnection | undefined): Promise<void> {
    const room = Math.max(0, MAX_REMOTE_CANDIDATES - this.#given - this.#waiting.length);
    const count = candidates.length - room;
    if (count > 0) this.#logger({ level: 'warn', event: 'candidates-dropped', detail: { count } });
    this.#waiting.push(...candidates.slice(0, room));
    if (connection) await this.#handOn(connection);
  }

  /** A description of the other side is set: hands on the candidates that waited for it. */
  async described(connection: RTCPeerConnection): Promise<void> {
    this.#given = 0;
    await this.#handOn(connection);
  }

  async #handOn(connection: RTCPeerConnection): Promise<void> {
    const sdp = connection.remoteDescription?.sdp;
    if (!sdp) return;

    const ready = this.#waiting.filter((candidate) => belongs(candidate, sdp));
    this.#waiting = this.#waiting.filter((candidate) => !belongs(candidate, sdp));
    this.#given += ready.length;
    const added = ready.map((candidate) =>
      connection.addIceCandidate(candidate).catch((error: DOMException) => this.#refused(error.name)),
    );
    await Promise.all(added);
  }

  #refused(error: string): void {
    if (!this.#signal.aborted) this.#logger({ level: 'warn', event: 'candidate-refused', detail: { error } });
  }
}

/** Each ICE restart has a user name fragment of its own (RFC 8839 section 5.4). */
function belongs({ usernameFragment }: Candidate, sdp: string): boolean {
  return usernameFragment === undefined || sdp.includes(`a=ice-ufrag:${usernameFragment}\r\n`);
}
