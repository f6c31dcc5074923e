import { AGREED, TALKING } from '../call/call-phases.js';
import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';

const isTalk = ({ purpose }: Call): boolean => purpose === 'talk';
const isUnderWay = ({ state }: Call): boolean => state.phase !== 'incoming' && state.phase !== 'ended';

/**
 * The call between two people that a phone is about: rooms and broadcasts show themselves. The one in front, else one that
 * goes on, else one that rings.
 */
export function talkOf(phone: Phone | undefined): Call | undefined {
  if (!phone) return undefined;
  const { call, calls } = phone;
  if (!call || isTalk(call)) return call;
  const talks = calls.filter(isTalk);
  const underWay = talks.filter(isUnderWay);
  return underWay.findLast(({ held }) => !held) ?? underWay.at(-1) ?? talks[0];
}

/** The phone's call with a number: one that goes on, else the last one if it was with that number. */
export function findCall(phone: Phone | undefined, number: string): Call | undefined {
  // As phones write it.
  const wanted = number.trim().normalize();
  const isWith = (call: Call) => call.number === wanted;
  return phone?.calls.find(isWith) ?? (phone?.call && isWith(phone.call) ? phone.call : undefined);
}

/** A call in which the person is heard, as far as anybody is: the one in front, else any other. */
export function speakingCall(phone: Phone | undefined): Call | undefined {
  const talking = phone?.calls.filter(({ state }) => TALKING.has(state.phase)) ?? [];
  return talking.find((call) => call === phone?.call) ?? talking.find(({ held }) => !held);
}

/** The calls that ring here and are for the person: not those that a room or a broadcast answers. */
export function ringingCalls(phone: Phone | undefined): readonly Call[] {
  return phone?.calls.filter((call) => isTalk(call) && call.state.phase === 'incoming') ?? [];
}

/** The calls between two people that have been answered. */
export function answeredTalks(phone: Phone | undefined): readonly Call[] {
  return phone?.calls.filter((call) => isTalk(call) && AGREED.has(call.state.phase)) ?? [];
}

/** All calls that stand side by side in a grid, in the order they began: of people, and of the room. */
export function sharedCalls(phone: Phone | undefined): readonly Call[] {
  return phone?.calls.filter((call) => call.purpose !== 'broadcast' && isUnderWay(call)) ?? [];
}

/** Whether one picture is not enough for what goes on: the phone is in a room, or in several calls at once. */
export function needsGrid(phone: Phone | undefined): boolean {
  if (phone?.places.room?.isOpen) return true;
  return sharedCalls(phone).filter(({ held }) => !held).length > 1;
}
