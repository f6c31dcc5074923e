import type { PhoneError } from '../../base/errors.js';
import type { RtcEmit } from '../phone/phone-news.js';
import type { Phone } from '../../phone/phone.js';

/** A room, a broadcast, or one that is watched. */
type Place = EventTarget;

/**
 * Tells the page, by `rtc-*` events, of the room in which a phone is, of its broadcast, and of the one that it watches,
 * until the signal aborts. Also of the last change, after which the phone is there no longer.
 */
export function tellPlaceNews(phone: Phone, emit: RtcEmit, signal: AbortSignal): void {
  const known = new WeakSet<Place>();
  const follow = (place: Place, tell: () => void) => {
    if (known.has(place)) return;
    known.add(place);
    place.addEventListener('change', tell, { signal });
    place.addEventListener('error', (event) => emit('rtc-error', (event as CustomEvent<PhoneError>).detail), {
      signal,
    });
    tell();
  };
  const look = () => {
    const { room, broadcast, viewing } = phone.places;
    // One that is still being entered may yet refuse.
    if (room?.isOpen) follow(room, () => emit('rtc-room-changed', { room }));
    if (broadcast?.isLive) follow(broadcast, () => emit('rtc-broadcast-changed', { broadcast }));
    if (viewing) follow(viewing, () => emit('rtc-viewing-changed', { viewing }));
  };
  phone.addEventListener('callschange', look, { signal });
  if (!signal.aborted) look();
}
