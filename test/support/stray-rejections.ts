/** The rejections that nobody has caught. */
export class StrayRejections {
  readonly #life = new AbortController();
  readonly #reasons: unknown[] = [];

  constructor() {
    const onStray = (event: PromiseRejectionEvent) => {
      this.#reasons.push(event.reason);
      event.preventDefault();
    };
    window.addEventListener('unhandledrejection', onStray, { signal: this.#life.signal });
  }

  /**
   * Takes all there have been until now.
   *
   * Browsers tell of them later, in a task of the source that a toggle comes from too (HTML 8.1.7.4, 4.11.1): the second
   * toggle comes behind whatever was queued when the task of the first began.
   */
  async take(): Promise<unknown[]> {
    const details = document.createElement('details');
    for (const open of [true, false]) {
      const toggled = new Promise((resolve) => details.addEventListener('toggle', resolve, { once: true }));
      details.open = open;
      await toggled;
    }
    return this.#reasons.splice(0);
  }

  close(): void {
    this.#life.abort();
  }
}
