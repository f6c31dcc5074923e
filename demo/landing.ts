import { RtcPhoneElement } from '../src/index.js';
import { startCallButton } from './call-button.js';
import { startCopyButton } from './copy-button.js';
import { startEventLog } from './event-log.js';
import { find } from './find.js';
import { showWaysToJoin } from './join.js';
import { connectPhone, signaling } from './signaling.js';

/** Two phones on one page, and what one wants to know about them. */
const alice = find('#alice', RtcPhoneElement);
const bob = find('#bob', RtcPhoneElement);

startEventLog(find('#log', HTMLElement), find('#silence', HTMLElement));
startCallButton(find('#call', HTMLButtonElement), find('#next', HTMLElement), { alice, bob });
startCopyButton(find('#copy', HTMLElement), find('#copied', HTMLElement), find('#snippet', HTMLElement));
for (const phone of [alice, bob]) connectPhone(phone);

for (const link of document.querySelectorAll<HTMLElement>('[data-signaling]')) {
  if (link.dataset['signaling'] === signaling) link.setAttribute('aria-current', 'true');
}

await showWaysToJoin('alice');
