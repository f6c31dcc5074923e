import { html, nothing, type TemplateResult } from 'lit';

import { shutterIcon } from './photo-icons.js';
import { crossButton, fileName } from './photo-parts.js';
import { parseSnapshotOptions, type PhotoWishes } from './snapshot-options.js';
import { texts } from '../base/texts.js';
import type { PhotoRecord } from '../../archive/photo-history.js';
import { takeSnapshot } from '../../media/snapshot.js';

/** A photo that was just taken. `of`: whose picture it is, if it is one of the other side. */
export type Taken = PhotoRecord & { readonly blob: File; readonly of?: string };

/**
 * Takes a photo of what a track shows, as the page wants it.
 *
 * @throws {PhoneError} `bad-option`, `bad-state`.
 */
export async function takePhoto(track: MediaStreamTrack, wishes: PhotoWishes): Promise<File> {
  const picture = await takeSnapshot(track, parseSnapshotOptions(wishes));
  return new File([picture], fileName(picture, Date.now()), { type: picture.type });
}

/** What the buttons that take a photo show, and what they do. */
export interface TakeControls {
  readonly canTake: boolean;
  readonly isDisabled: boolean;
  /** Whether there is a photo, which another one replaces. */
  readonly isAgain: boolean;
  readonly take: () => void;
  /** Takes one of the other side. Undefined where there is no picture of theirs, or the page wants none. */
  readonly takeRemote: (() => void) | undefined;
}

/** The buttons that take a photo, and why none can be taken. */
export function takeControls({
  canTake,
  isDisabled,
  isAgain,
  take,
  takeRemote,
}: TakeControls): TemplateResult {
  const words = texts().snapshot;
  return html`
    <button
      part="take"
      type="button"
      data-next
      ?disabled=${isDisabled}
      aria-disabled=${canTake ? 'false' : 'true'}
      aria-describedby=${canTake ? nothing : 'hint'}
      @click=${() => canTake && take()}
    >
      ${shutterIcon}${isAgain ? words.retake : words.take}
    </button>
    ${
      takeRemote
        ? html`<button part="take-remote" type="button" ?disabled=${isDisabled} @click=${takeRemote}>
            ${shutterIcon}${words.takeRemote}
          </button>`
        : nothing
    }
    ${canTake ? nothing : html`<span class="hint" id="hint" part="hint">${words.cameraOff}</span>`}
  `;
}

/** The photo that was taken, and a way to throw it away. */
export function takenPhoto(
  { of }: Taken,
  url: string,
  discard: { readonly isDisabled: boolean; readonly press: () => void },
): TemplateResult {
  const words = texts().snapshot;
  const { isDisabled: disabled, press } = discard;
  return html`
    <figure>
      <img part="photo" src=${url} alt=${of === undefined ? words.yours : `${words.of} ${of}`} />
      ${crossButton(words.discard, press, { part: 'discard', disabled })}
      ${
        of === undefined
          ? nothing
          : html`<figcaption>${words.of} <bdi>${of}</bdi>. ${words.staysHere}</figcaption>`
      }
    </figure>
  `;
}
