import type { ReactiveController, ReactiveControllerHost } from 'lit';

const ticking = new Set<ReactiveControllerHost>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all clocks of the page, and none when no clock runs. */
function setTicking(host: ReactiveControllerHost, on: boolean): void {
  if (on) ticking.add(host);
  else ticking.delete(host);

  if (ticking.size === 0) {
    clearInterval(timer);
    timer = undefined;
  } else {
    timer ??= setInterval(() => ticking.forEach((each) => each.requestUpdate()), 1_000);
  }
}

/** Renders its host anew every second for as long as `runs()` says so. */
export class Clock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #runs: () => boolean;

  constructor(host: ReactiveControllerHost, runs: () => boolean) {
    this.#host = host;
    this.#runs = runs;
    host.addController(this);
  }

  hostUpdated(): void {
    setTicking(this.#host, this.#runs());
  }

  hostDisconnected(): void {
    setTicking(this.#host, false);
  }
}

/** A time span as `m:ss` or `h:mm:ss`. Rounded, because a timer that comes a little early must not show a second twice. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const [h, m, s] = [Math.floor(minutes / 60), minutes % 60, seconds % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${padded(m)}:${padded(s)}` : `${m}:${padded(s)}`;
}
