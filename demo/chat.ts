import { RtcChatElement, RtcDialpadElement, RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone, pageUrl } from './signaling.js';

/**
 * One phone and a chat, and JSON for the page at the other end. The address of the page says whose (`number`) and with whom (`with`); with an empty `with` it is
 * with whoever the call is with.
 */
const address = new URL(location.href);
const { searchParams } = address;
const number = searchParams.get('number') || makeGuestNumber();
const partner = searchParams.get('with') ?? makeGuestNumber();

// So that this page has the same chat when it is loaded again.
searchParams.set('number', number);
searchParams.set('with', partner);
history.replaceState(null, '', address);

find('rtc-chat', RtcChatElement).number = partner;
find('rtc-dialpad', RtcDialpadElement).value = partner;
const phone = find('rtc-phone', RtcPhoneElement);
phone.setAttribute('number', number);
connectPhone(phone);

const fate = find('#fate', HTMLOutputElement);
const heard = find('#heard', HTMLElement);
const json = find('#json', HTMLInputElement);
json.form?.addEventListener('submit', (event) => {
  event.preventDefault();
  send(json.value, event.submitter?.id === 'to-calls').then(
    (words) => (fate.value = words),
    (error: unknown) => (fate.value = String(error)),
  );
});

async function send(text: string, inCalls: boolean): Promise<string> {
  const data: unknown = JSON.parse(text);
  const own = phone.phone;
  if (!own || (inCalls && own.calls.length === 0)) return 'There is no call.';
  const delivery = await own.send(inCalls ? own.calls : partner, data);
  return delivery === 'delivered' ? 'Delivered.' : 'Kept until the other page is open.';
}

phone.addEventListener('rtc-message-received', ({ detail: { from, data, call } }) => {
  const words = `${from}${call ? ', in the call' : ''}: ${JSON.stringify(data)}`;
  heard.append(Object.assign(document.createElement('p'), { textContent: words }));
});

find('#guest', HTMLAnchorElement).href = pageUrl('./chat.html', { number: partner, with: number }).href;
