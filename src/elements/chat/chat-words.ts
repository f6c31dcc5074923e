import { AGREED } from '../call/call-phases.js';
import { chat } from '../english/chat.js';
import { obstacleOf } from '../people/obstacle.js';
import { addTexts, texts } from '../base/texts.js';
import type { Call } from '../../call/call.js';
import type { ChatLine } from '../../phone/post/chats.js';
import type { Phone } from '../../phone/phone.js';
import type { Room } from '../../phone/places/room.js';

addTexts({ chat });

/** After this time, in milliseconds, nothing is on its way any longer: the page that sent it was closed. */
const ON_ITS_WAY_MS = 120_000;

/** What became of an own line: `unsure` when nobody can know. */
export type Fate = ChatLine['status'] | 'unsure';

export function fateOf({ status, at }: ChatLine, now: number): Fate {
  return status === 'sending' && now - at > ON_ITS_WAY_MS ? 'unsure' : status;
}

/** The same in words. */
export const fateWords = (fate: Fate): string => texts().chat[fate];

/** Why nothing can be said, in words: to a room, or to somebody with whom there may be a call. Undefined when it can. */
export function chatObstacle(
  phone: Phone | undefined,
  room: Room | undefined,
  call: Call | undefined,
): string | undefined {
  const isAgreed = ({ state: { phase } }: Call) => AGREED.has(phase);
  if (room) return room.calls.some(isAgreed) ? undefined : texts().chat.alone;
  // What two have in a call needs no service.
  if (call && isAgreed(call)) return undefined;
  return phone ? obstacleOf(phone) : texts().dialpad.notReady;
}

/** What is to be known about where the lines are kept, if there is something. */
export function keepingWords(phone: Phone | undefined): string | undefined {
  const { chat: words } = texts();
  switch (phone?.history.messages.state.phase) {
    case 'off':
      return words.off;
    case 'page-only':
      return words.pageOnly;
    default:
      return undefined;
  }
}
