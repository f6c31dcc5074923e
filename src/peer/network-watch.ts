/** The Network Information API (WICG), which not all browsers have, and TypeScript does not know. */
interface NetworkInformation extends EventTarget {
  /** `wifi`, `cellular` …; only where the browser tells. */
  readonly type?: string;
}

/**
 * Tells when this device is in another network, or back in one: the paths there were may be gone, long before anybody
 * notices by the silence.
 */
export function watchNetwork(changed: () => void, signal: AbortSignal): void {
  window.addEventListener('online', changed, { signal });
  // The page comes back from the back/forward cache, or the browser had frozen it (Page Lifecycle).
  window.addEventListener('pageshow', ({ persisted }) => persisted && changed(), { signal });
  document.addEventListener('resume', changed, { signal });

  const { connection } = navigator as Navigator & { readonly connection?: NetworkInformation };
  let type = connection?.type;
  // It also tells of every new estimate of the speed; and of a network that is gone, when nothing can be done yet.
  const look = () => {
    if (connection?.type === type || !navigator.onLine) return;
    type = connection?.type;
    changed();
  };
  connection?.addEventListener('change', look, { signal });
}
