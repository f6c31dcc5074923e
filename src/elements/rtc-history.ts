import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { Ageing } from './people/ageing.js';
import { moveByArrow } from './base/arrow-keys.js';
import { recordWords } from './call/call-record-words.js';
import { customElement } from './base/custom-element.js';
import { HistoryReader } from './people/history-reader.js';
import { binIcon, incomingIcon, missedIcon, outgoingIcon } from './people/history-icons.js';
import { phoneIcon, videoIcon } from './base/icons.js';
import { listStyles } from './people/list.styles.js';
import { RtcControl } from './base/rtc-control.js';
import { styles } from './rtc-history.styles.js';
import { history as english } from './english/history.js';
import { addTexts, texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import { exactTimeWords, localeOf, timeWords } from './people/time-words.js';
import type { CallHistory, CallRecord } from '../archive/call-history.js';

addTexts({ history: english });

/**
 * Past calls of a phone, the newest first: with whom, when, how long, how they ended, and a way to call again.
 *
 * The list is the phone's own, in this browser alone, and the same in all tabs of that number. Missed calls count as seen
 * once they were in sight.
 *
 * @tag rtc-history
 * @summary Lists past and missed calls, calls again, and deletes them.
 *
 * @fires {CustomEvent<{ number: string, audio: boolean, video: boolean }>} rtc-dial-request - The person wants to call again. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - Something the person asked for failed. The element also says it in words.
 *
 * @attr {'loading' | 'ready' | 'empty' | 'off' | 'unavailable'} state - Read only: what there is to see.
 * @cssstate loading - There is no phone yet, or the list is being read.
 * @cssstate ready - Calls are shown.
 * @cssstate empty - There are none.
 * @cssstate off - The phone keeps none.
 * @cssstate unavailable - They could not be read.
 *
 * @csspart title - What the list is called.
 * @csspart notice - The line that says that nothing is kept beyond this page.
 * @csspart list - The calls.
 * @csspart call - One of them.
 * @csspart number - Whom it was with.
 * @csspart detail - How and when it ended.
 * @csspart video - The button that calls again with picture.
 * @csspart voice - The button that calls again by voice.
 * @csspart remove - The button that deletes a call from the list.
 * @csspart more - The button that shows older calls.
 * @csspart clear - The button that deletes all calls, and asks once more.
 * @csspart confirm - The button that really does.
 * @csspart keep - The one that does not.
 * @csspart hint - What there is in place of a list.
 * @csspart retry - The button that reads the list once more.
 * @csspart problem - What failed last, in words.
 */
@customElement('rtc-history')
export class RtcHistoryElement extends RtcControl {
  static override styles = [theme, listStyles, styles];

  /** Calls to show in place of the phone's own. */
  @property({ attribute: false }) history?: CallHistory;

  /** Whether the person is being asked if all calls shall go. @internal */
  @state() private asking = false;
  /** What a screen reader hears. @internal */
  @state() private said = '';

  readonly #reader = new HistoryReader(this, (error) => this.fail(error));
  /** What gets the focus when that which has it goes: a row, or its button that deletes. */
  #next: { readonly row: number; readonly isButton: boolean } | undefined;

  constructor() {
    super();
    new Ageing(this);
  }

  get #history(): CallHistory | undefined {
    return this.history ?? this.phone?.history.calls;
  }

  get #view(): 'loading' | 'ready' | 'empty' | 'off' | 'unavailable' {
    const { calls, hasFailed } = this.#reader;
    if (this.#history?.state.phase === 'off') return 'off';
    if (calls) return calls.length > 0 ? 'ready' : 'empty';
    return hasFailed ? 'unavailable' : 'loading';
  }

  protected override willUpdate(): void {
    super.willUpdate();
    if (this.isConnected) this.#reader.follow(this.#history);
    this.mark(this.#view);
  }

  #onCall({ number }: CallRecord, video: boolean): void {
    if (!this.pending) void this.request('rtc-dial-request', { number, audio: true, video });
  }

  async #onRemove({ id, number }: CallRecord): Promise<void> {
    this.#next = { row: this.#calls.findIndex((call) => call.id === id), isButton: true };
    await this.#change((history) => history.delete(id), `${texts().history.removed}: ${number}`);
  }

  async #onClear(): Promise<void> {
    this.#ask(false);
    await this.#change((history) => history.clear(), texts().history.cleared);
  }

  #onMore(): void {
    this.#next = { row: this.#calls.length, isButton: false };
    void this.#reader.readMore();
  }

  #onRetry(): void {
    this.problem = undefined;
    void this.#reader.read();
  }

  #ask(asking: boolean): void {
    this.#next = undefined;
    this.asking = asking;
  }

  async #change(task: (history: CallHistory) => Promise<void>, words: string): Promise<void> {
    this.problem = undefined;
    try {
      if (this.#history) await task(this.#history);
      // With another end than the last time, or the same words twice would be no change, and not announced.
      this.said = this.said === words ? `${words}\u00a0` : words;
    } catch (error) {
      this.fail(error);
    }
  }

  get #calls(): readonly CallRecord[] {
    return this.#reader.calls ?? [];
  }

  protected override render(): unknown {
    const words = texts().history;
    const calls = this.#calls;
    const isPageOnly = this.#history?.state.phase === 'page-only';
    return html`
      ${this.asking ? this.#renderQuestion() : this.#renderHead()}
      ${isPageOnly ? html`<p class="hint notice" part="notice">${words.pageOnly}</p>` : nothing}
      ${this.#renderHint()}
      <ul
        part="list"
        role="list"
        aria-labelledby="title"
        ?hidden=${calls.length === 0}
        @keydown=${(event: KeyboardEvent) => moveByArrow(event, this.renderRoot)}
      >
        ${repeat(
          calls,
          ({ id }) => id,
          (call, index) => this.#renderCall(call, index),
        )}
      </ul>
      ${this.#renderFoot()} ${this.renderProblem()}
      <p class="hidden" role="status">${this.said}</p>
    `;
  }

  #renderHead() {
    const words = texts().history;
    return html`
      <div class="head">
        <span class="title" id="title" part="title">${words.title}</span>
        ${
          this.#calls.length > 0
            ? html`<button
                class="plain"
                part="clear"
                type="button"
                ?data-next=${this.#next === undefined}
                @click=${() => this.#ask(true)}
              >
                ${words.clear}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #renderQuestion() {
    const words = texts().history;
    return html`
      <div
        class="head"
        role="group"
        aria-labelledby="title"
        @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && this.#ask(false)}
      >
        <span class="title" id="title" part="title">${words.clearQuestion}</span>
        <div class="choice">
          <button class="danger" part="confirm" type="button" @click=${this.#onClear}>${words.clear}</button>
          <button part="keep" type="button" data-next @click=${() => this.#ask(false)}>${words.keep}</button>
        </div>
      </div>
    `;
  }

  /** What there is to say in place of a list. */
  #renderHint() {
    const view = this.#view;
    if (view === 'ready' || view === 'unavailable') return nothing;
    return html`<p class="hint empty" part="hint" tabindex="-1" data-next>${texts().history[view]}</p>`;
  }

  #renderCall(call: CallRecord, index: number) {
    const { history, dialpad } = texts();
    const { number, missed, direction, startedAt } = call;
    const locale = localeOf(this);
    const way = direction === 'incoming' ? incomingIcon : outgoingIcon;
    const next = index === Math.min(this.#next?.row ?? -1, this.#calls.length - 1) ? this.#next : undefined;
    return html`
      <li
        part="call"
        class=${missed ? 'missed' : nothing}
        tabindex="-1"
        ?data-next=${next?.isButton === false}
      >
        <span class="way">${missed ? missedIcon : way}</span>
        <div class="who">
          <div class="number" part="number">
            <span class="hidden">${history[direction]}:</span> <bdi class="one-line">${number}</bdi>
          </div>
          <div class="detail hint" part="detail">
            <span class="how">${recordWords(call)}</span>
            <time datetime=${new Date(startedAt).toISOString()} title=${exactTimeWords(startedAt, locale)}>
              <bdi>${timeWords(startedAt, Date.now(), locale)}</bdi>
            </time>
          </div>
        </div>
        <div class="actions">
          ${this.#renderButton('video', `${dialpad.video}: ${number}`, videoIcon, () => this.#onCall(call, true))}
          ${this.#renderButton('voice', `${dialpad.voice}: ${number}`, phoneIcon, () => this.#onCall(call, false))}
          ${this.#renderButton('remove', `${history.remove}: ${number}`, binIcon, () => this.#onRemove(call), next?.isButton)}
        </div>
      </li>
    `;
  }

  #renderButton(part: string, label: string, icon: unknown, onClick: () => unknown, isNext = false) {
    return html`
      <button
        class="plain ${part === 'remove' ? 'remove' : 'call'}"
        part=${part}
        type="button"
        aria-label=${label}
        title=${label}
        ?data-next=${isNext}
        @click=${onClick}
      >
        ${icon}
      </button>
    `;
  }

  #renderFoot() {
    const { history, phone } = texts();
    const isRetry = this.#view === 'unavailable';
    if (!isRetry && !this.#reader.hasMore) return nothing;
    return html`
      <div class="foot">
        ${
          isRetry
            ? html`<button part="retry" type="button" @click=${this.#onRetry}>${phone.retry}</button>`
            : html`<button part="more" type="button" @click=${this.#onMore}>${history.more}</button>`
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-history': RtcHistoryElement;
  }
}
