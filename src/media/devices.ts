import { canCapture } from './capture-facts.js';
import { canChooseSpeaker } from './speaker.js';

/** A device of this computer, as a menu shows it. */
export interface Device {
  /** Stable for this site until the person clears its data. */
  readonly id: string;
  readonly kind: 'microphone' | 'camera' | 'speaker';
  /** The name the system gives it. Empty before the person has allowed a capture. */
  readonly label: string;
}

/**
 * The devices there are. Never prompts.
 *
 * Devices without an id are left out: they cannot be chosen, and the browser shows them so only before the person has
 * allowed a capture (W3C Media Capture 9.2.1). So are speakers where a page cannot choose one.
 */
export async function listDevices(): Promise<readonly Device[]> {
  const infos = canCapture() ? await navigator.mediaDevices.enumerateDevices() : [];
  return infos
    .filter(({ deviceId, kind }) => deviceId !== '' && (kind !== 'audiooutput' || canChooseSpeaker()))
    .map(({ deviceId, kind, label }) => ({ id: deviceId, kind: KINDS[kind], label }));
}

/** Hands over the new list whenever a device came or went, until the signal aborts. */
export function watchDevices(listener: (devices: readonly Device[]) => void, signal: AbortSignal): void {
  if (!canCapture()) return;
  let latest = 0;
  const onChange = async () => {
    const change = ++latest;
    const devices = await listDevices();
    // One plug makes several changes, and the lists may overtake each other.
    if (change === latest && !signal.aborted) listener(devices);
  };
  // A page that is being left lists nothing any more, and nobody looks at its menus.
  navigator.mediaDevices.addEventListener('devicechange', () => onChange().catch(() => {}), { signal });
}

const KINDS = { audioinput: 'microphone', videoinput: 'camera', audiooutput: 'speaker' } as const;
