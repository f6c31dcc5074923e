/**
 * How loud a log entry is.
 *
 * - `error`: the person did not get what they asked for.
 * - `warn`: something is odd and the kit went on: a refused message, a retry, a fallback.
 * - `info`: exactly one entry per step of a life: connected, ringing, answered, ended.
 * - `debug`: what an engineer wants to read who follows one call.
 */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One thing that happened. `detail` never holds keys, addresses or session descriptions. */
export interface LogEntry {
  readonly level: LogLevel;
  /** What happened, a stable name in kebab-case: `message-refused`, `call-ended`. */
  readonly event: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Where log entries go. The kit itself is silent: a page that wants a log hands one in. */
export type Logger = (entry: LogEntry) => void;

export const silent: Logger = () => {};

/** The page's logger, which can stop no call: the first thing it throws goes to the page's `error` event. */
export function guarded(logger?: Logger): Logger {
  // Node 20 has none.
  let report: typeof reportError | undefined = globalThis.reportError;
  return (entry) => {
    try {
      logger?.(entry);
    } catch (error) {
      report?.(error);
      report = undefined;
    }
  };
}
