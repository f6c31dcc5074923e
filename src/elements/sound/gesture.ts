/** What a person does that gives a page the right to play sound (HTML, "activation triggering input event"). */
const GESTURES = ['pointerup', 'keydown'];

/** Acts whenever the person presses anything on the page, until the signal aborts. */
export function onGesture(page: Document, act: () => void, signal: AbortSignal): void {
  // On its way down: the page's own listeners may keep an event from coming back up.
  for (const type of GESTURES) page.addEventListener(type, act, { signal, capture: true });
}
