import { call } from './english/call.js';
import { camera } from './english/camera.js';
import { dialpad } from './english/dialpad.js';
import { ended, type EndTexts } from './english/ended.js';
import { errors } from './english/errors.js';
import { phone } from './english/phone.js';
import { snapshot } from './english/snapshot.js';

const english = { dismiss: 'Dismiss', phone, dialpad, call, camera, snapshot, errors, ended };

type Widen<T> = T extends string
  ? string
  : T extends EndTexts
    ? EndTexts
    : { readonly [K in keyof T]: Widen<T[K]> };

/** Every word a person reads or hears in the elements. */
export type Texts = Widen<typeof english>;

/** Some of the words: whole sections may be left out, and words in a section. */
export type SomeTexts = {
  readonly [Section in keyof Texts]?: Texts[Section] extends string ? string : Partial<Texts[Section]>;
};

let current: Texts = english;
const changes = new EventTarget();

/** The words in use. */
export const texts = (): Texts => current;

/**
 * Replaces words, in all elements of the page at once: another language, another tone.
 *
 * What is left out stays as it is, and so does what has no text: a button without a name is of use to nobody.
 */
export function setTexts(some: SomeTexts): void {
  current = mergeTexts(current, some) as Texts;
  changes.dispatchEvent(new Event('change'));
}

function mergeTexts(old: object, some: object): object {
  const next: Record<string, unknown> = { ...old };
  for (const [name, words] of Object.entries(some)) {
    const before = Object.hasOwn(next, name) ? next[name] : '';
    if (typeof words === 'string' && typeof before === 'string') next[name] = words;
    else if (typeof before === 'object' && before && words) next[name] = mergeTexts(before, words as object);
  }
  return next;
}

/** Runs the listener whenever words were replaced, until the signal aborts. */
export function onTexts(listener: () => void, signal: AbortSignal): void {
  changes.addEventListener('change', listener, { signal });
}
