import { html, type ReactiveElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { MAX_CHAT_CHARS } from '../../phone/limits.js';
import { sendIcon } from '../photo/photo-icons.js';
import { texts } from '../base/texts.js';

/** So near to the limit, in characters, the person is told. */
const NEAR_LIMIT = 200;

export interface ChatComposerInit {
  /** The person has written something else. */
  readonly edited: () => void;
  /** The person sends a text: not empty, not too long, and not while there is an obstacle. */
  readonly sent: (text: string) => void;
}

/** The field and the button of a chat: Enter sends, Shift and Enter begin another line. What is too long is not cut. */
export class ChatComposer {
  readonly #host: ReactiveElement;
  readonly #init: ChatComposerInit;
  #draft = '';
  /** What was begun and not sent, by the talk it was meant for. */
  readonly #drafts = new Map<string, string>();
  #talk = '';
  #obstacle: string | undefined;

  constructor(host: ReactiveElement, init: ChatComposerInit) {
    this.#host = host;
    this.#init = init;
  }

  /** The person writes to somebody else from now on: what they have begun here waits for them. */
  turnTo(talk: string): void {
    this.#drafts.set(this.#talk, this.#draft);
    this.#draft = this.#drafts.get(talk) ?? '';
    this.#talk = talk;
  }

  /** Gives a text back that could not be sent. What the person has begun to write meanwhile comes before it. */
  restore(text: string): void {
    this.#draft ||= text;
    this.#host.requestUpdate();
  }

  focus(): void {
    this.#input?.focus({ preventScroll: true });
  }

  get #input(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }

  #onInput(): void {
    this.#draft = this.#input?.value ?? '';
    this.#host.requestUpdate();
    this.#init.edited();
  }

  #onKey(event: KeyboardEvent): void {
    // While an input method composes a word, Enter is for that word.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#onSubmit(event);
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    const text = this.#draft.trim();
    if (this.#obstacle || text === '' || text.length > MAX_CHAT_CHARS) return;
    this.#draft = '';
    this.#host.requestUpdate();
    this.#init.sent(text);
  }

  /**
   * @param obstacle Why nothing can be sent, in words.
   * @param isNext Whether a focus that is lost comes here.
   */
  render(obstacle: string | undefined, isNext: boolean): TemplateResult {
    const { chat } = texts();
    this.#obstacle = obstacle;
    const text = this.#draft.trim();
    const left = MAX_CHAT_CHARS - text.length;
    const limit = left < NEAR_LIMIT ? `${Math.abs(left)} ${left < 0 ? chat.over : chat.left}` : '';
    const isBlocked = obstacle !== undefined || left < 0 || text === '';
    return html`
      <form part="form" novalidate @submit=${(event: Event) => this.#onSubmit(event)}>
        <label class="hidden" for="text">${chat.field}</label>
        <textarea
          id="text"
          class="field"
          part="input"
          rows="1"
          dir="auto"
          autocomplete="off"
          enterkeyhint="send"
          placeholder=${chat.field}
          aria-describedby="limit obstacle"
          aria-invalid=${left < 0 ? 'true' : 'false'}
          ?data-next=${isNext}
          .value=${live(this.#draft)}
          @input=${() => this.#onInput()}
          @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        ></textarea>
        <button
          class="primary round"
          part="send"
          aria-label=${chat.send}
          title=${chat.send}
          aria-describedby="obstacle"
          aria-disabled=${isBlocked ? 'true' : 'false'}
        >
          ${sendIcon}
        </button>
        <p id="limit" class="hint ${left < 0 ? 'over' : ''}" part="limit" ?hidden=${!limit}>${limit}</p>
        <p id="obstacle" class="hint ${obstacle ? '' : 'hidden'}" part="obstacle" role="status">
          ${obstacle}
        </p>
      </form>
    `;
  }
}
