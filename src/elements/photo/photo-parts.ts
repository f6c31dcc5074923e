import { html, nothing, type TemplateResult } from 'lit';

import { closeIcon } from '../base/icons.js';
import { saveIcon } from './photo-icons.js';
import { snapshot } from '../english/snapshot.js';
import { addTexts, texts } from '../base/texts.js';
import type { PhotoRecord } from '../../archive/photo-history.js';

addTexts({ snapshot });

/** A link that saves a photo as a file. */
export function saveLink(photo: PhotoRecord, url: string, about?: string): TemplateResult {
  const { save } = texts().snapshot;
  return html`
    <a
      class="button"
      part="save"
      aria-label=${about === undefined ? nothing : `${save}: ${about}`}
      href=${url}
      download=${fileName(photo.blob, photo.at)}
    >
      ${saveIcon}${about === undefined ? save : nothing}
    </a>
  `;
}

/** The button in the corner of a photo, which takes it away. */
export function crossButton(
  label: string,
  press: () => void,
  { part, disabled = false }: { part?: string; disabled?: boolean } = {},
): TemplateResult {
  return html`
    <button
      class="round cross"
      part=${part ?? nothing}
      type="button"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${press}
    >
      ${closeIcon}
    </button>
  `;
}

/** How the file of a photo is called. @param at When it was taken, in milliseconds since 1970. */
export function fileName(photo: Blob, at: number): string {
  return `${texts().snapshot.file}-${timestamp(at)}.${extension(photo)}`;
}

/** Local time, as file names take it: 2026-11-20-16-44-55. */
function timestamp(at: number): string {
  const local = at - new Date(at).getTimezoneOffset() * 60_000;
  return new Date(local).toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
}

function extension({ type }: Blob): string {
  return type === 'image/jpeg' ? 'jpg' : type.replace('image/', '');
}
