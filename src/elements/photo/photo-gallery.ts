import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { crossButton, saveLink } from './photo-parts.js';
import type { PhotoUrls } from './photo-urls.js';
import type { RtcControl } from '../base/rtc-control.js';
import { texts } from '../base/texts.js';
import type { PhotoHistory, PhotoRecord } from '../../archive/photo-history.js';
import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';

/** How many are shown at once, and how many more each time. */
const PAGE = 12;
/** Without a history older ones make room: a stranger's photos must not fill the memory. */
const MOST = 24;

/** One photo is one record, in however many elements it is shown. */
const ids = new WeakMap<Blob, string>();

/** The record of a photo that has just come, or was just taken. */
export function recordOf(blob: Blob, number: string, from: PhotoRecord['from']): PhotoRecord {
  const id = ids.get(blob) ?? crypto.randomUUID();
  ids.set(blob, id);
  return { id, number, from, at: Date.now(), blob };
}

/** Photos received and taken, the newest first: of this page, or, where the person wants them kept, of the history. */
export class PhotoGallery implements ReactiveController {
  readonly #host: RtcControl;
  readonly #urls: PhotoUrls;
  readonly #kept: () => PhotoHistory | undefined;
  #history: PhotoHistory | undefined;
  #watch: AbortController | undefined;
  /** Those that no history has. */
  #page: readonly PhotoRecord[] = [];
  #old: readonly PhotoRecord[] = [];
  #limit = PAGE;
  #reading = 0;
  #isAsking = false;
  #latest: PhotoRecord | undefined;
  /** How many have come so far. */
  #count = 0;

  /** @param kept Where photos are to be kept. Undefined: nowhere. */
  constructor(host: RtcControl, urls: PhotoUrls, kept: () => PhotoHistory | undefined) {
    this.#host = host;
    this.#urls = urls;
    this.#kept = kept;
    host.addController(this);
  }

  /** All there are to see. */
  get photos(): readonly PhotoRecord[] {
    const known = new Set(this.#old.map(({ id }) => id));
    const all = [...this.#page.filter(({ id }) => !known.has(id)), ...this.#old];
    return all.toSorted((one, other) => other.at - one.at);
  }

  /** Takes what comes in the calls of a phone. */
  listen(phone: Phone | undefined, signal: AbortSignal): void {
    const known = new Set<Call>();
    const listen = () => {
      for (const call of phone?.calls ?? []) {
        // Who only watches a broadcast is a stranger.
        if (known.has(call) || call.purpose === 'broadcast') continue;
        known.add(call);
        call.addEventListener('photo', ({ detail }) => this.receive(detail, call.number), { signal });
      }
    };
    listen();
    phone?.addEventListener('callschange', listen, { signal });
  }

  hostUpdate(): void {
    const history = this.#host.isConnected ? this.#kept() : undefined;
    if (history === this.#history) return;
    this.#watch?.abort();
    this.#watch = new AbortController();
    this.#history = history;
    this.#old = [];
    history?.addEventListener('change', () => void this.#read(), this.#watch);
    void this.#read();
  }

  hostDisconnected(): void {
    this.#watch?.abort();
    this.#history = undefined;
    this.#old = [];
  }

  /** Takes a photo that somebody has sent. */
  receive(blob: Blob, from: string): void {
    this.#latest = recordOf(blob, from, 'them');
    this.#count += 1;
    this.add(this.#latest);
  }

  /** Takes a photo. One that is there already stays as it is. */
  add(photo: PhotoRecord): void {
    if (!this.#history) return this.#addToPage(photo);
    this.#history.add(photo).catch((error: unknown) => {
      this.#addToPage(photo);
      this.#host.fail(error);
    });
  }

  /** Deletes a photo, if it is here, and from the history too. */
  remove(id: string): void {
    this.#page = this.#page.filter((photo) => photo.id !== id);
    if (this.#latest?.id === id) this.#latest = undefined;
    this.#history?.delete(id).catch((error: unknown) => this.#host.fail(error));
    this.#host.requestUpdate();
  }

  #addToPage(photo: PhotoRecord): void {
    if (this.#page.some(({ id }) => id === photo.id)) return;
    this.#page = [photo, ...this.#page].slice(0, MOST);
    this.#host.requestUpdate();
  }

  #clear(): void {
    this.#page = [];
    this.#latest = undefined;
    this.#history?.clear().catch((error: unknown) => this.#host.fail(error));
    this.#ask(false);
  }

  #ask(isAsking: boolean): void {
    this.#isAsking = isAsking;
    this.#host.requestUpdate();
  }

  #readMore(): void {
    this.#limit += PAGE;
    this.#host.requestUpdate();
    void this.#read();
  }

  async #read(): Promise<void> {
    const round = (this.#reading += 1);
    try {
      // One more, to know whether there is one.
      const photos = await this.#history?.list({ limit: this.#limit + 1 });
      if (round === this.#reading) this.#old = photos ?? [];
    } catch (error) {
      if (round === this.#reading) this.#host.fail(error);
    }
    this.#host.requestUpdate();
  }

  /** @param without The id of a photo that is shown elsewhere. */
  render(without: string | undefined): TemplateResult {
    const words = texts().snapshot;
    const all = this.photos.filter(({ id }) => id !== without);
    const shown = all.slice(0, this.#limit);
    const latest = this.#latest;
    // With its number: a second photo of the same person would be no change, and not announced.
    return html`
      <p class="hidden" role="status">
        ${latest ? html`${words.from} <bdi>${latest.number}</bdi> (${this.#count})` : nothing}
      </p>
      <section part="gallery" aria-labelledby="gallery" ?hidden=${shown.length === 0}>
        ${this.#isAsking ? this.#renderQuestion() : this.#renderHead()}
        <ul role="list">
          ${repeat(
            shown,
            ({ id }) => id,
            (photo) => this.#renderPhoto(photo),
          )}
        </ul>
        ${
          all.length > shown.length
            ? html`<button part="more" type="button" @click=${() => this.#readMore()}>${words.more}</button>`
            : nothing
        }
      </section>
    `;
  }

  #renderHead() {
    const words = texts().snapshot;
    return html`
      <div class="head">
        <p class="hint" id="gallery">${words.photos}</p>
        <button class="plain" part="clear" type="button" @click=${() => this.#ask(true)}>
          ${words.clear}
        </button>
      </div>
    `;
  }

  #renderQuestion() {
    const words = texts().snapshot;
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && this.#ask(false);
    return html`
      <div class="head" role="group" aria-labelledby="gallery" @keydown=${onKey}>
        <p id="gallery">${words.clearQuestion}</p>
        <div class="choice">
          <button class="danger" part="confirm" type="button" @click=${() => this.#clear()}>
            ${words.clear}
          </button>
          <button part="keep" type="button" data-next @click=${() => this.#ask(false)}>${words.keep}</button>
        </div>
      </div>
    `;
  }

  #renderPhoto(photo: PhotoRecord) {
    const words = texts().snapshot;
    const { id, number, from } = photo;
    const url = this.#urls.of(photo);
    const isSelf = from === 'me' && number === this.#host.phone?.number;
    const about = isSelf ? words.yours : `${from === 'me' ? words.of : words.from} ${number}`;
    return html`
      <li>
        <img src=${url} alt=${about} />
        <bdi class="one-line">${isSelf ? words.mine : number}</bdi>
        ${saveLink(photo, url, about)} ${crossButton(words.remove, () => this.remove(id))}
      </li>
    `;
  }
}
