import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { CallState } from '../../src/call/call-state.js';
import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { settled } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakePhone } from '../support/fake-phone.js';
import { inside } from '../support/living-phone.js';
import { makePhoto } from '../support/snapshot-element.js';

const WIDTHS = [280, 320, 360, 480, 736, 1024, 1400];
/** As long as a number can be, and nowhere to break it. */
const LONG = 'W'.repeat(80);
const LOST = { status: 'failed', enabled: true, error: new PhoneError('media-denied', 'x') } as const;

const states: Readonly<Record<string, (phone: FakePhone) => CallState | undefined>> = {
  'at rest': () => undefined,
  'without a camera': ({ media }) => {
    media.camera = LOST;
    return undefined;
  },
  'in trouble': (phone) => {
    phone.state = { phase: 'failed', error: new PhoneError('network', 'x') };
    return undefined;
  },
  calling: () => ({ phase: 'calling' }),
  ringing: () => ({ phase: 'incoming' }),
  'in a call': () => ({ phase: 'active', since: 0 }),
  'in a call that nobody hears': ({ media }) => {
    media.microphone = LOST;
    media.camera = LOST;
    return { phase: 'active', since: 0 };
  },
  'after a call': () => ({ phase: 'ended', reason: 'left', by: 'remote', since: 0, at: 36_000_000 }),
};

/** A complete phone with numbers of the longest kind, and every sort of thing it can show. */
async function show(prepare: (phone: FakePhone) => CallState | undefined) {
  const phone = Object.assign(makePhone(), { number: LONG, signaling: 'local' });
  const camera = document.createElement('canvas');
  camera.getContext('2d')?.fillRect(0, 0, 1, 1);
  phone.media.stream = camera.captureStream();
  const state = prepare(phone);
  phone.call = state && makeCall({ number: LONG, state });
  const element = await fixture<RtcPhoneElement>(html`<rtc-phone .phone=${asPhone(phone)}></rtc-phone>`);
  const { call } = phone;
  if (call?.state.phase === 'active') {
    call.dispatchEvent(new CustomEvent('photo', { detail: await makePhoto() }));
    if (phone.media.camera.status === 'on') await inside(element, 'rtc-snapshot').take();
    await settled(element);
  }
  const { shadowRoot } = element;
  const parts = [
    ...(shadowRoot?.querySelectorAll<RtcPhoneElement>(
      'rtc-call, rtc-snapshot, rtc-dialpad, rtc-local-camera',
    ) ?? []),
  ];
  await Promise.all(parts.map(settled));
  // A picture has its size when it is there.
  const pictures = inside(element, 'rtc-snapshot').shadowRoot?.querySelectorAll('img') ?? [];
  await Promise.all([...pictures].map(async (picture) => picture.decode()));
  return element;
}

/** All nodes of an element that a person sees, in all its shadow trees. */
function* visibleNodes(root: Element): Generator<Element> {
  for (const node of root.shadowRoot?.querySelectorAll('*') ?? []) {
    if (!node.checkVisibility({ checkVisibilityCSS: true }) || node.closest('svg, .hidden')) continue;
    yield node;
    yield* visibleNodes(node);
  }
}

const CONTROLS = 'button, a, input, select';

const describeNode = (node: Element) => `${node.localName}.${node.getAttribute('part') ?? node.className}`;

/** What is wrong with the layout, as lines to read. */
function faults(element: Element): string[] {
  const box = element.getBoundingClientRect();
  const nodes = [...visibleNodes(element)];
  const controls = nodes.filter((node) => node.matches(CONTROLS));
  const outside = nodes
    .filter((node) => {
      const { left, right, width } = node.getBoundingClientRect();
      // Words that are cut off on purpose end in dots.
      const isCut = node.parentElement && getComputedStyle(node.parentElement).textOverflow === 'ellipsis';
      return !isCut && width > 0 && (left < box.left - 0.5 || right > box.right + 0.5);
    })
    .map((node) => `${describeNode(node)} sticks out`);
  const small = controls
    .filter((node) => {
      const { width, height } = node.getBoundingClientRect();
      return Math.min(width, height) < 43.9;
    })
    .map((node) => `${describeNode(node)} is too small for a finger`);
  const cut = controls
    .filter((node) => node.localName === 'button' && node.scrollWidth > node.clientWidth + 1)
    .map((node) => `${describeNode(node)} does not hold its words`);
  return [...outside, ...small, ...cut, ...overlaps(controls)];
}

function overlaps(controls: readonly Element[]): string[] {
  return controls.flatMap((one, index) =>
    controls
      .slice(index + 1)
      .filter((other) => {
        // The cross of the field stands in the field.
        if (one.localName === 'input') return false;
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
      })
      .map((other) => `${describeNode(one)} overlaps ${describeNode(other)}`),
  );
}

/** A place of this width. */
function resize(element: HTMLElement, width: number): void {
  const { style } = element.parentElement as HTMLElement;
  style.inlineSize = `${width}px`;
}

describe('the complete phone', () => {
  const { documentElement: page } = document;

  afterEach(() => {
    page.removeAttribute('style');
    page.removeAttribute('dir');
  });

  for (const [state, prepare] of Object.entries(states)) {
    it(`holds together ${state}, at every width, in both directions`, async () => {
      const element = await show(prepare);

      for (const dir of ['ltr', 'rtl']) {
        page.dir = dir;
        for (const width of WIDTHS) {
          resize(element, width);
          expect(faults(element), `${width} px ${dir}`).to.deep.equal([]);
        }
      }
    });

    it(`has words to read and buttons to hit ${state}, on a page whose rem is 10 px`, async () => {
      const element = await show(prepare);
      page.style.fontSize = '62.5%';

      for (const width of WIDTHS) {
        resize(element, width);
        expect(faults(element), `${width} px`).to.deep.equal([]);
      }
      const small = [...visibleNodes(element)].filter(
        (node) => node.localName !== 'small' && parseFloat(getComputedStyle(node).fontSize) < 12,
      );
      expect(small.map(describeNode)).to.deep.equal([]);
    });
  }

  it('does not take over how the page around it writes', async () => {
    const element = await show(() => undefined);
    const [header] = visibleNodes(element);
    const { style } = element.parentElement as HTMLElement;
    style.cssText =
      'text-transform: uppercase; letter-spacing: 4px; white-space: pre; text-indent: -99px; font-style: italic; font-weight: 900; text-align: center; word-spacing: 9px; text-shadow: 0 0 4px red; cursor: wait';

    const {
      textTransform,
      letterSpacing,
      whiteSpace,
      textIndent,
      fontStyle,
      fontWeight,
      textAlign,
      wordSpacing,
      textShadow,
      cursor,
    } = getComputedStyle(header as Element);

    expect({
      textTransform,
      letterSpacing,
      whiteSpace,
      textIndent,
      fontStyle,
      fontWeight,
      textAlign,
      wordSpacing,
      textShadow,
      cursor,
    }).to.deep.equal({
      textTransform: 'none',
      letterSpacing: 'normal',
      whiteSpace: 'normal',
      textIndent: '0px',
      fontStyle: 'normal',
      fontWeight: '400',
      textAlign: 'start',
      wordSpacing: '0px',
      textShadow: 'none',
      cursor: 'auto',
    });
  });
});
