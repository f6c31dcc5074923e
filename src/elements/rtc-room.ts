import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { avatar } from './call/avatar.js';
import { ComingsAndGoings } from './place/comings-and-goings.js';
import { customElement } from './base/custom-element.js';
import { grid } from './english/grid.js';
import { room } from './english/places.js';
import { Follower } from './base/follower.js';
import { micIcon } from './call/call-icons.js';
import { videoIcon } from './base/icons.js';
import { placeStyles } from './place/place.styles.js';
import { RtcControl } from './base/rtc-control.js';
import { addTexts, texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import type { PhoneError, PhoneErrorCode } from '../base/errors.js';
import type { Lobby } from '../phone/places/lobby.js';
import type { Phone } from '../phone/phone.js';

addTexts({ room, grid });

/**
 * The door of a room: who is inside, and a way to go in, with picture or by voice; then, who else is there, and the way
 * out. Nobody is seen or heard before they press a button. The room itself is shown by `<rtc-grid>`.
 *
 * @tag rtc-room
 * @summary Shows who is in a room, and lets the person join and leave.
 *
 * @fires {CustomEvent<{ room: string, audio: boolean, video: boolean }>} rtc-join-request - The person enters. Cancelable.
 * @fires {CustomEvent<null>} rtc-leave-request - The person leaves. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - What was asked for has failed; the element says so as well.
 *
 * @attr {'idle' | 'out' | 'joining' | 'in'} state - Read only: no name or no phone; outside; on the way in; inside.
 * @cssstate idle - There is no name, or no phone that is ready.
 * @cssstate out - Outside.
 * @cssstate joining - On the way in; the browser may be asking for camera and microphone.
 * @cssstate in - Inside.
 *
 * @csspart card - Everything.
 * @csspart name - The name of the room.
 * @csspart people - Who is inside.
 * @csspart person - One of them.
 * @csspart join - Enters with picture.
 * @csspart join-voice - Enters without.
 * @csspart leave - Leaves.
 * @csspart hint - What goes on.
 * @csspart problem - What failed last, in words.
 */
@customElement('rtc-room')
export class RtcRoomElement extends RtcControl {
  static override styles = [theme, placeStyles];

  readonly #news = new ComingsAndGoings();
  #lobby: Lobby | undefined;
  /** What could not be looked at. */
  #refused: { readonly phone: Phone; readonly name: string } | undefined;

  /** The name of the room: as a number, any text a person can read. */
  @property() name = '';

  /** Whether the phone is on the way in. @internal */
  @state() private joining = false;

  constructor() {
    super();
    new Follower(this, ['change'], () => [this.#lobby, this.phone?.places.room]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closeLobby();
  }

  get #isReady(): boolean {
    return this.phone?.state.phase === 'ready';
  }

  get #isInside(): boolean {
    const inside = this.phone?.places.room;
    return inside?.isOpen === true && inside.name === this.name.trim().normalize();
  }

  /** Who is in the room, without oneself. Undefined while that is not known. */
  get #people(): readonly string[] | undefined {
    if (this.#isInside) return this.phone?.places.room?.members.map(({ number }) => number);
    return this.#lobby?.numbers?.filter((number) => number !== this.phone?.number);
  }

  protected override willUpdate(): void {
    super.willUpdate();
    this.#look();
    const outside = this.#isReady && this.name ? 'out' : 'idle';
    this.mark(this.#isInside ? 'in' : this.joining ? 'joining' : outside);
    if (this.#people) this.#news.update(this.#people);
  }

  /** Looks into the room as long as the person is outside, and could go in. */
  #look(): void {
    const { phone, name } = this;
    const wants = this.isConnected && this.#isReady && !this.#isInside && name !== '';
    if (!wants || !this.#isLooking) this.#closeLobby();
    if (!phone || !wants || this.#lobby || this.#wasRefused) return;
    try {
      this.#lobby = phone.places.look(name);
    } catch (error) {
      this.#refused = { phone, name };
      // After this update, which would miss it.
      queueMicrotask(() => this.fail(error));
    }
  }

  get #isLooking(): boolean {
    return this.#lobby?.isOpen === true && this.#lobby.name === this.name.trim().normalize();
  }

  get #wasRefused(): boolean {
    return this.#refused?.phone === this.phone && this.#refused?.name === this.name;
  }

  #closeLobby(): void {
    this.#lobby?.close();
    this.#lobby = undefined;
  }

  async #join(video: boolean): Promise<void> {
    if (!this.#isReady || this.joining) return;
    this.joining = true;
    await this.request('rtc-join-request', { room: this.name, audio: true, video });
    this.joining = false;
  }

  protected override wordsFor(problem: PhoneError): string {
    const words: Partial<Record<PhoneErrorCode, string>> = texts().room;
    return words[problem.code] ?? super.wordsFor(problem);
  }

  protected override render(): unknown {
    const { room: words } = texts();
    return html`
      <section class="card" part="card" tabindex="-1" data-next aria-label="${words.title} ${this.name}">
        <p class="title" part="name"><bdi>${this.name}</bdi></p>
        <p class="hint" part="hint" role="status">${this.#hint}</p>
        ${this.#renderPeople()} ${this.renderProblem()}
        <div class="actions">${this.#isInside ? this.#renderLeave() : this.#renderJoin()}</div>
      </section>
      <p class="hidden" role="status">${this.#news.words}</p>
    `;
  }

  get #hint(): string {
    const { room: words } = texts();
    if (this.joining) return words.joining;
    if (!this.#isReady) return words.notReady;
    const people = this.#people;
    if (this.#isInside) return words.youAreIn;
    if (!people) return this.#lobby ? words.looking : '';
    return people.length > 0 ? words.inside : words.nobody;
  }

  #renderPeople() {
    const people = this.#people ?? [];
    if (people.length === 0) return nothing;
    const { inside } = texts().room;
    return html`<ul class="people" part="people" aria-label=${inside}>
      ${repeat(
        people,
        (number) => number,
        (number) => html`<li part="person">${avatar(number)}<bdi class="one-line">${number}</bdi></li>`,
      )}
    </ul>`;
  }

  #renderJoin() {
    const { room: words } = texts();
    const blocked = this.#isReady && !this.joining ? 'false' : 'true';
    return html`
      <button
        class="primary"
        part="join"
        type="button"
        aria-disabled=${blocked}
        @click=${() => void this.#join(true)}
      >
        ${videoIcon}<span>${words.join} <bdi>${this.name}</bdi></span>
      </button>
      <button part="join-voice" type="button" aria-disabled=${blocked} @click=${() => void this.#join(false)}>
        ${micIcon}${words.joinByVoice}
      </button>
    `;
  }

  #renderLeave() {
    return html`<button
      class="danger"
      part="leave"
      type="button"
      @click=${() => void this.request('rtc-leave-request', null)}
    >
      ${texts().room.leave}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rtc-room': RtcRoomElement;
  }
}
