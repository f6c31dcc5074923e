import { fixture, html } from '@open-wc/testing';

import '../../src/elements/rtc-chat.js';
import type { RtcChatElement } from '../../src/elements/rtc-chat.js';
import type { Phone } from '../../src/phone/phone.js';
import { settled } from './element.js';
import { until } from './until.js';

/** A chat of a phone, once it has read what was said before. */
export async function showChat(phone: Phone, number?: string) {
  const element = await fixture<RtcChatElement>(
    html`<rtc-chat .phone=${phone} .number=${number} style="inline-size: 360px"></rtc-chat>`,
  );
  await until('it has read', () => element.getAttribute('state') !== 'loading');
  await settled(element);
  return { element, ...chatParts(element) };
}

export function chatParts(element: RtcChatElement) {
  const all = (name: string) => [...element.renderRoot.querySelectorAll<HTMLElement>(`[part~='${name}']`)];
  const one = (name: string): HTMLElement => {
    const [found] = all(name);
    if (!found) throw new Error(`The chat shows no ${name}.`);
    return found;
  };
  const field = () => element.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
  return {
    all,
    one,
    field,
    /** What was said, as it is read on the screen. */
    texts: () => all('bubble').map(({ textContent }) => textContent),
    /** The same with who said it, and what became of it. */
    lines: () =>
      all('line').map((line) =>
        ['sender', 'bubble', 'fate']
          .map(
            (name) => line.querySelector(`[part='${name}']`)?.textContent.replace(/\s+/g, ' ').trim() ?? '',
          )
          .filter((words) => words !== '')
          .join(' '),
      ),
    /** What a screen reader is told. */
    said: () =>
      [...element.renderRoot.querySelectorAll('[role=log] p')].map(({ textContent }) => textContent),
    type: async (text: string) => {
      field().value = text;
      field().dispatchEvent(new Event('input'));
      await element.updateComplete;
    },
    /** Writes a text and sends it by the Enter key. */
    write: async (text: string) => {
      field().value = text;
      field().dispatchEvent(new Event('input'));
      field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }));
      await element.updateComplete;
    },
    focused: () => element.shadowRoot?.activeElement,
  };
}
