/** An ICE candidate as it travels: RTCIceCandidateInit (W3C WebRTC 4.8.1.1) without the nulls. */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string;
  readonly usernameFragment?: string;
}

/** A description of a later negotiation. An answer repeats the id of its offer, so that a late one is known as late. */
export interface Description {
  readonly type: 'offer' | 'answer';
  /** Counts the offers of one side, from 1. */
  readonly id: number;
  readonly sdp: string;
}
