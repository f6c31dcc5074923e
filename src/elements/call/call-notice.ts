import type { AnswerGuard } from './answer-guard.js';
import { silencedPhones } from '../phone/marks.js';
import type { SpeakerChoice } from '../sound/speaker-choice.js';
import { texts } from '../base/texts.js';
import type { Phone } from '../../phone/phone.js';

/** What about a call is not as the person would expect, in words. */
export function callNotice(
  speakers: SpeakerChoice,
  guard: AnswerGuard,
  ringing: Phone | false | undefined,
): string | undefined {
  const { call } = texts();
  if (speakers.isLost) return call.speakerLost;
  if (guard.isCovered) return call.covered;
  return ringing && silencedPhones.has(ringing) ? call.ringsSilently : undefined;
}
