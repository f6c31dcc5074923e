import type { LaneBrowser, Tab } from './browsers.js';
import type { LaneOptions, LanePhone } from './page.js';

type Command = keyof LanePhone;

/** The phone on a page of a browser, told from Node what to do. */
export class RemotePhone {
  readonly browser: LaneBrowser;
  readonly #url: string;
  #tab: Tab | undefined;

  /** @param url Where `page.html` is served. */
  constructor(browser: LaneBrowser, url: string) {
    this.browser = browser;
    this.#url = url;
  }

  /** A new phone, in the page there is, or in a new one. */
  async open(options: LaneOptions): Promise<void> {
    if (!this.#tab || this.#tab.isClosed()) this.#tab = await this.browser.open(this.#url);
    await this.do('open', options);
  }

  /** See {@link LanePhone}. */
  async do<Name extends Command>(
    name: Name,
    ...args: Parameters<LanePhone[Name]>
  ): Promise<Awaited<ReturnType<LanePhone[Name]>>> {
    if (!this.#tab) throw new Error('The phone has no page yet.');
    const result = await this.#tab.evaluate(([command, parameters]) => window.tell(command, parameters), [
      name,
      args,
    ] as const);
    return result as Awaited<ReturnType<LanePhone[Name]>>;
  }

  async closePage(): Promise<void> {
    await this.#tab?.close();
  }

  /** What went wrong on the page and nobody caught; nothing when it was closed. */
  async faults(): Promise<readonly string[]> {
    return !this.#tab || this.#tab.isClosed() ? [] : await this.do('faults');
  }
}
