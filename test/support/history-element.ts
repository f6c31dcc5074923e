import { fixture, html } from '@open-wc/testing';

import type { CallHistory, CallRecord } from '../../src/archive/call-history.js';
import '../../src/elements/rtc-history.js';
import type { RtcHistoryElement } from '../../src/elements/rtc-history.js';
import { makeArchive, makeRecord } from './archive.js';
import { asPhone, makePhone } from './fake-phone.js';
import { until } from './until.js';

export const MINUTE_MS = 60_000;

/** An element with these calls, the newest first. */
export async function showHistory(calls: readonly CallRecord[] = [], { off = false } = {}) {
  const { calls: history, number, archive } = makeArchive(undefined, { off });
  for (const call of calls) await history.record(call);
  const phone = Object.assign(makePhone(), { history: archive });
  const element = await fixture<RtcHistoryElement>(
    html`<rtc-history .phone=${asPhone(phone)}></rtc-history>`,
  );
  await until('it has read', () => element.getAttribute('state') !== 'loading');
  await element.updateComplete;
  return { element, history, phone, number, archive, ...partsOf(element) };
}

export function partsOf(element: RtcHistoryElement) {
  const all = (name: string) => [...element.renderRoot.querySelectorAll<HTMLElement>(`[part='${name}']`)];
  return {
    all,
    /** What a person reads of each call. */
    rows: () =>
      all('call').map((row) =>
        ['number', 'detail'].map((name) =>
          row.querySelector<HTMLElement>(`[part='${name}']`)?.innerText.replace(/\s+/g, ' ').trim(),
        ),
      ),
    names: () => all('number').map((node) => node.querySelector('bdi')?.textContent),
    said: () => element.renderRoot.querySelector('[role=status]')?.textContent.trim(),
    focused: () => element.shadowRoot?.activeElement,
  };
}

/** Calls with these numbers, the first one just now, each a minute after the next. */
export const makeCalls = (...numbers: readonly string[]) =>
  numbers.map((number, age) => makeRecord({ number, startedAt: Date.now() - 66_000 - age * MINUTE_MS }));

/** Shows a history without a phone. */
export const showAlone = async (history: CallHistory) =>
  fixture<RtcHistoryElement>(html`<rtc-history .history=${history}></rtc-history>`);

/** Counts how often a history is read from now on. */
export function countReadings(history: CallHistory): () => number {
  const list: CallHistory['list'] = history.list.bind(history);
  let readings = 0;
  history.list = (page) => {
    readings += 1;
    return list(page);
  };
  return () => readings;
}
