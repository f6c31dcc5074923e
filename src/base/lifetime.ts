/** Runs `task` once after `delayMs`, unless the signal aborts first. Returns a way to call it off. */
export function later(delayMs: number, signal: AbortSignal, task: () => void): () => void {
  if (signal.aborted) return () => {};
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', cancel);
    task();
  }, delayMs);
  const cancel = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  };
  signal.addEventListener('abort', cancel, { once: true });
  return cancel;
}

/** Waits, or rejects with the signal's reason as soon as it aborts. */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return unlessAborted(new Promise((resolve) => later(delayMs, signal, resolve)), signal);
}

/** The promise's outcome, or the signal's reason, whichever comes first. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    // Nobody else listens to what became of no interest.
    promise.catch(() => {});
    return Promise.reject(signal.reason as Error);
  }
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** A promise that is settled from outside. `Promise.withResolvers()`, which Node 20 and Safari 17.3 lack. */
export function deferred(): { promise: Promise<void>; resolve: () => void; reject: (reason: Error) => void } {
  let resolve: () => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
