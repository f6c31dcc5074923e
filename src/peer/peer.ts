import type { CallCandidates, CallDescription, OfEpoch } from '../base/description.js';
import type { PhoneError } from '../base/errors.js';
import type { TypedEventTarget } from '../base/typed-event-target.js';
import type { BytesSent } from './byte-channel.js';
import type { Quality } from './quality.js';

/** What travels on a media line: whether we send on it and whether we want to receive on it. */
export interface LineUse {
  readonly send: boolean;
  readonly receive: boolean;
}

/** Use of the two media lines. The third line, data, is always there. */
export interface LinePlan {
  readonly audio: LineUse;
  readonly video: LineUse;
}

/**
 * How the connection stands.
 *
 * - `new`: nothing has been sent to anybody.
 * - `connecting`: there is a description, and no path yet.
 * - `connected`: packets flow.
 * - `interrupted`: no packet has come for a second or more. What can be done about it is being done.
 * - `failed`: no path was found, and there is nothing left to try.
 * - `closed`: we closed it. Final. When the other side closes, `channelclose` tells; its browser tells no state.
 */
export type PeerState = 'new' | 'connecting' | 'connected' | 'interrupted' | 'failed' | 'closed';

export interface PeerEvents {
  /** {@link Peer.state} is another value than before. */
  statechange: Event;
  /** Candidates that came after the description had left, to be sent in one message. */
  candidates: CustomEvent<CallCandidates>;
  /** A description of a later negotiation, or of the first one of another connection, to be sent. */
  description: CustomEvent<CallDescription>;
  /** To be sent to the caller, who is to mend the connection. See {@link Peer.mend}. */
  recover: CustomEvent<OfEpoch>;
  /** The data channels can carry text and bytes, or can again: what was sent before may be lost. */
  channelopen: Event;
  /** The other side has closed the connection. When nobody said goodbye, its page has gone. */
  channelclose: Event;
  /** Text from the data channel. Not yet parsed, not yet trusted. */
  text: CustomEvent<string>;
  /** A whole binary object from the second data channel. Not yet verified. */
  bytes: CustomEvent<Uint8Array<ArrayBuffer>>;
  /** {@link Peer.quality} is another value than before. */
  qualitychange: Event;
  /** A remote track began or stopped to deliver, or was added. */
  remotechange: Event;
  /** The browsers can agree on nothing new, not even by another connection: `negotiation-failed` and the like. */
  error: CustomEvent<PhoneError>;
}

/**
 * What a call needs of a connection: `resilient-peer.ts`.
 *
 * Nothing exists and nothing is sent before `offer()` or `answer()`. After `close()` nothing has an effect or is told;
 * what was pending then has rejected with {@link PhoneError} `bad-state`.
 */
export interface Peer extends TypedEventTarget<PeerEvents> {
  readonly state: PeerState;
  /** How well it carries media, over the last seconds. `unknown` while it is not connected. */
  readonly quality: Quality;
  /**
   * The browser's own object, for pages that want to look deeper. Undefined before the first description, and another
   * one after an interruption that needed it.
   */
  readonly connection: RTCPeerConnection | undefined;
  /** What arrives from the other side. The same object through the whole call; its tracks come and go. */
  readonly remoteStream: MediaStream;
  readonly channelOpen: boolean;

  /**
   * Makes the connection and its complete first offer (SDP). Candidate gathering is awaited for 60 ms at most.
   *
   * @throws {PhoneError} `unsupported` without WebRTC; `bad-option` when the browser refuses the ICE servers;
   * `bad-state` when something was offered or answered before.
   */
  offer(plan: LinePlan): Promise<string>;
  /**
   * Makes the connection for an offer and the complete answer (SDP). From here on packets may leave.
   *
   * @throws {PhoneError} as `offer()`, and `bad-message` when the offer is none of ours or the browser refuses it.
   */
  answer(offer: string, plan: LinePlan): Promise<string>;
  /**
   * Takes the answer to the first offer. One that comes again is dropped.
   *
   * @throws {PhoneError} `bad-message`, when the browser refuses it. `bad-state`, when nothing was offered.
   */
  takeAnswer(answer: string): Promise<void>;
  /** Takes candidates of the other side; those that come before their description wait for it, 64 at most. */
  addCandidates(candidates: CallCandidates): Promise<void>;
  /**
   * Takes a description of a later negotiation (perfect negotiation, W3C WebRTC 10.7): new, old, repeated, or crossed
   * with ours. The offer of a connection that we do not have yet makes it, beside the one there is.
   *
   * @throws {PhoneError} `bad-message`, when the browser refuses it for the connection in use. `bad-state`, when nothing
   * was offered or answered.
   */
  takeDescription(description: CallDescription): Promise<void>;
  /**
   * Both sides have agreed to talk: from now on what arrives is shown, and what breaks is mended. A connection that was
   * made before is only tried until then, and of what arrives the callee is shown the picture alone.
   */
  commit(): void;
  /** The same with another device than the one whose answer was taken: the caller offers it a connection of its own. */
  renew(): void;
  /** The callee says that nothing arrives by this connection, or that it needs this one, which is yet to be made. */
  mend(epoch: number): void;

  /** Changes what is sent and received. Renegotiates only if a direction really changes. */
  setPlan(plan: LinePlan): void;
  /** Puts a track on its line, or takes it off, at any time. Never renegotiates. */
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): Promise<void>;

  /**
   * Sends at most so many bits of video a second, over whichever connection and whatever track is on the line, until it is
   * told otherwise. Undefined: as many as the path bears.
   *
   * @throws {PhoneError} `bad-option`, when it is no number from 1 on.
   */
  limitVideo(bitsPerSecond: number | undefined): void;

  /** Sends text by the data channel, reliably and in order. False when it cannot, or might not for a while. */
  send(text: string): boolean;
  /**
   * Sends one binary object by the second data channel, after those before it, with back-pressure. Resolves when the
   * browser has nothing of it left to send. `sent` begins anew when the object is sent again by another connection.
   *
   * @throws {PhoneError} `not-connected`, when there is no channel or it closes on the way; `too-large` above 2 MiB.
   * The reason of the signal, when it aborts.
   */
  sendBytes(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal, sent?: BytesSent): Promise<void>;

  /** Why no path was found, as far as this side can tell: `no-route`, with a hint for the owner of the site. */
  explain(): PhoneError;

  /** Closes for good and releases everything. Safe to call twice. */
  close(): void;
}
