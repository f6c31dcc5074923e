/** The frame whose `fetch` PubNub's SDK uses, as the kit has made it. */
export function fetchFrame(): HTMLIFrameElement {
  const frame = document.querySelector<HTMLIFrameElement>('iframe[name="pubnub-context-unpatched-fetch"]');
  if (!frame) throw new Error('There is no such frame.');
  return frame;
}

/** The frame's real window: what the frame shows of it is the kit's. */
function insideOf(frame: HTMLIFrameElement): { fetch: typeof fetch } {
  const getter = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')?.get;
  return getter?.call(frame) as { fetch: typeof fetch };
}

/** Words the failures of requests that begin from now on as another browser does, until it is told to stop. */
export function wordFailures(error: Error): { readonly count: number; stop(): void } {
  const inside = insideOf(fetchFrame());
  const real = inside.fetch;
  let count = 0;
  inside.fetch = async (input, init) => {
    try {
      return await real.call(inside, input, init);
    } catch (cause) {
      if (init?.signal?.aborted) throw cause;
      count += 1;
      throw error;
    }
  };
  return {
    get count() {
      return count;
    },
    stop: () => {
      inside.fetch = real;
    },
  };
}
