import { RtcPhoneElement } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { pageUrl } from './signaling.js';

/** A phone that tells what it does. */
const phone = find('#phone', RtcPhoneElement);
const number = makeGuestNumber();
phone.setAttribute('number', number);

const trace = find('#trace', HTMLPreElement);
find('#show', HTMLButtonElement).addEventListener('click', () => {
  void phone.trace().then((text) => {
    trace.hidden = false;
    trace.textContent = text;
  });
});

const connection = find('#connection', HTMLOutputElement);
phone.addEventListener('rtc-call-changed', ({ detail: { call } }) => {
  void describe(call.peerConnection).then((words) => (connection.value = words));
});

/** What only the browser knows: by which kinds of addresses the two reach each other. */
async function describe(peer: RTCPeerConnection | undefined): Promise<string> {
  if (!peer) return 'There is no call.';
  const stats = await peer.getStats();
  const kinds = [...stats.values()]
    .filter(({ type, state, nominated }) => type === 'candidate-pair' && state === 'succeeded' && nominated)
    .map((pair) =>
      [pair.localCandidateId, pair.remoteCandidateId].map((id) => stats.get(id)?.candidateType).join(' to '),
    );
  return [`connection ${peer.connectionState}`, `signaling ${peer.signalingState}`, ...kinds].join(', ');
}

find('#guest', HTMLAnchorElement).href = pageUrl('./phone.html', { dial: number, signaling: 'local' }).href;
