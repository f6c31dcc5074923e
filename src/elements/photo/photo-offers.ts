import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { RtcControl } from '../base/rtc-control.js';
import { texts } from '../base/texts.js';
import type { OfferedPhoto } from '../../phone/post/photo-post.js';

/** How many questions are asked at once: the others come when these are answered. */
const AT_ONCE = 3;

/** Asks whether to show photos of people who are in no call with this person. Nothing is fetched before. */
export class PhotoOffers {
  readonly #host: RtcControl;
  readonly #take: (from: string, photo: Blob) => void;
  readonly #fetching = new Set<OfferedPhoto>();

  /** @param take Gets what the person wanted to see. */
  constructor(host: RtcControl, take: (from: string, photo: Blob) => void) {
    this.#host = host;
    this.#take = take;
  }

  async #show(offer: OfferedPhoto): Promise<void> {
    if (this.#fetching.has(offer)) return;
    this.#fetching.add(offer);
    this.#host.requestUpdate();
    try {
      this.#take(offer.from, await offer.accept());
    } catch (error) {
      this.#host.fail(error);
    } finally {
      this.#fetching.delete(offer);
      this.#host.requestUpdate();
    }
  }

  render(): TemplateResult {
    const offers = this.#host.phone?.offeredPhotos.slice(0, AT_ONCE) ?? [];
    const questions = offers.map((offer) => html`<bdi>${offer.from}</bdi> ${this.#wordsOf(offer)}. `);
    return html`
      <p class="hidden" role="status">${questions}</p>
      ${repeat(
        offers,
        (offer) => offer,
        (offer) => this.#renderOffer(offer),
      )}
    `;
  }

  #renderOffer(offer: OfferedPhoto) {
    const words = texts().snapshot;
    const { from } = offer;
    const isFetching = this.#fetching.has(offer);
    return html`
      <section class="offer" part="offer" aria-label="${from} ${words.offers}">
        <p><bdi>${from}</bdi> ${this.#wordsOf(offer)}</p>
        <div class="choice">
          <button
            class="primary"
            part="show"
            type="button"
            aria-disabled=${isFetching ? 'true' : 'false'}
            @click=${() => void this.#show(offer)}
          >
            ${isFetching ? words.fetching : words.show}
          </button>
          ${
            isFetching
              ? nothing
              : html`<button part="decline" type="button" @click=${() => offer.decline()}>
                  ${words.decline}
                </button>`
          }
        </div>
      </section>
    `;
  }

  #wordsOf({ size }: OfferedPhoto): string {
    return `${texts().snapshot.offers}, ${sizeWords(size)}`;
  }
}

/** In the units that all languages write alike. */
function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB`;
}
