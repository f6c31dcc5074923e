/**
 * What `pubnub` is in the build for a script tag: PubNub's own file, fetched from beside ours when it is first needed.
 */
interface PubNubModule {
  readonly default: unknown;
}

const page = globalThis as { PubNub?: unknown };
let tries = 0;

/** `import()` waits for a module that exports this, each time anew: a failed top-level `await` would be final. */
// oxlint-disable-next-line unicorn/no-thenable -- Being awaited is what it is for.
export function then(resolve: (module: PubNubModule) => void, reject: (reason: unknown) => void): void {
  loadPubNub().then((PubNub) => resolve({ default: PubNub }), reject);
}

/** The page's own copy, if it has one: two would be two connections' worth of code for nothing. */
async function loadPubNub(): Promise<unknown> {
  if (!page.PubNub) await runScript(new URL(/* @vite-ignore */ './pubnub.min.js', import.meta.url).href);
  if (!page.PubNub) throw new Error('pubnub.min.js is not what was expected next to rtc-elements.js.');
  return page.PubNub;
}

/**
 * PubNub's file is no module, but makes itself a global also when it is run as one. A script element would need a policy of
 * its own on pages with Trusted Types.
 */
async function runScript(url: string): Promise<void> {
  tries += 1;
  // Some browsers remember for each address, with its fragment, that a module could not be had.
  await import(/* @vite-ignore */ `${url}#${tries}`).catch((cause: unknown) => {
    throw new Error(`${url} could not be loaded.`, { cause });
  });
}
