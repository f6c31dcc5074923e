import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';

/** The phone's call with a number: one that goes on, else the last one if it was with that number. */
export function findCall(phone: Phone | undefined, number: string): Call | undefined {
  // As phones write it.
  const wanted = number.trim().normalize();
  const isWith = (call: Call) => call.number === wanted;
  return phone?.calls.find(isWith) ?? (phone?.call && isWith(phone.call) ? phone.call : undefined);
}
