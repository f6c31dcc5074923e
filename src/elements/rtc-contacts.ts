import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { moveByArrow } from './base/arrow-keys.js';
import { avatar } from './call/avatar.js';
import { ContactWatch } from './people/contact-watch.js';
import { customElement } from './base/custom-element.js';
import { contacts } from './english/contacts.js';
import { phoneIcon, videoIcon } from './base/icons.js';
import { listStyles } from './people/list.styles.js';
import { obstacleOf } from './people/obstacle.js';
import { RtcControl } from './base/rtc-control.js';
import { styles } from './rtc-contacts.styles.js';
import { addTexts, texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import type { Availability } from '../phone/contacts.js';

addTexts({ contacts });

/** Somebody in the list. */
export interface Contact {
  readonly number: string;
  /** What to show in place of the number. */
  readonly name?: string;
  /** A word about them: what they do, when they are there. */
  readonly note?: string;
}

/**
 * People, whether they can be called, and two ways to call each: with picture or by voice.
 *
 * Those show whether they are available whose phone is `visible` (see `phone.presence`). Who seems to be offline is called
 * all the same, after a question. With `selectable` a name can be pressed as well: to open a chat, for one.
 *
 * @tag rtc-contacts
 * @summary Lists people, shows who can be called, and calls them.
 *
 * @fires {CustomEvent<{ number: string, audio: boolean, video: boolean }>} rtc-dial-request - The person wants to call somebody. Cancelable.
 * @fires {CustomEvent<{ number: string }>} rtc-contact-selected - The person has chosen somebody.
 * @fires {CustomEvent<PhoneError>} rtc-error - A call could not be made, or a number makes no sense; the element says so as well.
 *
 * @attr {'loading' | 'ready' | 'empty' | 'offline' | 'unsupported'} state - Read only: what there is to see.
 * @cssstate loading - There is no phone yet, or it is being connected.
 * @cssstate ready - It is shown who can be called.
 * @cssstate empty - There is nobody in the list.
 * @cssstate offline - The phone is not connected.
 * @cssstate unsupported - The phone's service does not tell who can be called.
 *
 * @csspart title - What the list is called.
 * @csspart list - The people.
 * @csspart contact - One of them.
 * @csspart avatar - Their initials.
 * @csspart dot - The sign for whether they can be called.
 * @csspart select - The button that chooses them.
 * @csspart name - Who it is.
 * @csspart status - Whether they can be called, in words.
 * @csspart note - A word about them.
 * @csspart video - The button that calls with picture.
 * @csspart voice - The button that calls by voice.
 * @csspart question - What is asked before somebody is called who is offline.
 * @csspart anyway - The button that calls them.
 * @csspart cancel - The one that does not.
 * @csspart hint - What there is in place of a list, or why nobody can be called.
 * @csspart problem - What failed last, in words.
 */
@customElement('rtc-contacts')
export class RtcContactsElement extends RtcControl {
  static override styles = [theme, listStyles, styles];

  /** Whom to show: numbers, with spaces between them. */
  @property() numbers: string | readonly string[] = '';

  /** Whom to show, with names: in place of `numbers`. */
  @property({ attribute: false }) contacts?: readonly Contact[];

  /** Lets the person choose somebody. */
  @property({ type: Boolean, reflect: true }) selectable = false;

  /** The number of whoever is chosen. */
  @property({ reflect: true }) selected?: string;

  /** Who is to be called, and seems to be offline. @internal */
  @state() private asked: { readonly number: string; readonly video: boolean } | undefined;

  /** The button whose question is asked, or was last. */
  #origin: { readonly number: string; readonly video: boolean } | undefined;
  readonly #watch = new ContactWatch(this, (error) => this.fail(error));

  /** Each once, and as phones write numbers. */
  get #people(): readonly Contact[] {
    const numbers = typeof this.numbers === 'string' ? this.numbers.split(/\s+/) : this.numbers;
    const given = this.contacts ?? numbers.map((number): Contact => ({ number }));
    const people = given.map((each) => ({ ...each, number: each.number.trim().normalize() }));
    return [...new Map(people.map((each) => [each.number, each])).values()].filter(({ number }) => number);
  }

  get #view(): 'loading' | 'ready' | 'empty' | 'offline' | 'unsupported' {
    if (this.#people.length === 0) return 'empty';
    switch (this.phone?.state.phase) {
      case 'ready':
      case 'reconnecting':
        return this.#watch.isUnsupported ? 'unsupported' : 'ready';
      case 'offline':
      case 'failed':
        return 'offline';
      default:
        return 'loading';
    }
  }

  /** Why nobody can be called, in words. */
  get #obstacle(): string | undefined {
    return this.phone ? obstacleOf(this.phone) : texts().dialpad.notReady;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    if (this.isConnected)
      this.#watch.follow(
        this.phone,
        this.#people.map(({ number }) => number),
      );
    // Who has come meanwhile needs no question.
    if (this.asked && this.#watch.statusOf(this.asked.number) !== 'offline') this.asked = undefined;
    this.mark(this.#view);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated();
    // Who has pressed a button is to know that it did not call yet.
    if (this.asked && changed.has('asked' as keyof this))
      this.renderRoot.querySelector<HTMLElement>('[part=anyway]')?.focus();
  }

  #isInCall(number: string): boolean {
    return this.phone?.calls.some((call) => call.number === number) ?? false;
  }

  #onCall(number: string, video: boolean): void {
    if (this.#obstacle || this.pending || this.#isInCall(number)) return;
    if (this.#watch.statusOf(number) === 'offline') this.asked = { number, video };
    else this.#dial(number, video);
    this.#origin = this.asked;
  }

  #onAnyway(): void {
    const { asked } = this;
    this.asked = undefined;
    if (asked && !this.#obstacle && !this.pending) this.#dial(asked.number, asked.video);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.asked = undefined;
    else moveByArrow(event, this.renderRoot);
  }

  #dial(number: string, video: boolean): void {
    void this.request('rtc-dial-request', { number, audio: true, video });
  }

  #onSelect(number: string): void {
    this.selected = number;
    this.emit('rtc-contact-selected', { number });
  }

  protected override render(): unknown {
    const words = texts().contacts;
    const people = this.#people;
    return html`
      <div class="title" id="title" part="title">${words.title}</div>
      <ul
        part="list"
        role="list"
        aria-labelledby="title"
        ?hidden=${people.length === 0}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      >
        ${repeat(
          people,
          ({ number }) => number,
          (contact) => this.#renderContact(contact),
        )}
      </ul>
      ${this.#renderHint()} ${this.renderProblem()}
    `;
  }

  #renderHint() {
    const { contacts: words, dialpad } = texts();
    const view = this.#view;
    if (view === 'empty') return html`<p class="hint empty" part="hint">${words.empty}</p>`;
    const pending = this.pending && dialpad.pending;
    const hint = pending ?? this.#obstacle ?? (view === 'unsupported' ? words.unsupported : '');
    return html`<p
      class="hint ${hint ? 'below' : 'hidden'} ${pending ? 'pending' : ''}"
      part="hint"
      role="status"
    >
      ${hint}
    </p>`;
  }

  #renderContact(contact: Contact) {
    const { number, name = number } = contact;
    const status = this.#watch.statusOf(number);
    const isInCall = this.#isInCall(number);
    const isAsked = this.asked?.number === number;
    const isCurrent = this.selectable && this.selected === number;
    const who = this.#renderWho(contact, isInCall ? 'inCall' : status);
    return html`
      <li part="contact" class=${isCurrent ? 'current' : ''}>
        <span class="face">
          ${avatar(name)}<span class="dot ${isInCall ? 'busy' : status}" part="dot"></span>
        </span>
        ${
          this.selectable
            ? html`<button
                class="plain who"
                part="select"
                type="button"
                aria-current=${isCurrent ? 'true' : 'false'}
                @click=${() => this.#onSelect(number)}
              >
                ${who}
              </button>`
            : html`<div class="who">${who}</div>`
        }
        <div class="actions">${this.#renderCall(contact, true)} ${this.#renderCall(contact, false)}</div>
        ${isAsked ? this.#renderQuestion() : nothing}
      </li>
    `;
  }

  #renderWho({ number, name = number, note }: Contact, status: Availability | 'inCall') {
    const words = texts().contacts;
    const isTold = this.#view === 'ready' || status === 'inCall';
    return html`
      <span class="words">
        <span class="name" part="name"
          ><bdi class="one-line" title=${name === number ? nothing : number}>${name}</bdi></span
        >
        <span class="detail hint">
          ${isTold ? html`<span class="status" part="status">${words[status]}</span>` : nothing}
          ${note ? html`<span class="note" part="note"><bdi>${note}</bdi></span>` : nothing}
        </span>
      </span>
    `;
  }

  #renderQuestion() {
    const words = texts().contacts;
    return html`
      <div class="question" part="question" role="group" aria-labelledby="question">
        <span id="question">${words.question}</span>
        <div class="choice">
          <button
            class="primary"
            part="anyway"
            type="button"
            aria-describedby="question"
            @click=${this.#onAnyway}
          >
            ${words.callAnyway}
          </button>
          <button part="cancel" type="button" @click=${() => (this.asked = undefined)}>
            ${words.cancel}
          </button>
        </div>
      </div>
    `;
  }

  #renderCall({ number, name = number }: Contact, video: boolean) {
    const { dialpad } = texts();
    const label = `${video ? dialpad.video : dialpad.voice}: ${name}`;
    const isBlocked = this.#obstacle !== undefined || this.#isInCall(number);
    return html`
      <button
        class="plain call"
        part=${video ? 'video' : 'voice'}
        type="button"
        aria-label=${label}
        title=${label}
        ?data-next=${this.#origin?.number === number && this.#origin.video === video}
        aria-disabled=${isBlocked ? 'true' : 'false'}
        @click=${() => this.#onCall(number, video)}
      >
        ${video ? videoIcon : phoneIcon}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-contacts': RtcContactsElement;
  }
}
