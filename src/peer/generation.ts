import type { Candidate, Description } from '../base/description.js';
import type { TypedEventTarget } from '../base/typed-event-target.js';
import type { Peer, PeerEvents } from './peer.js';

export interface GenerationEvents extends Omit<PeerEvents, 'candidates' | 'description' | 'recover'> {
  /** Candidates that came after the description had left, to be sent in one message. */
  candidates: CustomEvent<readonly Candidate[]>;
  /** The browser of the callee wants to restart ICE, which is the caller's part: it is to be asked. */
  recover: Event;
  /** A description to be sent: of a later negotiation, or again one that may be lost. */
  description: CustomEvent<Description>;
}

/**
 * One of the connections a call has in its life. The browser's is `rtc-peer.ts`.
 *
 * It is `failed` when nothing but a restart, or with its channels gone nothing at all, can bring it back.
 */
export interface Generation
  extends
    TypedEventTarget<GenerationEvents>,
    Pick<Peer, 'state' | 'quality' | 'connection' | 'remoteStream' | 'channelOpen' | 'offer' | 'answer'>,
    Pick<Peer, 'setPlan' | 'setTrack' | 'limitVideo' | 'send' | 'sendBytes' | 'close'> {
  /** Takes candidates of the other side; those that come before their description wait for it, 64 at most. */
  addCandidates(candidates: readonly Candidate[]): Promise<void>;
  /**
   * Takes the answer to the first offer (id 0), or a description of a later negotiation (perfect negotiation, W3C WebRTC
   * 10.7): new, old, repeated, or crossed with ours.
   *
   * @throws {PhoneError} `bad-message`, when the browser refuses it. `bad-state`, when nothing was offered or answered.
   */
  takeDescription(description: Description): Promise<void>;
  /** Looks for another path: gathers candidates anew, with the servers of the configuration, and offers them. */
  restart(configuration?: RTCConfiguration): void;
  /** Sends the offer again that has no answer yet, if there is one. */
  repeat(): void;
}
