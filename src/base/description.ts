/** An ICE candidate as it travels: RTCIceCandidateInit (W3C WebRTC 4.8.1.1) without the nulls. */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string;
  readonly usernameFragment?: string;
}

/** What one connection has to say to the one at the other end. */
export interface Description {
  readonly type: 'offer' | 'answer';
  /** Counts the offers of a connection, from 0. An answer repeats the id of its offer, so that a late one is known as late. */
  readonly id: number;
  readonly sdp: string;
}

/** Which connection of a call is meant. They are counted from 0; each is made to replace the one before it. */
export interface OfEpoch {
  readonly epoch: number;
}

export interface CallDescription extends Description, OfEpoch {}

export interface CallCandidates extends OfEpoch {
  readonly candidates: readonly Candidate[];
}
