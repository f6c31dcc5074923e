import type { Message } from '../wire/message.js';
import { hasAgreed, type CallFact, type CallState, type EndReason } from './call-state.js';
import { hearLate } from './late-hearing.js';
import { NO_REACTION, type Devices, type Heard, type Reaction, type Standing } from './standing.js';

/**
 * What a message means where the call stands. Every message may come in every state, late, twice, and from any device.
 *
 * Nothing but its arguments decides, so two of these can be played against each other through all that may happen.
 */
export function hear(standing: Standing, heard: Heard): Reaction {
  if (standing.state.phase === 'ended') return hearLate({ ...standing, state: standing.state }, heard);
  return standing.role === 'caller' ? hearCallee(standing, heard) : hearCaller(standing, heard);
}

function hearCallee(standing: Standing, heard: Heard): Reaction {
  const { devices } = standing;
  const { device, message } = heard;
  if (devices.partner !== undefined) {
    return device === devices.partner ? hearPartner(message, heard) : hearOther(message, devices.partner);
  }
  switch (message.type) {
    case 'ringing':
      return rings(devices, device, message.sdp !== undefined);
    case 'accept':
      return message.sdp === undefined && device !== devices.early ? NO_REACTION : taken(devices, device);
    case 'bye':
      return refused(devices, heard, message.reason);
    case 'candidates':
      return device === (devices.early ?? device) ? { pass: true } : NO_REACTION;
    default:
      return NO_REACTION;
  }
}

function hearCaller({ state, device, devices }: Standing, heard: Heard): Reaction {
  const { message } = heard;
  if (heard.device !== devices.partner) return NO_REACTION;
  const agreed = hasAgreed(state);
  switch (message.type) {
    case 'ring':
      return heard.again && !isTalking(state) ? { say: { type: 'ringing' } } : NO_REACTION;
    case 'taken':
      return message.by === device ? NO_REACTION : { fact: ended('elsewhere', heard) };
    case 'candidates':
    case 'bye':
      return hearPartner(message, heard);
    default:
      return agreed ? hearPartner(message, heard) : NO_REACTION;
  }
}

/** The device we are in a call with. */
function hearPartner(message: Message, heard: Heard): Reaction {
  switch (message.type) {
    case 'bye':
      return { fact: ended(message.reason, heard) };
    case 'ring':
    case 'ringing':
    case 'accept':
    case 'taken':
      return NO_REACTION;
    default:
      return { pass: true };
  }
}

/** Another device of the same number rings on, gave up ringing, or answered too late: it is told who has the call. */
function hearOther(message: Message, partner: string): Reaction {
  const notice: Message = { type: 'taken', by: partner };
  switch (message.type) {
    case 'accept':
      return { say: notice, crossed: true };
    case 'ringing':
      return { say: notice };
    case 'bye':
      return message.reason === 'no-answer' ? { say: notice } : NO_REACTION;
    default:
      return NO_REACTION;
  }
}

/** Of the devices that answer while they ring the first one is believed. The others fall back to the usual way. */
function rings(devices: Devices, device: string, answers: boolean): Reaction {
  const fact = { type: 'rang' } as const;
  const known = withRinging(devices, device);
  if (!answers || devices.early !== undefined) return { fact, devices: known };
  return { fact, devices: { ...known, early: device }, pass: true };
}

function taken(devices: Devices, device: string): Reaction {
  const others = devices.ringing.some((each) => each !== device);
  return {
    fact: { type: 'accepted' },
    devices: { ...devices, partner: device, busy: false },
    pass: true,
    ...(others && { say: { type: 'taken', by: device } }),
  };
}

/**
 * A device does not take the call. A person who declines speaks for the number; a device that is in another call, was
 * closed or failed speaks for itself, and the call goes on as long as another one rings.
 */
function refused(devices: Devices, heard: Heard, reason: EndReason): Reaction {
  const rang = devices.ringing.includes(heard.device);
  const ringing = devices.ringing.filter((each) => each !== heard.device);
  if (reason === 'declined' || (reason === 'busy' && rang)) {
    return { fact: ended(reason, heard), ...(ringing.length > 0 && { say: { type: 'bye', reason } }) };
  }
  if (ringing.length > 0) return { devices: { ...devices, ringing } };
  if (reason === 'busy') return { devices: { ...devices, busy: true } };
  return { fact: ended(reason, heard) };
}

function withRinging(devices: Devices, device: string): Devices {
  const ringing = devices.ringing.includes(device) ? devices.ringing : [...devices.ringing, device];
  return { ...devices, ringing, busy: false };
}

function isTalking({ phase }: CallState): boolean {
  return phase === 'active' || phase === 'reconnecting';
}

function ended(reason: EndReason, { at }: Heard): CallFact {
  return { type: 'ended', reason, by: 'remote', at };
}
