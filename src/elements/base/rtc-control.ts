import { property, state } from 'lit/decorators.js';

import type { RtcDetail, RtcRequest } from '../events.js';
import { PhoneController } from './phone-controller.js';
import { carryOut } from '../phone/requests.js';
import { RtcElement } from './rtc-element.js';
import type { Call } from '../../call/call.js';
import type { LocalMedia } from '../../media/local-media.js';
import type { Phone } from '../../phone/phone.js';

/** An element that shows something of a phone and asks it for things. It holds no truth of its own. */
export abstract class RtcControl extends RtcElement {
  readonly #phones = new PhoneController(this);

  /** The id of an `<rtc-phone>` elsewhere on the page, for an element that stands outside of it. */
  @property() for?: string;

  /** The request under way, if one is. @internal */
  @state() protected pending: RtcRequest | undefined;

  /** The phone: the one set here, else the one that `for` names, else the one around the element. */
  @property({ attribute: false })
  get phone(): Phone | undefined {
    return this.#phones.phone;
  }

  set phone(phone: Phone | undefined) {
    this.#phones.own = phone;
  }

  override connectedMoveCallback(): void {
    this.#phones.hostMoved();
  }

  /** Camera and microphone of the phone. @internal */
  protected get media(): LocalMedia | undefined {
    return this.phone?.media;
  }

  /** The call that the element follows. @internal */
  protected get followed(): Call | undefined {
    return this.chooseCall(this.phone);
  }

  /** Which call of the phone to follow: the current one. @internal */
  chooseCall(phone: Phone | undefined): Call | undefined {
    return phone?.call;
  }

  /**
   * Asks for something: first the page, by a cancelable event, then the phone. What fails is shown here.
   *
   * Settles when it is done, when it has failed, or when the page has taken it over. True when it is done.
   */
  protected async request<Type extends RtcRequest>(type: Type, detail: RtcDetail<Type>): Promise<boolean> {
    this.problem = undefined;
    if (!this.#ask(this, type, detail)) return false;
    // A listener on a phone far away has a say as well.
    const { element } = this.#phones;
    if (element && !element.contains(this) && !this.#ask(element, type, detail)) return false;

    this.pending = type;
    try {
      await carryOut(type, detail, this.phone);
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    } finally {
      this.pending = undefined;
    }
  }

  #ask<Type extends RtcRequest>(target: EventTarget, type: Type, detail: RtcDetail<Type>): boolean {
    const event = new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true });
    /** @internal */
    if (!target.dispatchEvent(event)) return false;
    // Taken: <rtc-phone> answers only what is still open when the dispatch is over.
    event.preventDefault();
    return true;
  }
}
