import { createContext } from '@lit/context';

import type { Phone } from '../../phone/phone.js';

/** How elements inside `<rtc-phone>` find its phone. The key is global: two copies of the kit on a page share it. */
export const phoneContext = createContext<Phone | undefined>(Symbol.for('rtc-elements.phone'));
