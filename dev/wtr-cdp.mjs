/**
 * Lets a test speak the Chrome DevTools Protocol to its own page: a slow network, a permission, a colour scheme.
 *
 * One session per page for as long as the page lives: emulation ends with the session that asked for it.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
export function cdpPlugin() {
  /** @type {WeakMap<import('playwright').Page, Promise<import('playwright').CDPSession>>} */
  const sessions = new WeakMap();

  return {
    name: 'cdp',
    async executeCommand({ command, payload, session }) {
      if (command !== 'cdp') return undefined;
      const { method, params } = /** @type {{ method: any, params: object }} */ (payload);
      /** @type {import('playwright').Page} */
      const page = /** @type {any} */ (session.browser).getPage(session.id);
      const opened = sessions.get(page) ?? page.context().newCDPSession(page);
      sessions.set(page, opened);
      const cdp = await opened;
      return await cdp.send(method, { ...params, ...(await inOwnContext(cdp, method)) });
    },
  };
}

/**
 * Permissions belong to the browser; without the context's name they would change for no test's page.
 *
 * @param {import('playwright').CDPSession} cdp
 * @param {string} method
 */
async function inOwnContext(cdp, method) {
  if (!method.startsWith('Browser.')) return {};
  const { targetInfo } = await cdp.send('Target.getTargetInfo');
  return { browserContextId: targetInfo.browserContextId };
}
