import { fixture, html } from '@open-wc/testing';

import type { RtcCallTileElement } from '../../src/elements/grid/call-tile.js';
import '../../src/elements/rtc-grid.js';
import type { RtcGridElement } from '../../src/elements/rtc-grid.js';
import { part, settled } from './element.js';
import { asPhone, makeCall, makePhone, type FakeCall } from './fake-phone.js';

/** People, in the order of their calls. */
export const NAMES = ['ann', 'bob', 'carol', 'dave', 'eve', 'frank', 'grace', 'heidi', 'ivan'];
const active = () => ({ phase: 'active', since: Date.now() }) as const;

/** The grid of a phone in so many calls, or in these. */
export async function showGrid(calls: number | readonly Partial<FakeCall>[], room?: string) {
  const wanted = typeof calls === 'number' ? NAMES.slice(0, calls).map((number) => ({ number })) : calls;
  const made = wanted.map((changes, index) =>
    makeCall({ number: NAMES[index] ?? '', state: active(), ...changes }),
  );
  const phone = Object.assign(makePhone(made.at(-1)), { others: made.slice(0, -1) });
  if (room !== undefined) phone.enter(room, made);
  const element = await fixture<RtcGridElement>(html`<rtc-grid .phone=${asPhone(phone)}></rtc-grid>`);
  const refresh = async () => {
    await settled(element);
    await Promise.all(tilesOf(element).map(settled));
    await settled(element);
  };
  await refresh();
  return { element, phone, calls: made, refresh };
}

export const tilesOf = (element: RtcGridElement): readonly RtcCallTileElement[] => [
  ...(element.shadowRoot?.querySelectorAll('rtc-call-tile') ?? []),
];

/** What somebody looks like in the grid. */
export function tile(element: RtcGridElement, number: string): RtcCallTileElement {
  const found = tilesOf(element).find((each) => each.number === number);
  if (!found) throw new Error(`There is no tile of ${number}.`);
  return found;
}

/** A picture that moves: without one a video never begins to play. */
export function film(): MediaStream {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  const draw = () => {
    context?.fillRect(0, 0, 9, 9);
    requestAnimationFrame(draw);
  };
  draw();
  return canvas.captureStream();
}

/** What a screen reader says of somebody. */
export const labelOf = (element: RtcGridElement, number: string) =>
  part(tile(element, number), 'tile')?.getAttribute('aria-label');
