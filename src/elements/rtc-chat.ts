import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { Ageing } from './people/ageing.js';
import { ChatComposer } from './chat/chat-composer.js';
import { chatHead } from './chat/chat-head.js';
import { downIcon } from './chat/chat-icons.js';
import { chatLines } from './chat/chat-lines.js';
import { ChatReader } from './chat/chat-reader.js';
import { ChatScroll } from './chat/chat-scroll.js';
import { chatObstacle, keepingWords } from './chat/chat-words.js';
import { customElement } from './base/custom-element.js';
import { Follower } from './base/follower.js';
import { findCall, talkOf } from './phone/phone-calls.js';
import { RtcControl } from './base/rtc-control.js';
import { styles } from './rtc-chat.styles.js';
import { texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import { localeOf } from './people/time-words.js';
import type { Talk } from '../archive/talk.js';
import type { PhoneError, PhoneErrorCode } from '../base/errors.js';
import type { Call } from '../call/call.js';
import type { ChatLine } from '../phone/post/chats.js';
import type { Phone } from '../phone/phone.js';
import type { Room } from '../phone/places/room.js';

/** What a screen reader may still have to read. */
const MOST_SAID = 5;
/** What fails so has not become a line: the person has it back in the field. */
const UNSENT: ReadonlySet<PhoneErrorCode> = new Set([
  'no-phone',
  'bad-number',
  'self-call',
  'bad-message',
  'too-large',
]);

/**
 * Text with one person, before, in and after a call, or with everybody in a room.
 *
 * With whom: the `number`, else all who are in the phone's room, else whoever its call is with. What was said is kept in
 * this browser, and shown the next time; what is said to somebody who is away waits for them, where the service keeps it.
 * Text is text: no markup, no links.
 *
 * @tag rtc-chat
 * @summary Writes with somebody, also with one who is away, or with everybody in a room.
 *
 * @fires {CustomEvent<{ number: string | undefined, text: string, line?: ChatLine }>} rtc-chat-request - The person wants to send a line, or one that has failed once more. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - A line could not be sent; the element says so as well.
 *
 * @attr {'idle' | 'loading' | 'empty' | 'ready' | 'unavailable'} state - Read only: what there is to see.
 * @cssstate idle - There is nobody to write to.
 * @cssstate loading - There is no phone yet, or what was said is being read.
 * @cssstate empty - Nothing has been said.
 * @cssstate ready - Lines are shown.
 * @cssstate unavailable - They could not be read.
 *
 * @csspart head - With whom, above the lines.
 * @csspart avatar - Their initials.
 * @csspart title - Their number, or the name of the room.
 * @csspart members - Who else is in the room.
 * @csspart notice - The line that says that nothing is kept beyond this page.
 * @csspart log - The box in which the lines are scrolled.
 * @csspart more - The button that shows earlier lines.
 * @csspart list - The lines.
 * @csspart day - The day on which the lines below it were said.
 * @csspart new - What stands before the first line that came while nobody looked.
 * @csspart line - One line, with all about it.
 * @csspart me - A line of this person.
 * @csspart them - A line of somebody else.
 * @csspart sender - Who said it.
 * @csspart bubble - What was said.
 * @csspart meta - When, and what became of it.
 * @csspart fate - What became of it.
 * @csspart retry - The button that sends a failed line once more, or reads the lines once more.
 * @csspart jump - The button that leads to new lines, for somebody who reads older ones.
 * @csspart hint - What there is in place of lines.
 * @csspart form - Field and button.
 * @csspart input - The field.
 * @csspart send - The button that sends.
 * @csspart limit - How many characters are left, or too many.
 * @csspart obstacle - Why nothing can be sent now.
 * @csspart problem - What failed last, in words.
 */
@customElement('rtc-chat')
export class RtcChatElement extends RtcControl {
  static override styles = [theme, styles];

  /** With whom. Without a number: with the room, or with whoever the phone's call is with. */
  @property() number?: string;

  /** What to call them above the lines, in place of the number or of the name of the room. */
  @property() label?: string;

  /** Whether something came while the person read older lines. @internal */
  @state() private hasNews = false;
  /** What a screen reader hears. @internal */
  @state() private said: readonly ChatLine[] = [];

  readonly #scroll = new ChatScroll(this, () => {
    if (this.#scroll.atEnd) this.hasNews = false;
  });
  readonly #reader = new ChatReader(this, {
    came: (line) => this.#onCome(line),
    failed: (error) => this.fail(error),
    isLookingBack: () => !this.#scroll.atEnd,
  });
  readonly #composer = new ChatComposer(this, {
    edited: () => (this.problem = undefined),
    sent: (text) => this.#onSend(text),
  });
  /** The talk that is shown. */
  #shown = '';
  /** The last line that is shown: its id. */
  #newest: string | undefined;
  /** Where the focus goes when a button goes under it. */
  #next: 'field' | 'log' = 'field';

  constructor() {
    super();
    new Ageing(this);
    new Follower(this, ['change'], () => [this.#room]);
  }

  /** @internal */
  override chooseCall(phone: Phone | undefined): Call | undefined {
    return this.#number ? findCall(phone, this.#number) : talkOf(phone);
  }

  /** As phones write it. */
  get #number(): string | undefined {
    return this.number?.trim().normalize() || undefined;
  }

  get #room(): Room | undefined {
    const room = this.#number ? undefined : this.phone?.places.room;
    return room?.isOpen ? room : undefined;
  }

  get #talk(): Talk | undefined {
    if (this.#room) return { room: this.#room.name };
    const number = this.#number ?? this.followed?.number;
    return number === undefined ? undefined : { number };
  }

  get #view(): 'idle' | 'loading' | 'empty' | 'ready' | 'unavailable' {
    const { lines, hasFailed } = this.#reader;
    if (!this.#talk && this.phone) return 'idle';
    if (lines) return lines.length > 0 ? 'ready' : 'empty';
    return hasFailed ? 'unavailable' : 'loading';
  }

  protected override wordsFor(problem: PhoneError): string {
    return problem.code === 'not-delivered' ? texts().chat['not-delivered'] : super.wordsFor(problem);
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const talk = this.#talk;
    const shown = JSON.stringify(talk);
    if (shown !== this.#shown) this.#begin(shown);
    if (this.isConnected) this.#reader.follow(this.phone, talk);
    this.mark(this.#view);
  }

  protected override updated(): void {
    super.updated();
    const { lines, isLate } = this.#reader;
    const newest = lines?.at(-1)?.id;
    if (newest === this.#newest) return;
    this.#newest = newest;
    const mark = this.renderRoot.querySelector<HTMLElement>('.new');
    if (mark && isLate && this.#scroll.atEnd) this.#scroll.toLine(mark);
  }

  #begin(shown: string): void {
    this.#shown = shown;
    this.hasNews = false;
    this.said = [];
    this.#composer.turnTo(shown);
    this.#scroll.toEnd();
  }

  #onCome(line: ChatLine): void {
    this.said = [...this.said, line].slice(-MOST_SAID);
    if (!this.#scroll.atEnd) this.hasNews = true;
  }

  #onSend(text: string): void {
    this.#toEnd('field');
    this.#composer.focus();
    void this.#send(text);
  }

  async #send(text: string, line?: ChatLine): Promise<void> {
    const talk = this.#talk;
    const number = talk && 'number' in talk ? talk.number : undefined;
    await this.request('rtc-chat-request', { number, text, ...(line && { line }) });
    if (!line && this.problem && UNSENT.has(this.problem.code)) this.#composer.restore(text);
  }

  #onMore(): void {
    this.#next = 'log';
    void this.#reader.readMore();
  }

  #onRetry(): void {
    this.problem = undefined;
    void this.#reader.read();
  }

  #toEnd(next: 'field' | 'log'): void {
    this.#next = next;
    this.hasNews = false;
    this.#scroll.toEnd();
  }

  protected override render(): unknown {
    const { chat } = texts();
    const notice = keepingWords(this.phone);
    const view = this.#view;
    const talk = this.#talk;
    return html`
      ${talk ? chatHead(talk, this.label, this.#room?.members ?? []) : nothing}
      ${notice ? html`<p class="hint notice" part="notice">${notice}</p>` : nothing}
      <div class="room">
        <div
          class="log"
          part="log"
          role="group"
          aria-label=${chat.messages}
          tabindex="0"
          data-scroll
          ?data-next=${this.#next === 'log'}
        >
          ${this.#renderMore()}
          ${view === 'ready' || view === 'unavailable' ? nothing : html`<p class="hint empty" part="hint">${chat[view]}</p>`}
          <ol part="list" role="list" ?hidden=${view !== 'ready'}>
            ${chatLines({
              lines: this.#reader.lines ?? [],
              newFrom: this.#reader.newFrom,
              isRoom: this.#room !== undefined,
              locale: localeOf(this),
              now: Date.now(),
              retry: (line) => void this.#send(line.data, line),
            })}
          </ol>
        </div>
        ${
          this.hasNews
            ? html`<button class="jump" part="jump" type="button" @click=${() => this.#toEnd('log')}>
                ${downIcon}${chat.news}
              </button>`
            : nothing
        }
      </div>
      ${this.renderProblem()}
      ${
        view === 'idle'
          ? nothing
          : this.#composer.render(chatObstacle(this.phone, this.#room, this.followed), this.#next === 'field')
      }
      <div class="hidden" role="log">
        ${repeat(
          this.said,
          ({ id }) => id,
          ({ number, data }) => html`<p><bdi>${number}</bdi>: <bdi>${data}</bdi></p>`,
        )}
      </div>
    `;
  }

  #renderMore() {
    const { hasFailed, hasMore } = this.#reader;
    if (!hasFailed && !hasMore) return nothing;
    const [part, words, press] = hasFailed
      ? (['retry', texts().phone.retry, this.#onRetry] as const)
      : (['more', texts().chat.earlier, this.#onMore] as const);
    return html`<div class="more"><button part=${part} type="button" @click=${press}>${words}</button></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-chat': RtcChatElement;
  }
}
