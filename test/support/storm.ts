/** Longer than it takes until a side that has made too many offers may make some again. */
const LATER_MS = 11_000;
/** After so many looks without another offer it has none left. */
const QUIET_LOOKS = 10;
const MAX_LOOKS = 600;

/**
 * The browser wants to negotiate again as soon as it has negotiated, as Chromium does for ever when the data section of a
 * connection is rejected. Once it is out of offers, the time passes in which it would get new ones.
 *
 * @param connection The one in use, at any time. It storms until that is another one, or closed.
 */
export async function storm(connection: () => RTCPeerConnection | undefined): Promise<void> {
  const stormy = connection();
  if (!stormy) throw new Error('There is no connection yet.');
  const { now } = performance;
  let quiet = 0;
  stormy.addEventListener('signalingstatechange', () => (quiet = 0));
  try {
    for (let looks = 0; connection() === stormy && stormy.signalingState !== 'closed'; looks += 1) {
      if (looks > MAX_LOOKS) throw new Error('Nobody ends the storm.');
      stormy.dispatchEvent(new Event('negotiationneeded'));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      quiet += 1;
      if (quiet === QUIET_LOOKS) performance.now = () => now.call(performance) + LATER_MS;
    }
  } finally {
    performance.now = now;
  }
}
