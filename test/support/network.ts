import { cdp } from './cdp.js';

/**
 * Takes this page's network away, or gives it back: `navigator.onLine` and its events, and new requests to PubNub.
 *
 * What is under way stays so, and so does the connection to the test runner: with CDP's own offline mode it would be cut,
 * and the test could never end.
 */
export async function setOffline(offline: boolean): Promise<void> {
  const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  // PubNub's development server; the test runner is on `localhost`.
  const urlPatterns = [{ urlPattern: 'http://127.0.0.1:*/*', block: offline }];
  await cdp('Network.enable');
  await cdp('Network.setBlockedURLs', { urlPatterns });
  await cdp('Network.overrideNetworkState', { offline, ...unlimited });
}
