import { call } from '../english/call.js';
import { addTexts, texts } from '../base/texts.js';

addTexts({ call });

/** In milliseconds: on, off, on, off. */
const PULSE = [400, 200, 400, 2_000];
/** Longer than any call rings. */
const PULSES = 20;

/**
 * Tells of a ring without a sound, until the signal aborts: by the title of a tab that nobody looks at, and, on devices
 * that can, by vibration while somebody does (browsers allow it to no hidden page).
 */
export function noticeRing(page: Document, signal: AbortSignal): void {
  const mark = `${texts().call.inTitle} · `;
  let isMarked = false;

  const look = () => {
    const marks = page.hidden && !signal.aborted;
    if (marks === isMarked) return;
    isMarked = marks;
    if (marks) page.title = mark + page.title;
    // The page itself may have written another one meanwhile.
    else if (page.title.startsWith(mark)) page.title = page.title.slice(mark.length);
  };
  page.addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', look, { once: true });
  look();

  vibrate(signal);
}

/** W3C Vibration. Before the person has touched the page it is forbidden, and to try would be a warning in the console. */
function vibrate(signal: AbortSignal): void {
  // Not in every browser.
  const { vibrate: start, userActivation }: Partial<Navigator> = navigator;
  if (!start || !userActivation?.hasBeenActive) return;
  navigator.vibrate(Array.from({ length: PULSES }, () => PULSE).flat());
  signal.addEventListener('abort', () => navigator.vibrate(0), { once: true });
}
