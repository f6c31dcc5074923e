import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { AnswerGuard } from './call/answer-guard.js';
import { hearControl } from './call/call-controls.js';
import { AGREED } from './call/call-phases.js';
import { RtcCallTileElement } from './grid/call-tile.js';
import { ComingsAndGoings } from './place/comings-and-goings.js';
import { customElement } from './base/custom-element.js';
import type { RtcAsk } from './camera/device-switches.js';
import { troubleLines } from './camera/device-trouble.js';
import { grid } from './english/grid.js';
import { Follower } from './base/follower.js';
import { gridBar } from './grid/grid-bar.js';
import { MediaExtras } from './camera/media-extras.js';
import { OtherCalls } from './call/other-calls.js';
import { sharedCalls } from './phone/phone-calls.js';
import { RtcControl } from './base/rtc-control.js';
import { styles } from './rtc-grid.styles.js';
import './rtc-local-camera.js';
import { peopleIcon } from './call/several-icons.js';
import { SpeakerChoice } from './sound/speaker-choice.js';
import { StageFocus } from './call/stage-focus.js';
import { talkStyles } from './call/talk.styles.js';
import { addTexts, texts } from './base/texts.js';
import { theme } from './base/theme.styles.js';
import { tileAt } from './grid/tile-keys.js';
import { TileLayout } from './grid/tile-layout.js';
import type { PhoneError } from '../base/errors.js';
import type { Call } from '../call/call.js';
import type { Room } from '../phone/places/room.js';

addTexts({ grid });

/** Somebody in the grid; without a call as long as it is being made. */
interface Someone {
  readonly number: string;
  readonly call: Call | undefined;
}

/**
 * All calls of the phone side by side, and everybody in its room: pictures as large as the box allows, who speaks, who is
 * muted, who waits; a screen that somebody shares before all others. Below them oneself, and the buttons for everybody.
 *
 * It fills a box that has a height. The arrow keys go from tile to tile; each tile has a button to put that call on hold
 * and one to hang up.
 *
 * @tag rtc-grid
 * @summary Shows several calls at once, or a room.
 *
 * @fires {CustomEvent<{ call: Call, held: boolean }>} rtc-hold-request - The person puts a call on hold, or goes on. Cancelable.
 * @fires {CustomEvent<{ call?: Call }>} rtc-hang-up-request - The person ends a call, or all. Cancelable.
 * @fires {CustomEvent<null>} rtc-leave-request - The person leaves the room. Cancelable.
 * @fires {CustomEvent<{ enabled: boolean }>} rtc-microphone-request - The person mutes or unmutes. Cancelable.
 * @fires {CustomEvent<{ enabled: boolean }>} rtc-camera-request - The person switches the camera. Cancelable.
 * @fires {CustomEvent<{ on: boolean }>} rtc-video-request - The person adds a picture. Cancelable.
 * @fires {CustomEvent<{ sharing: boolean, audio?: boolean }>} rtc-screen-share-request - The person shows a screen, or ends that. Cancelable.
 * @fires {CustomEvent<null>} rtc-flip-request - The person turns to the other camera. Cancelable.
 * @fires {CustomEvent<{ call: Call, audio: boolean, video: boolean, others?: 'hold' | 'end' }>} rtc-accept-request - The person answers somebody who calls meanwhile. Cancelable.
 * @fires {CustomEvent<{ call: Call }>} rtc-reject-request - The person declines. Cancelable.
 * @fires {CustomEvent<null>} rtc-add-request - The person wants to call one more. Cancelable.
 * @fires {CustomEvent<PhoneError>} rtc-error - What was asked for has failed; the element says so as well.
 *
 * @slot controls - More buttons, before the one that ends all.
 *
 * @attr {'idle' | 'alone' | 'live'} state - Read only: no call and no room; nobody else in the room; somebody to see.
 * @cssstate idle - There is no call, and the phone is in no room.
 * @cssstate alone - Nobody else is in the room.
 * @cssstate live - There is somebody.
 *
 * @csspart stage - Everything.
 * @csspart tiles - Where the tiles are.
 * @csspart tile - One of them; also `seen`, `screen`, `held`, `on-hold`, `muted` and `speaking`, while it is.
 * @csspart tile-video - The picture in it.
 * @csspart tile-label - The name on it.
 * @csspart tile-quality - On it, the word for a connection that is not as it should be; only the sign where it is small.
 * @csspart tile-hold - Puts its call on hold.
 * @csspart tile-resume - Goes on with it.
 * @csspart tile-hang-up - Ends its call.
 * @csspart alone - What is there in place of tiles.
 * @csspart waiting - The banner of somebody who calls meanwhile.
 * @csspart own - One's own picture.
 * @csspart controls - The buttons for everybody.
 * @csspart microphone - Mutes and unmutes.
 * @csspart camera - Switches the camera.
 * @csspart speaker - The choice of the speaker.
 * @csspart share - Shows a screen, or ends that.
 * @csspart flip - Turns to the other camera.
 * @csspart sharing - Reminds that a screen is shown.
 * @csspart stop-sharing - Ends that.
 * @csspart more - Opens the buttons for which a narrow box has no room.
 * @csspart add - Asks for a way to call one more person.
 * @csspart hang-up - Leaves the room, or ends all calls.
 * @csspart hear - Starts the sound of all where the browser has blocked it.
 * @csspart place - The name of the room, and how many are in it.
 * @csspart trouble - What is wrong with the own devices.
 * @csspart problem - What failed last, in words.
 *
 * @cssprop [--rtc-stage=#0f1116] - The ground of everything.
 * @cssprop [--rtc-tile=#22262f] - The ground of a tile.
 * @cssprop [--rtc-video-fit=cover] - How a picture fills its tile: cover or contain. A screen is always shown whole.
 */
