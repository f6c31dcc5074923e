import type { Archive } from '../../src/archive/archive.js';

interface OtherPage extends Window {
  Archive: typeof Archive;
}

/** Another page of this origin, with modules of its own, that can be left as a person leaves one. */
export class OtherTab {
  readonly #frame: HTMLIFrameElement;
  readonly page: OtherPage;

  private constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
    this.page = frame.contentWindow as OtherPage;
  }

  static async open(): Promise<OtherTab> {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const tab = new OtherTab(frame);
    const script = tab.page.document.createElement('script');
    script.type = 'module';
    script.textContent = `
      import { Archive } from '${new URL('/src/archive/archive.ts', location.href).href}';
      window.Archive = Archive;
      frameElement.dispatchEvent(new Event('ready'));
    `;
    const ready = new Promise((resolve) => {
      frame.addEventListener('ready', resolve, { once: true });
    });
    tab.page.document.head.append(script);
    await ready;
    return tab;
  }

  /** Takes it away: its page hears `pagehide`, and then nothing any more. */
  close(): void {
    this.#frame.remove();
  }
}
