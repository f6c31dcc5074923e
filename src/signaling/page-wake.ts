/** What a page can notice about its own connections. */
export interface PageNews {
  /** The network has changed, or the page was asleep: whatever was open may be dead. */
  readonly onWake: () => void;
  /** The browser says that there is no network. */
  readonly onOffline: () => void;
  /** Somebody looks at the page again. */
  readonly onVisible: () => void;
}

/**
 * Tells a connection what happens to its page, until the signal aborts.
 *
 * `online` comes with every change of network, `resume` after a freeze (Page Lifecycle, WICG), `pageshow` out of the
 * back/forward cache. A laptop that slept with the page in front may fire none of them.
 */
export function watchPage({ onWake, onOffline, onVisible }: PageNews, signal: AbortSignal): void {
  if (typeof window === 'undefined') return;
  window.addEventListener('online', onWake, { signal });
  window.addEventListener('offline', onOffline, { signal });
  window.addEventListener('pageshow', ({ persisted }) => persisted && onWake(), { signal });
  document.addEventListener('resume', onWake, { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && onVisible(), {
    signal,
  });
}
