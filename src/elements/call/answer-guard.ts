import type { ReactiveController, ReactiveElement } from 'lit';

/** How long the buttons must have been in full sight, in milliseconds: long enough to see what one presses. */
const IN_SIGHT_MS = 500;
/** The same where the browser cannot tell what lies above them. */
const IN_VIEW_MS = 700;
/** Of the buttons' area; a page at 110 % rounds here and there. */
const NEARLY_ALL = 0.95;

/**
 * Keeps a page of somebody else, in which this one is framed, from making the person answer a call without knowing
 * (clickjacking).
 *
 * In a frame of another origin a press on an answer button of its host counts only when the buttons have been in sight
 * for a while, and nothing lay above them (Intersection Observer v2). Keys and screen readers' clicks need no sight, only
 * the time: the page around cannot move the focus to a button in here. Everywhere else nothing changes.
 */
export class AnswerGuard implements ReactiveController {
  /** Whether a press was refused because the buttons were not in full sight. */
  isCovered = false;

  readonly #host: ReactiveElement;
  #connection: AbortController | undefined;
  #observer: IntersectionObserver | undefined;
  #buttons: Element | null = null;
  /** Since when the buttons are there, and since when they are in sight, on the page's clock. */
  #thereSince = 0;
  #seenSince: number | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    // On its way down, before the button hears it.
    const options = { signal: this.#connection.signal, capture: true };
    this.#host.renderRoot.addEventListener('click', (event) => this.#onClick(event as MouseEvent), options);
  }

  hostUpdated(): void {
    const buttons = this.#host.isConnected ? this.#host.renderRoot.querySelector('[data-answers]') : null;
    if (buttons === this.#buttons) return;
    this.#forget();
    this.#buttons = buttons;
    if (buttons && isFramedByOthers(this.#host.ownerDocument.defaultView)) this.#watch(buttons);
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    this.#forget();
  }

  #watch(buttons: Element): void {
    this.#thereSince = performance.now();
    const onChange = (entries: readonly IntersectionObserverEntry[]) => {
      for (const entry of entries) this.#learn(entry);
    };
    const options = { threshold: NEARLY_ALL, trackVisibility: true, delay: 100 };
    this.#observer = new IntersectionObserver(onChange, options);
    this.#observer.observe(buttons);
  }

  #learn({ isIntersecting, intersectionRatio, isVisible, time }: IntersectionObserverEntry & Sight): void {
    const isSeen = isVisible ?? (isIntersecting && intersectionRatio >= NEARLY_ALL);
    if (!isSeen) this.#seenSince = undefined;
    else this.#seenSince ??= time;
  }

  #forget(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#buttons = null;
    this.#seenSince = undefined;
    this.isCovered = false;
  }

  #onClick(event: MouseEvent): void {
    if (!this.#observer || !(event.target as Element).closest('[part^="answer"]')) return;
    if (event.isTrusted && this.#isMeant(event)) return;
    event.stopImmediatePropagation();
    // Before that time a press that comes to nothing was not meant for the buttons.
    this.isCovered = this.#seenSince === undefined && event.timeStamp - this.#thereSince >= IN_VIEW_MS;
    this.#host.requestUpdate();
  }

  #isMeant({ detail, timeStamp }: MouseEvent): boolean {
    // The count of clicks is 0 for those that no pointer has made.
    if (detail === 0) return timeStamp - this.#thereSince >= IN_SIGHT_MS;
    const needed = canSeeAbove() ? IN_SIGHT_MS : IN_VIEW_MS;
    return this.#seenSince !== undefined && timeStamp - this.#seenSince >= needed;
  }
}

/** Of Intersection Observer v2, which not every browser has. */
interface Sight {
  readonly isVisible?: boolean;
}

const canSeeAbove = () => 'isVisible' in IntersectionObserverEntry.prototype;

/** Whether a page of another origin is anywhere around this one. */
function isFramedByOthers(view: Window | null): boolean {
  for (let page = view; page && page !== page.parent; page = page.parent) {
    // Null where the page around may not be looked into.
    if (!page.frameElement) return true;
  }
  return false;
}
