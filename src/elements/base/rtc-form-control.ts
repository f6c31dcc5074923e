import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';

import { RtcControl } from './rtc-control.js';

/** What a control hands over to its form. */
type FormValue = string | File | null;

/**
 * A control that the `<form>` around it submits, resets and checks like its own (HTML 4.13.5, "form-associated custom
 * elements"). Outside of a form it is as any other.
 */
export abstract class RtcFormControl extends RtcControl {
  static readonly formAssociated = true;

  /** Without a value the form is not submitted. */
  @property({ type: Boolean, reflect: true }) required = false;

  /** Whether the control, or a `<fieldset>` around it, is disabled. @internal */
  @state() protected isDisabled = false;

  /** What the form submits. Undefined for nothing. @internal */
  protected abstract get formValue(): FormValue;

  /** What to tell a person who leaves out a required value. @internal */
  protected abstract get missingWords(): string;

  /** The field, or the button, to which the browser points when the value is missing. @internal */
  protected abstract get anchor(): HTMLElement | null;

  /** Goes back to what the page began with. @internal */
  protected abstract reset(): void;

  /** Takes what the browser has kept while the page was away. @internal */
  protected abstract restore(value: FormValue): void;

  /** Under which the form submits the value. Without a name it does not. */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }

  set name(name: string) {
    this.setAttribute('name', name);
  }

  /** Nothing can be entered, and the form submits nothing. */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled);
  }

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get validity(): ValidityState {
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** The same, and shows the person what is wrong. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.isDisabled = disabled;
  }

  /** @internal */
  formResetCallback(): void {
    this.reset();
  }

  /** @internal */
  formStateRestoreCallback(value: FormValue): void {
    this.restore(value);
  }

  /** Hands the value to the form. To be called on every change: a page may submit before the next update. */
  protected syncForm(): void {
    const value = this.formValue;
    this.internals.setFormValue(value);
    if (this.required && !value) {
      this.internals.setValidity({ valueMissing: true }, this.missingWords, this.anchor ?? undefined);
    } else this.internals.setValidity({});
  }

  /** Tells the page, as a field of the browser's would, that the person has changed the value. */
  protected tellChange(...types: readonly ('input' | 'change')[]): void {
    for (const type of types) {
      /** @internal */
      this.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }
  }

  protected override updated(changed?: PropertyValues): void {
    super.updated(changed);
    this.syncForm();
  }
}
