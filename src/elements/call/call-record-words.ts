import type { CallRecord } from '../../archive/call-history.js';
import { clockText } from './clock.js';
import { ended as english } from '../english/ended.js';
import { addTexts, texts } from '../base/texts.js';

addTexts({ ended: english });

/** How a past call ended and how long it lasted, in words. */
export function recordWords({ reason, by, direction, missed, since, endedAt }: CallRecord): string {
  // A later version of the kit may have written a reason that this one has no words for.
  const ended: Readonly<Record<string, string | undefined>> = texts().ended;
  const words = missed
    ? (ended[`${reason}-incoming`] ?? ended['cancelled-incoming'])
    : (ended[`${reason}-${by}`] ?? ended[`${reason}-${direction}`] ?? ended[reason] ?? ended['hung-up']);
  return since === undefined ? `${words}` : `${words} · ${clockText(endedAt - since)}`;
}
