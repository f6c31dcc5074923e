import type { Logger } from '../base/log.js';
import { IceSource, type IceOptions } from './ice-source.js';
import type { Peer } from './peer.js';
import { ResilientPeer } from './resilient-peer.js';

/** Makes the peers of one phone, which share what was fetched of STUN and TURN servers. */
export function peerFactory(options: () => IceOptions, logger: Logger): () => Peer {
  const ice = new IceSource(options, logger);
  return () => new ResilientPeer({ ice, logger });
}
