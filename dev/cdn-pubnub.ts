/**
 * What `pubnub` is in the build for a script tag: PubNub's own file, fetched from beside ours when it is first needed.
 */
interface PubNubModule {
  readonly default: unknown;
}

const page = globalThis as { PubNub?: unknown };

/** `import()` waits for a module that exports this, each time anew: a failed top-level `await` would be final. */
// oxlint-disable-next-line unicorn/no-thenable -- Being awaited is what it is for.
export function then(resolve: (module: PubNubModule) => void, reject: (reason: unknown) => void): void {
  loadPubNub().then((PubNub) => resolve({ default: PubNub }), reject);
}

/** The page's own copy, if it has one: two would be two connections' worth of code for nothing. */
async function loadPubNub(): Promise<unknown> {
  if (!page.PubNub) await loadScript(new URL(/* @vite-ignore */ './pubnub.min.js', import.meta.url).href);
  if (!page.PubNub) throw new Error('pubnub.min.js is not what was expected next to rtc-elements.js.');
  return page.PubNub;
}

/** A script element, because PubNub's file is not a module and makes itself a global. */
async function loadScript(src: string): Promise<void> {
  const script = document.createElement('script');
  script.crossOrigin = 'anonymous';
  script.src = src;
  try {
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => reject(new Error(`${src} could not be loaded.`)));
      document.head.append(script);
    });
  } finally {
    script.remove();
  }
}
