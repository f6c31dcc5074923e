import type { Message } from '../wire/message.js';
import { outranks, type CallState, type EndReason } from './call-state.js';
import { NO_REACTION, type Heard, type Reaction, type Standing } from './standing.js';

/** A call that has ended. */
export interface EndedStanding extends Standing {
  readonly state: Extract<CallState, { phase: 'ended' }>;
}

/**
 * What a message means for a call that is over: mostly that its writer has not heard so, and must be told again.
 *
 * Two who ended the call at the same moment come to the same reason here, whoever hears whom first.
 */
export function hearLate(standing: EndedStanding, heard: Heard): Reaction {
  return standing.role === 'caller' ? hearCallee(standing, heard) : hearCaller(standing, heard);
}

function hearCallee({ state, devices }: EndedStanding, { device, message }: Heard): Reaction {
  const { partner, ringing } = devices;
  const isOther = partner !== undefined && device !== partner;
  switch (message.type) {
    case 'ringing':
    case 'accept':
      return { say: isOther ? { type: 'taken', by: partner } : bye(state.reason) };
    case 'bye': {
      if (isOther) {
        return message.reason === 'no-answer' ? { say: { type: 'taken', by: partner } } : NO_REACTION;
      }
      const counts = partner !== undefined || ringing.length === 0 || ringing.includes(device);
      return counts ? hearDecision(state.reason, message.reason, hasOthers(ringing, device)) : NO_REACTION;
    }
    case 'offer':
    case 'recover':
    case 'data':
      return device === partner && state.by === 'local' ? { say: bye(state.reason) } : NO_REACTION;
    default:
      return NO_REACTION;
  }
}

/** @param others Whether further devices rang, which must hear of another reason too. */
function hearDecision(ours: EndReason, theirs: EndReason, others: boolean): Reaction {
  // A callee whose own clock ran out has missed our goodbye, and asks for it.
  const isQuestion = theirs === 'no-answer';
  if (outranks(theirs, ours)) {
    return {
      fact: { type: 'overruled', reason: theirs },
      ...((others || isQuestion) && { say: bye(theirs) }),
    };
  }
  return isQuestion || theirs !== ours ? { say: bye(ours) } : NO_REACTION;
}

function hearCaller({ state, device, devices }: EndedStanding, { device: from, message }: Heard): Reaction {
  // Another device of ours has the call: nothing that is said in it concerns this one.
  if (from !== devices.partner || state.reason === 'elsewhere') return NO_REACTION;
  switch (message.type) {
    case 'ring':
    case 'offer':
    case 'recover':
    case 'data':
      return state.by === 'local' ? { say: bye(state.reason) } : NO_REACTION;
    case 'taken':
      return message.by === device ? NO_REACTION : { fact: { type: 'overruled', reason: 'elsewhere' } };
    case 'bye':
      if (outranks(message.reason, state.reason))
        return { fact: { type: 'overruled', reason: message.reason } };
      return message.reason === state.reason ? NO_REACTION : { say: bye(state.reason) };
    default:
      return NO_REACTION;
  }
}

function hasOthers(ringing: readonly string[], device: string): boolean {
  return ringing.some((each) => each !== device);
}

function bye(reason: EndReason): Message {
  return { type: 'bye', reason };
}
