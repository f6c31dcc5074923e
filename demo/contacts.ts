import { RtcChatElement, RtcContactsElement, RtcPhoneElement, type Contact } from '../src/index.js';
import { find } from './find.js';
import { connectPhone, pageUrl } from './signaling.js';

/** Everybody in this demo. The address of the page says whose phone this is: `number`. */
const EVERYBODY: readonly Contact[] = [
  { number: 'alice', name: 'Alice Weber', note: 'Reception' },
  { number: 'bob', name: 'Bob Miller', note: 'Sales' },
  { number: 'carol', name: 'Carol Díaz', note: 'Support' },
  { number: 'dave', name: 'Dave Okafor' },
];

const address = new URL(location.href);
const number = address.searchParams.get('number') || 'alice';
address.searchParams.set('number', number);
history.replaceState(null, '', address);

const others = EVERYBODY.filter((contact) => contact.number !== number);
const contacts = find('rtc-contacts', RtcContactsElement);
contacts.contacts = others;

const chat = find('rtc-chat', RtcChatElement);
contacts.addEventListener('rtc-contact-selected', ({ detail }) => {
  const { name } = others.find((contact) => contact.number === detail.number) ?? {};
  Object.assign(chat, { number: detail.number, label: name });
});

const element = find('rtc-phone', RtcPhoneElement);
const away = find('#away', HTMLInputElement);
const tellOthers = () => {
  const { presence } = element.phone ?? {};
  if (presence) Object.assign(presence, { visible: true, away: away.checked });
};
element.addEventListener('rtc-ready', tellOthers);
away.addEventListener('change', tellOthers);
element.setAttribute('number', number);
connectPhone(element);

find('#others', HTMLElement).append(
  ...others.flatMap((contact) => {
    const { href } = pageUrl('./contacts.html', { number: contact.number });
    return [
      Object.assign(document.createElement('a'), { href, target: '_blank', textContent: contact.name }),
      ' ',
    ];
  }),
);
