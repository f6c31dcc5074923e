import type { ReactiveController, ReactiveElement } from 'lit';

/** So near to the end, in CSS pixels, a person looks at what comes. */
const NEAR_PX = 24;

/**
 * Keeps the place where a person reads in a list that grows at both ends: the end, if they were there; else the same lines.
 *
 * Browsers' own scroll anchoring (CSS Scroll Anchoring 1) knows nothing of the first, and Safari does neither: so the list
 * must have `overflow-anchor: none`.
 */
export class ChatScroll implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #moved: () => void;
  readonly #sizes = new ResizeObserver(() => this.#settle());
  #box: HTMLElement | undefined;
  #atEnd = true;
  /** Where the box was when we looked last. */
  #top = 0;
  /** The line at the upper edge, and where its lower end was: at the upper one there may be a name now, or none. */
  #anchor: { readonly line: HTMLElement; readonly end: number } | undefined;

  /** @param moved The person has come to the end, or left it. */
  constructor(host: ReactiveElement, moved: () => void) {
    this.#host = host;
    this.#moved = moved;
    host.addController(this);
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** Goes to the end with the next update, and stays there. */
  toEnd(): void {
    this.#atEnd = true;
    this.#top = this.#box?.scrollTop ?? 0;
    this.#host.requestUpdate();
  }

  /** Shows a line at the upper edge, unless all below it fits in the box anyway. */
  toLine(line: HTMLElement): void {
    if (!this.#box) return;
    this.#box.scrollTop = line.offsetTop;
    this.#look();
  }

  hostUpdate(): void {
    const box = this.#box;
    // The person may have scrolled, and the browser tells it only with the next frame.
    if (box && box.scrollTop !== this.#top) this.#look();
    const lines = box?.querySelectorAll<HTMLElement>('.line') ?? [];
    const line = [...lines].find((each) => endOf(each) > (box?.scrollTop ?? 0));
    this.#anchor = this.#atEnd || !line ? undefined : { line, end: endOf(line) };
  }

  hostUpdated(): void {
    const box = this.#host.renderRoot?.querySelector<HTMLElement>('[data-scroll]') ?? undefined;
    if (box !== this.#box) this.#follow(box);
    this.#settle();
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(box: HTMLElement | undefined): void {
    this.#sizes.disconnect();
    this.#box = box;
    this.#atEnd = true;
    if (!box) return;
    this.#sizes.observe(box);
    box.addEventListener('scroll', () => this.#look(), { passive: true });
  }

  #settle(): void {
    const box = this.#box;
    if (!box) return;
    if (this.#atEnd) box.scrollTop = box.scrollHeight;
    else if (this.#anchor?.line.isConnected) box.scrollTop += endOf(this.#anchor.line) - this.#anchor.end;
    this.#anchor = undefined;
    this.#top = box.scrollTop;
  }

  #look(): void {
    const box = this.#box;
    // One that is not shown has no place to be at.
    if (!box?.clientHeight) return;
    this.#top = box.scrollTop;
    const atEnd = box.scrollHeight - box.clientHeight - box.scrollTop <= NEAR_PX;
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.#moved();
  }
}

const endOf = ({ offsetTop, offsetHeight }: HTMLElement) => offsetTop + offsetHeight;
