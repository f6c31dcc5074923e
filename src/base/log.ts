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
