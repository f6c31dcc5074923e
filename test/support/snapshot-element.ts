import { fixture, html } from '@open-wc/testing';

import type { RtcSnapshotElement } from '../../src/elements/rtc-snapshot.js';
import '../../src/elements/rtc-snapshot.js';
import { asPhone, makeCall, makePhone, type FakeCall } from './fake-phone.js';
import { until } from './until.js';

/** The size of the picture that the fake camera of these tests gives. */
export const SIZE = { width: 320, height: 180 };

function makePicture(colour = 'black'): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  context.fillStyle = colour;
  context.fillRect(0, 0, SIZE.width, SIZE.height);
  return canvas;
}

export const makeStream = (colour?: string): MediaStream => makePicture(colour).captureStream();

export const makePhoto = async (type = 'image/png') =>
  new Promise<Blob>((resolve) => makePicture().toBlob((blob) => resolve(blob as Blob), type));

export const makeActiveCall = (changes: Partial<FakeCall> = {}) =>
  makeCall({ number: 'bob', state: { phase: 'active', since: 0 }, ...changes });

interface Shown {
  readonly call?: FakeCall;
  /** More people to talk to. */
  readonly others?: readonly FakeCall[];
  readonly camera?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

export async function showSnapshot({ call, others = [], camera = true, attributes = {} }: Shown = {}) {
  const phone = Object.assign(makePhone(call), { others });
  phone.media.stream = camera ? makeStream() : new MediaStream();
  phone.media.camera = { status: camera ? 'on' : 'off', enabled: camera };
  const element = await fixture<RtcSnapshotElement>(
    html`<rtc-snapshot .phone=${asPhone(phone)}></rtc-snapshot>`,
  );
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  await element.updateComplete;
  return { element, phone, call, ...partsOf(element) };
}

function partsOf(element: RtcSnapshotElement) {
  const find = (selector: string) => element.renderRoot.querySelector<HTMLElement>(selector);
  const part = (name: string) => find(`[part=${name}]`);
  return {
    find,
    part,
    words: (name: string) => part(name)?.innerText.trim(),
    /** What a screen reader has to say. */
    statuses: () =>
      [...element.renderRoot.querySelectorAll('[role=status]')].map(({ textContent }) =>
        textContent.replaceAll(/\s+/g, ' ').trim(),
      ),
    images: () => [...element.renderRoot.querySelectorAll('img')],
    receive: async (call: FakeCall, photo: Blob) => {
      call.dispatchEvent(new CustomEvent('photo', { detail: photo }));
      await element.updateComplete;
    },
    take: async () => {
      part('take')?.click();
      await until('the photo is shown', () => part('photo') !== null);
    },
    isGone: async (url: string) =>
      fetch(url).then(
        () => false,
        () => true,
      ),
  };
}
