import { mixCall, RtcLocalCameraElement, RtcPhoneElement, type Call } from '../src/index.js';
import { find } from './find.js';
import { makeGuestNumber } from './guest-number.js';
import { connectPhone, pageUrl } from './signaling.js';

/** One phone, what its camera really delivers, and a recording of its call. */
const phone = find('rtc-phone', RtcPhoneElement);
const camera = find('rtc-local-camera', RtcLocalCameraElement);
const resolution = find('#resolution', HTMLSelectElement);
const picture = find('#picture', HTMLOutputElement);
const record = find('#record', HTMLButtonElement);
const recording = find('#recording', HTMLAnchorElement);

const number = new URLSearchParams(location.search).get('number') || makeGuestNumber();
phone.setAttribute('number', number);
connectPhone(phone);
find('#guest', HTMLAnchorElement).href = pageUrl('./phone.html', { dial: number }).href;

resolution.addEventListener('change', () => camera.setAttribute('resolution', resolution.value));

const showPicture = () => {
  const { camera: state, screen } = phone.phone?.media ?? {};
  const { width, height, frameRate } = state?.picture ?? {};
  const delivers = width
    ? `The camera delivers ${width} x ${height} at ${Math.round(frameRate ?? 0)} frames a second.`
    : 'The camera is off.';
  picture.value = screen?.status === 'on' ? `${delivers} The screen is sent in its place.` : delivers;
};
phone.addEventListener('rtc-media-changed', showPicture);

let recorder: MediaRecorder | undefined;
phone.addEventListener('rtc-call-changed', ({ detail: { state } }) => {
  record.disabled = state.phase !== 'active';
  if (state.phase === 'ended') recorder?.stop();
});

record.addEventListener('click', () => {
  const call = phone.phone?.call;
  if (recorder) recorder.stop();
  else if (call) start(call);
});

/** Nobody tells the other side of it: a real page asks them first, and says so while it records. */
function start(call: Call): void {
  const { media } = phone.phone ?? {};
  if (!media) return;
  const life = new AbortController();
  const parts: Blob[] = [];
  const next = new MediaRecorder(mixCall(call, media, life.signal));
  next.addEventListener('dataavailable', ({ data }) => parts.push(data));
  next.addEventListener('stop', () => {
    life.abort();
    recorder = undefined;
    record.textContent = 'Record the call';
    URL.revokeObjectURL(recording.href);
    recording.href = URL.createObjectURL(new Blob(parts, { type: next.mimeType }));
    recording.hidden = false;
  });
  recorder = next;
  record.textContent = 'Stop recording';
  next.start();
}