@customElement('rtc-grid')
export class RtcGridElement extends RtcControl {
  static override styles = [theme, talkStyles, styles];

  readonly #ask: RtcAsk = (type, detail) => this.request(type, detail);
  readonly #speakers = new SpeakerChoice(this, {
    active: () => this.#people.length > 0,
    onError: (cause) => this.fail(cause),
  });
  readonly #others = new OtherCalls(this, {
    shown: () => undefined,
    isBusy: () => true,
    isPending: () => this.pending !== undefined,
    ask: this.#ask,
  });
  readonly #guard = new AnswerGuard(this);
  readonly #layout = new TileLayout(this, {
    box: () => this.renderRoot.querySelector<HTMLElement>('.tiles'),
    // A screen first, wherever its tile stands.
    tiles: () => this.#tiles.toSorted((one, other) => Number(showsScreen(other)) - Number(showsScreen(one))),
    hasScreen: () => this.#tiles.some(showsScreen),
  });
  readonly #extras = new MediaExtras(this, this.#ask);
  readonly #news = new ComingsAndGoings();
  /** Whether the browser keeps the sound of somebody back. */
  #isUnheard = false;

  /** Shows a button for calling one more person, which asks the page, or the complete phone around, for a way to. */
  @property({ type: Boolean }) extendable = false;

  /** Whether the buttons of less weight are shown where there is little room. @internal */
  @state() private expanded = false;
  /** Which tile the Tab key reaches. @internal */
  @state() private at = 0;

  constructor() {
    super();
    new StageFocus(this, () => (this.#isIdle ? 'idle' : 'active'));
    new Follower(this, ['statechange', 'mediachange', 'change'], () => [
      ...sharedCalls(this.phone),
      this.phone?.places.room,
    ]);
  }

  get #tiles(): readonly RtcCallTileElement[] {
    return [...this.renderRoot.querySelectorAll('rtc-call-tile')];
  }

  get #room(): Room | undefined {
    const { room } = this.phone?.places ?? {};
    return room?.isOpen ? room : undefined;
  }

  get #isIdle(): boolean {
    return this.#people.length === 0 && !this.#room;
  }

  /** Everybody to show: in the order in which the calls began, then who is only on the way. */
  get #people(): readonly Someone[] {
    const calls = sharedCalls(this.phone);
    const numbers = new Set(calls.map(({ number }) => number));
    const missing = this.#room?.members.filter(({ number, isOver }) => !isOver && !numbers.has(number)) ?? [];
    return [...calls.map((call) => ({ number: call.number, call })), ...missing];
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const people = this.#people;
    const alone = this.#room ? 'alone' : 'idle';
    this.mark(people.length > 0 ? 'live' : alone);
    this.at = Math.min(this.at, Math.max(0, people.length - 1));
    this.#news.update(this.#isIdle ? undefined : people.map(({ number }) => number));
    const calls = new Set(people.map(({ call }) => call));
    this.#isUnheard = this.#tiles.some(({ blocked, call }) => blocked && calls.has(call));
  }

  protected override wordsFor(error: PhoneError): string {
    return this.#extras.wordsFor(error) ?? super.wordsFor(error);
  }

  #onKey(event: KeyboardEvent): void {
    const { target } = event;
    const tiles = this.#tiles;
    const at = target instanceof RtcCallTileElement ? tiles.indexOf(target) : -1;
    const isRtl = this.matches(':dir(rtl)');
    const to = tileAt(event.key, at, { count: tiles.length, columns: this.#layout.columns, isRtl });
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.at = to;
    tiles[to]?.focus();
  }

  protected override render(): unknown {
    const people = this.#people;
    return html`
      <p class="hidden" role="status">
        ${this.#news.words} ${this.#others.announcement} ${this.#extras.announcement}
      </p>
      ${people.length > 0 || this.#room ? this.#renderStage(people) : nothing}
    `;
  }

  #renderStage(people: readonly Someone[]) {
    const { grid: words } = texts();
    return html`
      <section
        class="stage"
        part="stage"
        tabindex="-1"
        data-next
        aria-label=${this.#room?.name ?? words.label}
      >
        <div
          class="tiles"
          part="tiles"
          @keydown=${this.#onKey}
          @heard=${() => this.requestUpdate()}
          @rtc-error=${({ detail }: CustomEvent<PhoneError>) => (this.problem = detail)}
        >
          ${repeat(
            people,
            ({ number, call }) => call ?? number,
            ({ number, call }, index) => this.#renderTile(number, call, index),
          )}
          ${people.length > 0 ? nothing : this.#renderAlone()}
          ${this.#isUnheard ? hearControl(() => this.#tiles.forEach((tile) => tile.hear())) : nothing}
        </div>
        ${this.#others.renderWaiting()} ${this.#renderLines()} ${this.#renderBar(people.length)}
      </section>
    `;
  }

  #renderTile(number: string, call: Call | undefined, index: number) {
    return html`<rtc-call-tile
      exportparts=${TILE_PARTS}
      number=${number}
      .phone=${this.phone}
      .call=${call}
      ?current=${index === this.at}
      @focusin=${() => (this.at = index)}
    ></rtc-call-tile>`;
  }

  #renderAlone() {
    const { alone, aloneHint } = texts().grid;
    return html`<div class="alone" part="alone">
      ${peopleIcon}
      <p>${alone}</p>
      <p class="hint">${aloneHint}</p>
    </div>`;
  }

  /** What the person should know. */
  #renderLines() {
    const { call: words } = texts();
    const call = sharedCalls(this.phone).find(({ state: { phase } }) => AGREED.has(phase));
    const notices = [this.#speakers.isLost && words.speakerLost, this.#guard.isCovered && words.covered];
    return html`<div class="lines">
      ${notices.map((notice) => (notice ? html`<p class="notice" part="notice">${notice}</p>` : nothing))}
      ${this.#extras.renderBanner()}
      ${troubleLines(call, this.media, this.#ask, this.problem, this.renderProblem())}
    </div>`;
  }

  #renderBar(count: number) {
    const { phone } = this;
    const room = this.#room;
    return gridBar({
      phone,
      room,
      count,
      ask: this.#ask,
      speaker: this.#speakers.renderControl(),
      extras: this.#extras,
      add: this.extendable && !room ? () => this.emit('rtc-add-request', null, true) : undefined,
      expanded: this.expanded,
      expand: () => (this.expanded = !this.expanded),
    });
  }
}

/** Parts of a tile, under names that are theirs alone in the grid. */
const TILE_PARTS =
  'tile, seen, screen, held, waiting:on-hold, muted, speaking, video:tile-video, label:tile-label, quality:tile-quality, hold:tile-hold, resume:tile-resume, hang-up:tile-hang-up';

const showsScreen = ({ call }: RtcCallTileElement): boolean =>
  call?.remoteMedia.video === true && call.remoteMedia.screen === true;

declare global {
  interface HTMLElementTagNameMap {
    'rtc-grid': RtcGridElement;
  }
}
