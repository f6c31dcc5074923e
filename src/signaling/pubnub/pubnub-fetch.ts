/** The SDK's own name for the hidden frame whose `fetch` it uses, so that nobody's patches are in the way. */
const FRAME_NAME = 'pubnub-context-unpatched-fetch';
/** Answers that must not have a body (Fetch Standard 2.2.3). */
const BODILESS = new Set([204, 205, 304]);

const lenders = new WeakMap<Element, typeof fetch>();

/**
 * Makes a client of the SDK and lends it a `fetch` that fails in one way only.
 *
 * Left to itself the SDK takes the `fetch` of a frame in `<body>`, and dies for good when the page replaces its body; it
 * throws in a sandbox; and it tells failures apart by their English text, so that Safari's "cancelled" stops it without a
 * word, and an older Safari's "The request timed out." counts as the service's refusal. So a frame of ours is put where
 * it looks for its own: no child of `<body>`, done without where there is none, and its `fetch` rejects with the one text
 * that the SDK takes for a lost network. All clients of a page share it, since the SDK does so.
 */
export function lendFetch<Client>(make: () => Client): Client {
  if (typeof document === 'undefined') return make();
  const lent = frameFetch();
  const own = window.fetch;
  // Before version 10 the SDK looks for a frame only if the page's `fetch` is not the browser's. A page may have made
  // that unchangeable, which is no reason to throw.
  Reflect.set(window, 'fetch', lent);
  try {
    return make();
  } finally {
    Reflect.set(window, 'fetch', own);
  }
}

/** The `fetch` of our frame, which is made if there is none. */
function frameFetch(): typeof fetch {
  const found = document.querySelector(`iframe[name="${FRAME_NAME}"]`);
  const known = found && lenders.get(found);
  if (known) return known;

  const frame = document.createElement('iframe');
  frame.name = FRAME_NAME;
  frame.hidden = true;
  frame.title = '';
  frame.src = 'about:blank';
  // Before `<body>`, so that it is found before one that the SDK has put there.
  document.documentElement.insertBefore(frame, document.body);
  const lent = steadyFetch(frame, frame.contentWindow);
  Object.defineProperty(frame, 'contentWindow', { value: { fetch: lent } });
  lenders.set(frame, lent);
  return lent;
}

function steadyFetch(frame: HTMLIFrameElement, inside: Window | null): typeof fetch {
  return async (request, init) => {
    try {
      const send = frame.isConnected ? fetchOf(inside) : fetch;
      const response = await send(request, init);
      // Read here, where the SDK's time limit still holds; it waits for a body without one.
      const body = await response.arrayBuffer();
      const { status, statusText, headers } = response;
      return new Response(BODILESS.has(status) ? null : body, { status, statusText, headers });
    } catch (cause) {
      if (init?.signal?.aborted) throw cause;
      throw new TypeError('Failed to fetch', { cause });
    }
  };
}

/** The `fetch` that nobody has patched, or the page's own where a sandbox forbids to look into any frame. */
function fetchOf(inside: (Window & { readonly fetch?: typeof fetch }) | null): typeof fetch {
  try {
    return inside?.fetch?.bind(inside) ?? fetch;
  } catch {
    return fetch;
  }
}
