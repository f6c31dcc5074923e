import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';

import { phoneContext } from './phone-context.js';
import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';

/** What the controller needs of its host. */
export interface PhoneHost extends ReactiveElement {
  /** The id of an `<rtc-phone>` elsewhere on the page. */
  readonly for?: string;
  /** Which call of the phone the element shows. */
  chooseCall(phone: Phone | undefined): Call | undefined;
  /** Adds listeners of its own to what is now followed; they go with the signal. */
  follow?(phone: Phone | undefined, call: Call | undefined, signal: AbortSignal): void;
}

const PHONE_EVENTS = ['statechange', 'callschange'];
const MEDIA_EVENTS = ['statechange', 'trackchange'];
const CALL_EVENTS = ['statechange', 'mediachange'];

/**
 * Finds the phone of an element, and renders the element anew on every change of phone, media or call.
 *
 * An own phone comes before the one that `for` names, and that before the one around the element.
 */
export class PhoneController implements ReactiveController {
  /** The phone handed to the element. */
  own: Phone | undefined;

  readonly #host: PhoneHost;
  #around: Phone | undefined;
  #phone: Phone | undefined;
  #call: Call | undefined;
  readonly #consumer: ContextConsumer<typeof phoneContext, PhoneHost>;
  #connection: AbortController | undefined;
  #watch: AbortController | undefined;

  constructor(host: PhoneHost) {
    this.#host = host;
    host.addController(this);
    this.#consumer = new ContextConsumer(host, {
      context: phoneContext,
      subscribe: true,
      callback: (phone) => {
        this.#around = phone;
        host.requestUpdate();
      },
    });
  }

  get phone(): Phone | undefined {
    return this.own ?? (this.#host.for ? this.element?.phone : this.#around);
  }

  /** The `<rtc-phone>` that `for` names. */
  get element(): (HTMLElement & { readonly phone?: Phone }) | undefined {
    const { for: id, ownerDocument } = this.#host;
    if (!id) return undefined;
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    return root.getElementById?.(id) ?? ownerDocument.getElementById(id) ?? undefined;
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    // The phone's element may come to the page, or be upgraded, later than this one: then nobody has answered yet.
    const onPhone = () => {
      if (this.#host.for) this.#host.requestUpdate();
      else if (!this.#around) this.#consumer.hostConnected();
    };
    this.#host.ownerDocument.addEventListener('rtc-phone-changed', onPhone, this.#connection);
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const { phone } = this;
    const call = this.#host.chooseCall(phone);
    if (this.#watch && phone === this.#phone && call === this.#call) return;

    this.#watch?.abort();
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    this.#phone = phone;
    this.#call = call;
    this.#renderOn(PHONE_EVENTS, phone, signal);
    this.#renderOn(MEDIA_EVENTS, phone?.media, signal);
    this.#renderOn(CALL_EVENTS, call, signal);
    this.#host.follow?.(phone, call, signal);
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    this.#watch?.abort();
    this.#watch = undefined;
    // An element that comes back somewhere else is answered anew.
    this.#around = undefined;
  }

  /** The host stands elsewhere, and was never off the page: all goes on, but another phone may be around it now. */
  hostMoved(): void {
    this.#consumer.hostDisconnected();
    this.#around = undefined;
    this.#consumer.hostConnected();
    this.#host.requestUpdate();
  }

  #renderOn(types: readonly string[], target: object | undefined, signal: AbortSignal): void {
    for (const type of types) {
      (target as EventTarget | undefined)?.addEventListener(type, () => this.#host.requestUpdate(), {
        signal,
      });
    }
  }
}
