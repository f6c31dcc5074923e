import { fixture, html } from '@open-wc/testing';

import '../../src/elements/rtc-contacts.js';
import type { Contact, RtcContactsElement } from '../../src/elements/rtc-contacts.js';
import type { Phone } from '../../src/phone/phone.js';
import { settled } from './element.js';

/** A list of people, for a phone. */
export async function showContacts(phone: Phone | undefined, contacts: readonly Contact[]) {
  const element = await fixture<RtcContactsElement>(
    html`<rtc-contacts .phone=${phone} .contacts=${contacts} style="inline-size: 360px"></rtc-contacts>`,
  );
  await settled(element);
  const all = (name: string) => [...element.renderRoot.querySelectorAll<HTMLElement>(`[part~='${name}']`)];
  return {
    element,
    all,
    /** What a person reads of each. */
    rows: () => all('contact').map((row) => row.innerText.replace(/\s+/g, ' ').trim()),
    /** The button of one person. */
    button: (part: 'video' | 'voice' | 'select', index = 0) => all(part)[index] as HTMLButtonElement,
    focused: () => element.shadowRoot?.activeElement,
  };
}
