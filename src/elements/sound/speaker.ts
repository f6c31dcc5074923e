let chosen = '';
const changes = new EventTarget();

/**
 * The id of the device on which the page's calls are heard; empty for the default one.
 *
 * One for the whole page: whoever puts on a headset wants the next call there as well.
 */
export const chosenSpeaker = (): string => chosen;

export function chooseSpeaker(id: string): void {
  if (id === chosen) return;
  chosen = id;
  changes.dispatchEvent(new Event('change'));
}

/** Runs the listener whenever another speaker was chosen, until the signal aborts. */
export function onSpeaker(listener: () => void, signal: AbortSignal): void {
  changes.addEventListener('change', listener, { signal });
}
