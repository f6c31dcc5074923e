import { PhoneError } from '../../src/base/errors.js';
import type { RelayNews, RelayProtocol } from '../../src/signaling/websocket/relay-protocol.js';

/**
 * The frames of the well-known one-on-one WebSocket sample, as an example of a relay with frames of its own.
 *
 * Its server knows two people and one call. What opens a call travels as `call`, what answers it as
 * `incomingCallResponse`, and everything else as a candidate, which the server hands on unread. It neither acknowledges
 * nor verifies: who calls is the caller's word.
 */
export class OneOnOneProtocol implements RelayProtocol {
  readonly acknowledges = false;
  #number = '';
  /** The other side of the one call: frames after the first do not name it. */
  #peer = '';

  hello(number: string): unknown {
    this.#number = number;
    return { id: 'register', name: number };
  }

  payload(to: string, payload: object): unknown {
    this.#peer = to;
    switch ((payload as { type?: unknown }).type) {
      case 'ring':
        return { id: 'call', from: this.#number, to, sdpOffer: JSON.stringify(payload) };
      case 'accept':
        return {
          id: 'incomingCallResponse',
          from: to,
          callResponse: 'accept',
          sdpOffer: JSON.stringify(payload),
        };
      default:
        return { id: 'onIceCandidate', candidate: payload };
    }
  }

  ping(): unknown {
    return { id: 'ping' };
  }

  read(frame: unknown): RelayNews | undefined {
    const { id, response, from, offer, sdpAnswer, candidate } = frame as Readonly<Record<string, unknown>>;
    switch (id) {
      case 'registerResponse':
        if (response === 'accepted') return { type: 'welcome' };
        return { type: 'refused', error: new PhoneError('forbidden', 'Somebody else has this name.') };
      case 'incomingCall':
        if (typeof from !== 'string') return undefined;
        this.#peer = from;
        return this.#news(JSON.parse(String(offer)));
      case 'callResponse':
        return response === 'accepted' ? this.#news(JSON.parse(String(sdpAnswer))) : undefined;
      case 'iceCandidate':
        return this.#news(candidate);
      case 'pong':
        return { type: 'alive' };
      default:
        return undefined;
    }
  }

  #news(payload: unknown): RelayNews {
    return { type: 'payload', from: this.#peer, payload, ageMs: 0 };
  }
}
