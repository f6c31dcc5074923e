const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Format = Intl.DateTimeFormatOptions;

const EXACT: Format = { dateStyle: 'full', timeStyle: 'medium' };
const TIME: Format = { hour: 'numeric', minute: '2-digit' };
const WEEKDAY: Format = { weekday: 'short', ...TIME };
const DATE: Format = { day: 'numeric', month: 'short', ...TIME };
const OLD_DATE: Format = { day: 'numeric', month: 'short', year: 'numeric' };
const DAY: Format = { weekday: 'long', day: 'numeric', month: 'long' };

/** Making one takes a browser longer than all else about a line that has a time in it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** When that was, as one says it: minutes ago, a time of today, a day of this week, a date. */
export function timeWords(at: number, now: number, locale: string | undefined): string {
  const ageMs = Math.max(0, now - at);
  if (ageMs < HOUR_MS) {
    const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
    const minutes = Math.floor(ageMs / MINUTE_MS);
    return minutes > 0 ? ago.format(-minutes, 'minute') : ago.format(0, 'second');
  }
  return format(at, locale, dayFormat(at, now));
}

/** The time of day. */
export function clockWords(at: number, locale: string | undefined): string {
  return format(at, locale, TIME);
}

/** The day, as one says it: today, yesterday, a date. */
export function dayWords(at: number, now: number, locale: string | undefined): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
  if (days === 0 || days === 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day');
  return format(at, locale, new Date(at).getFullYear() === new Date(now).getFullYear() ? DAY : OLD_DATE);
}

/** When the day of a time began, where this person is. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** The same to the second, for whoever asks. */
export function exactTimeWords(at: number, locale: string | undefined): string {
  return format(at, locale, EXACT);
}

function dayFormat(at: number, now: number): Format {
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return TIME;
  // Seven days back it is the same day of the week again.
  if (now - at < 6 * DAY_MS) return WEEKDAY;
  return then.getFullYear() === today.getFullYear() ? DATE : OLD_DATE;
}

function format(at: number, locale: string | undefined, options: Format): string {
  const key = JSON.stringify([locale, options]);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, formatter);
  return formatter.format(at);
}

/** The language of the page around an element, which its dates are written in. Undefined where it names none. */
export function localeOf(element: Element): string | undefined {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const { lang } = at.closest<HTMLElement>('[lang]') ?? {};
    if (lang) return isLocale(lang) ? lang : undefined;
  }
  return undefined;
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

/** A page may write anything there, and Intl throws at what is no language tag (BCP 47). */
function isLocale(lang: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(lang).length > 0;
  } catch {
    return false;
  }
}
