/** Takes the page's uncaught errors, which else would fail the test run, until the function it returns is called. */
export function onPageError(take: (error: unknown) => void): () => void {
  const log: { error: unknown } = console;
  const { onerror } = window;
  const { error: print } = log;
  const instead: OnErrorEventHandler = (_event, _source, _line, _column, error) => {
    take(error);
    return true;
  };
  // The handler itself and no listener beside it: it is the test framework's.
  Object.assign(window, { onerror: instead });
  // The runner prints them too.
  log.error = () => {};
  return () => {
    Object.assign(window, { onerror });
    log.error = print;
  };
}
