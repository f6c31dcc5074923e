import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { customElement } from './base/custom-element.js';
import { backspaceIcon, phoneIcon, videoIcon } from './base/icons.js';
import { styles } from './rtc-dialpad.styles.js';
import { obstacleOf, warningOf } from './people/obstacle.js';
import { RtcFormControl } from './base/rtc-form-control.js';
import { texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import { PhoneError } from '../base/errors.js';
import type { Call } from '../call/call.js';
import type { Phone } from '../phone/phone.js';

/** The keys of a telephone (ITU-T E.161), row by row, each with its letters. */
const KEYS = '1 2abc 3def 4ghi 5jkl 6mno 7pqrs 8tuv 9wxyz * 0 #'.split(' ');
/** How far an arrow key goes on the keypad, which is three keys wide in every language. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -3, ArrowDown: 3 };

/**
 * A field for a number, twelve keys, and two ways to call: with picture or by voice.
 *
 * A number may be any text the phone accepts. Enter calls with picture. While no call can be made the element says why.
 * In a `<form>` it is a field like others, and the number is its value.
 *
 * @tag rtc-dialpad
 * @summary Lets a person enter a number and call it.
 *
 * @fires {CustomEvent<{ number: string, audio: boolean, video: boolean }>} rtc-dial-request - The person wants to call. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - The call could not be made; the element says so as well.
 *
 * @fires {Event} input - The number is another one, by the person's doing.
 * @fires {Event} change - The same, when the person leaves the field.
 *
 * @attr {string} name - Under which a form submits the number.
 * @attr {boolean} disabled - Nothing can be entered, and a form submits nothing.
 * @attr {'ready' | 'pending' | 'blocked'} state - Read only: whether a call can be made, is being prepared, or cannot be made now.
 * @cssstate ready - A call can be made.
 * @cssstate pending - A call is being prepared; the browser may be asking for camera and microphone.
 * @cssstate blocked - No call can be made now: no connection, or another call.
 *
 * @csspart form - Everything.
 * @csspart label - The name of the field.
 * @csspart input - The field.
 * @csspart backspace - The button that deletes the last character.
 * @csspart keypad - The twelve keys.
 * @csspart key - One of them.
 * @csspart actions - The two call buttons.
 * @csspart video - The button that calls with picture.
 * @csspart voice - The button that calls by voice.
 * @csspart hint - The line that says why no call can be made, or that the number seems to be offline.
 * @csspart problem - What failed last, in words.
 */
@customElement('rtc-dialpad')
export class RtcDialpadElement extends RtcFormControl {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [theme, styles];

  /** Calls one more person while a call goes on. */
  @property({ type: Boolean }) additional = false;

  /** Shows only the field and the call buttons, no keys. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /**
   * The parameter of the page's address that holds a number to begin with: with `call`, a link to `?call=bob` fills in bob.
   * Nobody is called before the person presses a button.
   */
  @property({ attribute: 'link-param' }) linkParam?: string;

  /** The one key that the Tab key reaches. */
  @state() private at = 0;

  @query('input') private readonly input!: HTMLInputElement;

  #value = '';

  /** The number in the field. */
  @property()
  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    // A page may set a number, and taking the attribute away sets null.
    this.#value = String((value as string | number | null) ?? '');
    this.syncForm();
  }

  protected override get formValue(): string {
    return this.#value;
  }

  protected override get missingWords(): string {
    return texts().dialpad.empty;
  }

  protected override get anchor(): HTMLElement | null {
    return this.input;
  }

  protected override reset(): void {
    this.value = this.getAttribute('value') ?? this.#linked;
    this.problem = undefined;
  }

  protected override restore(value: unknown): void {
    if (typeof value === 'string') this.value = value;
  }

  /** The number in the page's address. */
  get #linked(): string {
    const { search = '' } = this.ownerDocument.defaultView?.location ?? {};
    return (this.linkParam && new URLSearchParams(search).get(this.linkParam)) || '';
  }

  /** Why no call can be made, in words. */
  get #obstacle(): string | undefined {
    // Without a phone the page may still answer the request.
    const obstacle = this.phone && obstacleOf(this.phone);
    const isInCall = !this.additional && this.followed && this.followed.state.phase !== 'ended';
    return obstacle ?? (this.phone && isInCall ? texts().dialpad.inCall : undefined);
  }

  /** Learns who comes and goes. @internal */
  follow(phone: Phone | undefined, _call: Call | undefined, signal: AbortSignal): void {
    phone?.presence.addEventListener('change', () => this.requestUpdate(), { signal });
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.#obstacle || this.pending || this.isDisabled) return;
    const number = this.value.trim();
    if (!number) {
      this.fail(new PhoneError('bad-number', 'A number must not be empty.'));
      this.input.focus();
      return;
    }
    const video = (event.submitter as HTMLButtonElement | null)?.value !== 'voice';
    void this.request('rtc-dial-request', { number, audio: true, video });
  }

  protected override wordsFor(problem: PhoneError): string {
    const isEmpty = problem.code === 'bad-number' && this.value.trim() === '';
    return isEmpty ? texts().dialpad.empty : super.wordsFor(problem);
  }

  #onInput(): void {
    this.value = this.input.value;
    this.problem = undefined;
  }

  #onKey(key: string): void {
    const { selectionStart: start, selectionEnd: end } = this.input;
    this.input.setRangeText(key, start ?? this.value.length, end ?? this.value.length, 'end');
    this.#onInput();
    this.tellChange('input');
  }

  #onBackspace(): void {
    const end = this.input.selectionEnd ?? this.value.length;
    const start = this.input.selectionStart ?? end;
    this.input.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
    this.#onInput();
    this.tellChange('input');
  }

  #onArrow(event: KeyboardEvent): void {
    const to = this.at + (STEPS[event.key] ?? 0);
    if (to === this.at || !KEYS[to]) return;
    event.preventDefault();
    this.at = to;
    this.renderRoot.querySelectorAll<HTMLElement>('.key')[to]?.focus();
  }

  protected override willUpdate(changed?: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed?.has('linkParam') && this.value === '') this.value = this.#linked;
    this.mark(this.pending ? 'pending' : this.#obstacle ? 'blocked' : 'ready');
  }

  protected override render(): unknown {
    const { dialpad } = texts();
    const reason = this.pending ? dialpad.pending : this.#obstacle;
    const blocked = reason ? 'true' : 'false';
    const hint = reason ?? (this.phone && warningOf(this.phone, this.value));
    return html`
      <form part="form" novalidate @submit=${this.#onSubmit}>
        <div class="number">
          <label class="hint" part="label" for="number">${dialpad.number}</label>
          <input
            id="number"
            class="field"
            part="input"
            dir="auto"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="go"
            aria-describedby="hint"
            data-next
            aria-invalid=${this.problem?.code === 'bad-number' ? 'true' : 'false'}
            ?disabled=${this.isDisabled}
            ?required=${this.required}
            .value=${this.value}
            @input=${this.#onInput}
            @change=${() => this.tellChange('change')}
          />
          ${this.value ? this.#renderBackspace() : nothing}
        </div>
        ${this.compact ? nothing : this.#renderKeypad()}
        <div class="actions" part="actions">
          <button
            class="primary"
            part="video"
            value="video"
            aria-describedby="hint"
            aria-disabled=${blocked}
            ?disabled=${this.isDisabled}
          >
            ${videoIcon}${dialpad.video}
          </button>
          <button
            part="voice"
            value="voice"
            aria-describedby="hint"
            aria-disabled=${blocked}
            ?disabled=${this.isDisabled}
          >
            ${phoneIcon}${dialpad.voice}
          </button>
        </div>
        <p
          id="hint"
          class="hint ${hint ? '' : 'hidden'} ${this.pending ? 'pending' : ''}"
          part="hint"
          role="status"
        >
          ${hint}
        </p>
        ${this.renderProblem()}
      </form>
    `;
  }

  #renderBackspace() {
    const label = texts().dialpad.backspace;
    return html`<button
      class="plain"
      part="backspace"
      type="button"
      aria-label=${label}
      ?disabled=${this.isDisabled}
      @click=${this.#onBackspace}
    >
      ${backspaceIcon}
    </button>`;
  }

  #renderKeypad() {
    const { dialpad } = texts();
    const names: Record<string, string> = { '*': dialpad.star, '#': dialpad.hash };
    return html`
      <div
        class="keypad"
        part="keypad"
        dir="ltr"
        role="group"
        aria-label=${dialpad.keypad}
        @keydown=${this.#onArrow}
      >
        ${KEYS.map(([key = '', ...letters], index) => {
          return html`<button
            class="key"
            part="key"
            type="button"
            aria-label=${names[key] ?? nothing}
            tabindex=${index === this.at ? 0 : -1}
            ?disabled=${this.isDisabled}
            @focus=${() => (this.at = index)}
            @click=${() => this.#onKey(key)}
          >
            ${key}<small aria-hidden="true">${letters.join('').toUpperCase()}</small>
          </button>`;
        })}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-dialpad': RtcDialpadElement;
  }
}
