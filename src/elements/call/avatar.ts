import { html, type TemplateResult } from 'lit';

import { personIcon } from './call-icons.js';

/** A round stand-in for a face: the initials of a name, a person for a number. */
export const avatar = (number: string): TemplateResult => html`
  <div class="avatar" part="avatar" aria-hidden="true">${initials(number) || personIcon}</div>
`;

/** The first letters of the first two words, if there are words. Letters of any script; one may be two code units. */
function initials(number: string): string {
  const words = number.match(/\p{Letter}[\p{Letter}\p{Mark}]*/gu) ?? [];
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0).toLocaleUpperCase())
    .join('');
}
