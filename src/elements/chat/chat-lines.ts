import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { fateOf, fateWords } from './chat-words.js';
import { alertIcon } from '../base/icons.js';
import { checkIcon } from '../photo/photo-icons.js';
import { texts } from '../base/texts.js';
import { clockWords, dayWords, exactTimeWords, startOfDay } from '../people/time-words.js';
import type { ChatLine } from '../../phone/post/chats.js';

/** What one person says without such a pause, in milliseconds, stands together. */
const PAUSE_MS = 5 * 60_000;

interface ChatLinesInit {
  readonly lines: readonly ChatLine[];
  /** The first line that came while nobody looked: its id. */
  readonly newFrom: string | undefined;
  /** Several people speak: each line says who. */
  readonly isRoom: boolean;
  readonly locale: string | undefined;
  readonly now: number;
  readonly retry: (line: ChatLine) => void;
}

/** One row of the list: a line, or what stands before one. */
type Row =
  | { readonly type: 'day' | 'new'; readonly key: string; readonly words: string }
  | {
      readonly type: 'line';
      readonly key: string;
      readonly line: ChatLine;
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

/** The lines of a chat, by day and by who speaks. Every text of theirs is a text node, and no more. */
export function chatLines(init: ChatLinesInit): unknown {
  return repeat(
    rowsOf(init),
    ({ key }) => key,
    (row) => (row.type === 'line' ? lineRow(row, init) : separator(row)),
  );
}

function rowsOf({ lines, newFrom, locale, now }: ChatLinesInit): Row[] {
  const isNew = ({ id }: ChatLine) => id === newFrom;
  const goOn = (a: ChatLine | undefined, b: ChatLine | undefined) =>
    a !== undefined && b !== undefined && !isNew(b) && isTogether(a, b);
  return lines.flatMap((line, index): Row[] => {
    const [before, after] = [lines[index - 1], lines[index + 1]];
    const day = startOfDay(line.at);
    const isNewDay = !before || startOfDay(before.at) !== day;
    return [
      ...(isNewDay
        ? [{ type: 'day', key: `day ${day}`, words: dayWords(line.at, now, locale) } as const]
        : []),
      ...(isNew(line) ? [{ type: 'new', key: 'new', words: texts().chat.news } as const] : []),
      { type: 'line', key: line.id, line, isFirst: !goOn(before, line), isLast: !goOn(line, after) },
    ];
  });
}

const isTogether = (a: ChatLine, b: ChatLine): boolean =>
  a.from === b.from &&
  a.number === b.number &&
  b.at - a.at < PAUSE_MS &&
  startOfDay(a.at) === startOfDay(b.at);

const separator = ({ type, words }: Exclude<Row, { type: 'line' }>): TemplateResult =>
  html`<li class=${type} part=${type}><span>${words}</span></li>`;

function lineRow({ line, isFirst, isLast }: Extract<Row, { type: 'line' }>, init: ChatLinesInit) {
  const { from, number, data, at } = line;
  const isMine = from === 'me';
  const isNamed = init.isRoom && !isMine && isFirst;
  const fate = fateOf(line, init.now);
  const isQuiet = !isMine || fate === 'delivered';
  return html`
    <li class="line ${from} ${isFirst ? 'first' : ''} ${isLast ? 'last' : ''}" part="line ${from}">
      <span class=${isNamed ? 'sender hint' : 'hidden'} part="sender">
        ${isMine ? texts().chat.you : html`<bdi>${number}</bdi>`}<span class="hidden">:</span>
      </span>
      <p class="bubble" part="bubble" dir="auto">${data}</p>
      <div class="meta hint ${isLast || !isQuiet ? '' : 'hidden'}" part="meta">
        <time datetime=${new Date(at).toISOString()} title=${exactTimeWords(at, init.locale)}
          ><bdi>${clockWords(at, init.locale)}</bdi></time
        >
        ${isMine ? renderFate(line, fate, init) : nothing}
      </div>
    </li>
  `;
}

function renderFate(line: ChatLine, fate: ReturnType<typeof fateOf>, { retry }: ChatLinesInit) {
  const words = fateWords(fate);
  if (fate === 'delivered')
    return html`<span class="fate" part="fate">${checkIcon}<span class="hidden">${words}</span></span>`;
  if (fate === 'sending' || fate === 'kept')
    return html`<span class="fate ${fate === 'sending' ? 'pending' : ''}" part="fate">${words}</span>`;
  return html`
    <span class="fate failed" part="fate">${alertIcon}${words}</span>
    <button class="plain" part="retry" type="button" @click=${() => retry(line)}>
      ${texts().phone.retry}
    </button>
  `;
}
