import type { call } from '../english/call.js';
import type { camera } from '../english/camera.js';
import type { chat } from '../english/chat.js';
import type { contacts } from '../english/contacts.js';
import { dialpad } from '../english/dialpad.js';
import type { ended, EndTexts } from '../english/ended.js';
import { errors } from '../english/errors.js';
import type { grid } from '../english/grid.js';
import type { history } from '../english/history.js';
import type { media } from '../english/media.js';
import { phone } from '../english/phone.js';
import type { broadcast, room, viewing } from '../english/places.js';
import type { several } from '../english/several.js';
import type { snapshot } from '../english/snapshot.js';

const english = { dismiss: 'Dismiss', phone, dialpad, errors };

/** Sections that come with the elements that need them: what a page paints first is small. */
interface LateEnglish {
  readonly call: typeof call;
  readonly ended: typeof ended;
  readonly camera: typeof camera;
  readonly media: typeof media;
  readonly snapshot: typeof snapshot;
  readonly history: typeof history;
  readonly several: typeof several;
  readonly grid: typeof grid;
  readonly room: typeof room;
  readonly broadcast: typeof broadcast;
  readonly viewing: typeof viewing;
  readonly chat: typeof chat;
  readonly contacts: typeof contacts;
}

type Widen<T> = T extends string
  ? string
  : T extends EndTexts
    ? EndTexts
    : { readonly [K in keyof T]: Widen<T[K]> };

/** Every word a person reads or hears in the elements. */
export type Texts = Widen<typeof english & LateEnglish>;

/** Some of the words: whole sections may be left out, and words in a section. */
export type SomeTexts = {
  readonly [Section in keyof Texts]?: Texts[Section] extends string ? string : Partial<Texts[Section]>;
};

let current = english as unknown as Texts;
const replaced: SomeTexts[] = [];
const changes = new EventTarget();

/** The words in use. */
export const texts = (): Texts => current;

/**
 * Replaces words, in all elements of the page at once: another language, another tone.
 *
 * What is left out stays as it is, and so does what has no text: a button without a name is of use to nobody.
 */
export function setTexts(some: SomeTexts): void {
  replaced.push(some);
  current = mergeTexts(current, some) as Texts;
  changes.dispatchEvent(new Event('change'));
}

/** Adds sections that come late. What the page has replaced of them stays replaced. */
export function addTexts(late: Partial<LateEnglish>): void {
  current = replaced.reduce<object>(mergeTexts, { ...current, ...late }) as Texts;
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
