import { executeServerCommand } from '@web/test-runner-commands';

/**
 * Sends one Chrome DevTools Protocol command to this page, e.g. `Network.emulateNetworkConditions`.
 *
 * What it emulates lasts until the test file ends, so a test takes it back.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
export async function cdp(method: string, params: object = {}): Promise<unknown> {
  return await executeServerCommand('cdp', { method, params });
}
