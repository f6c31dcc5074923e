import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';

import { PhoneError } from '../../base/errors.js';
import type { RtcDetail, RtcEventMap } from '../events.js';
import { alertIcon, closeIcon } from './icons.js';
import { onTexts, texts } from './texts.js';

/** What all elements of the kit have in common: how they tell, fail, show their state, and move between documents. */
export abstract class RtcElement extends LitElement {
  /** States for style sheets, and the ties to a form. @internal */
  protected readonly internals = this.attachInternals();

  #connection: AbortController | undefined;
  #state = '';
  #focused: Element | null = null;

  /** What failed last and has not been dismissed. Shown by {@link renderProblem}. @internal */
  @state() protected problem: PhoneError | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    onTexts(() => this.requestUpdate(), this.#connection.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  /** Moved by `moveBefore()`. Without this callback it would be the same as leaving the page and coming back (DOM 4.2.3). */
  connectedMoveCallback(): void {}

  /**
   * A document hands its style sheets on to no other: in a Document Picture-in-Picture window an element arrives
   * without any, and may not adopt the old ones again (CSSOM, "constructor document").
   */
  adoptedCallback(): void {
    const view = this.ownerDocument.defaultView;
    if (!view || !this.shadowRoot) return;
    const { elementStyles } = this.constructor as typeof LitElement;
    this.shadowRoot.adoptedStyleSheets = elementStyles.map((style) => {
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync('cssText' in style ? style.cssText : '');
      return sheet;
    });
  }

  /** Shows a failure in this element and tells the page. An element never fails silently, nor throws from a handler. */
  fail(cause: unknown): void {
    this.problem = PhoneError.from(cause, 'failed', `<${this.localName}> could not do that.`);
    this.emit('rtc-error', this.problem);
  }

  /** Dispatches an event that leaves every shadow root. False when it was cancelable and a listener refused it. */
  protected emit<Type extends keyof RtcEventMap>(
    type: Type,
    detail: RtcDetail<Type>,
    cancelable = false,
  ): boolean {
    /** @internal */
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }

  /** Shows a state to style sheets, as the attribute `state` and as `:state(name)`. */
  protected mark(name: string): void {
    if (name === this.#state) return;
    this.internals.states.delete(this.#state);
    this.internals.states.add(name);
    this.#state = name;
    this.setAttribute('state', name);
  }

  protected override willUpdate(_changed?: PropertyValues): void {
    this.#focused = this.shadowRoot?.activeElement ?? null;
  }

  /**
   * A control that vanishes under the person's focus hands it to the one marked `data-next`, or, where the element shows
   * nothing any more, to the phone around it.
   */
  protected override updated(_changed?: PropertyValues): void {
    if (this.#focused?.checkVisibility() !== false) return;
    const around = this.getRootNode() as Document | ShadowRoot;
    const next = this.shadowRoot?.querySelector<HTMLElement>('[data-next]');
    (next ?? around.querySelector<HTMLElement>('[data-rtc-home]'))?.focus({ preventScroll: true });
  }

  /** How a failure reads in this element. @internal */
  protected wordsFor({ code }: PhoneError): string {
    return texts().errors[code];
  }

  /** The last failure in words, and a way to dismiss them. */
  protected renderProblem(): unknown {
    const { problem } = this;
    return problem
      ? html`<div class="problem" part="problem" role="alert">
          ${alertIcon}
          <span>${this.wordsFor(problem)}</span>
          <button class="plain" type="button" aria-label=${texts().dismiss} @click=${this.#onDismiss}>
            ${closeIcon}
          </button>
        </div>`
      : nothing;
  }

  #onDismiss(): void {
    this.problem = undefined;
  }
}
