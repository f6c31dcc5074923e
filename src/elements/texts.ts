import type { PhoneErrorCode } from '../base/errors.js';
import type { EndReason } from '../call/call-state.js';

type Who = 'local' | 'remote' | 'incoming' | 'outgoing';

/** What to say when a call is over: by reason, and where it matters also by who ended it, or who had called. */
type EndTexts = Readonly<Record<EndReason, string> & Partial<Record<`${EndReason}-${Who}`, string>>>;

const english = {
  dismiss: 'Dismiss',
  phone: {
    label: 'Phone',
    yourNumber: 'Your number',
    noNumber: 'This phone has no number yet.',
    offline: 'Offline',
    connecting: 'Connecting…',
    ready: 'Ready',
    reconnecting: 'Reconnecting…',
    failed: 'Not connected',
    retry: 'Try again',
    local: 'This phone reaches other tabs of this browser only.',
  },
  dialpad: {
    number: 'Number to call',
    keypad: 'Keypad',
    star: 'Star',
    hash: 'Hash',
    backspace: 'Delete last character',
    video: 'Video call',
    voice: 'Voice call',
    empty: 'Enter a number to call.',
    inCall: 'You are in a call.',
    notReady: 'Waiting for the connection…',
    offline: 'This phone is not connected.',
    pending: 'Calling… Your browser may ask for camera and microphone.',
  },
  call: {
    calling: 'Calling…',
    ringing: 'Ringing…',
    connecting: 'Connecting…',
    active: 'Connected',
    reconnecting: 'Connection trouble. Trying to get back…',
    incomingVideo: 'Incoming video call',
    incomingVoice: 'Incoming voice call',
    answerVideo: 'Video',
    answerVoice: 'Voice',
    answerVideoLabel: 'Answer with video',
    answerVoiceLabel: 'Answer with voice only',
    answer: 'Answer',
    decline: 'Decline',
    mute: 'Mute',
    unmute: 'Unmute',
    cameraOff: 'Turn camera off',
    cameraOn: 'Turn camera on',
    hangUp: 'Hang up',
    cancel: 'Cancel call',
    starting: 'Waiting for camera and microphone…',
    duration: 'Call time',
    hear: 'Tap to hear',
    theirCameraOff: 'Camera is off',
    theirMicrophoneOff: 'Muted',
    notHeard: 'They cannot hear you.',
    notSeen: 'They cannot see you.',
    microphonePaused: 'Your microphone is paused by the system or another program.',
    cameraPaused: 'Your camera is paused by the system or another program.',
    again: 'Call again',
    close: 'Close',
  },
  camera: {
    off: 'Your camera is off',
    starting: 'Starting the camera…',
    asking: 'Allow the camera',
    askingHint: 'Your browser is asking, next to the address.',
    on: 'Your camera is on',
    paused: 'Your camera is paused',
    pausedHint: 'The system or another program uses it. Your picture comes back by itself.',
    failed: 'Camera unavailable',
    retry: 'Try again',
    muted: 'Muted',
    preview: 'Your picture',
    video: 'Camera',
    audio: 'Microphone',
    'media-denied': 'Allow the camera in the site settings next to the address, then try again.',
    'media-dismissed': 'The camera was not allowed. Try again and choose Allow.',
    'media-blocked':
      'This page is embedded without the right to use the camera. Open it in its own tab, or add allow="camera; microphone" to its iframe.',
    'media-missing': 'No camera was found. Connect one and try again.',
    'media-busy': 'Another program uses the camera. Close it and try again.',
    'media-failed': 'The camera did not start. Try again, or choose another one.',
    'insecure-context': 'Cameras need a secure page. Open this page with https://.',
    unsupported: 'This browser lends no camera to pages. Try a current Chrome, Edge, Firefox or Safari.',
  },
  snapshot: {
    take: 'Take photo',
    retake: 'Retake',
    cameraOff: 'Turn your camera on to take a photo.',
    yours: 'Your photo',
    send: 'Send to',
    sending: 'Sending…',
    sent: 'Sent',
    save: 'Save',
    discard: 'Discard photo',
    received: 'Photos you received',
    from: 'Photo from',
    remove: 'Remove photo',
    /** How the saved file begins. */
    file: 'photo',
  },
  /** How each failure reads, with a way forward. */
  errors: {
    'bad-option': 'This phone is not set up correctly. Please tell the owner of this site.',
    'bad-number': 'This is not a number that can be called. Check it and try again.',
    'self-call': 'This is your own number. Enter another one.',
    'bad-state': 'That is not possible right now.',
    'no-phone': 'There is no phone here to do that.',
    unsupported: 'This browser cannot make calls. Try a current Chrome, Edge, Firefox or Safari.',
    'insecure-context': 'Calls need a secure page. Open this page with https://.',
    'media-denied':
      'Camera or microphone is not allowed. Allow it in the site settings next to the address, then try again.',
    'media-dismissed': 'Camera and microphone were not allowed. Try again and choose Allow.',
    'media-blocked':
      'This page is embedded without the right to use camera and microphone. Open it in its own tab.',
    'media-missing': 'No camera or microphone was found. Connect one and try again.',
    'media-busy': 'Another program uses the camera or microphone. Close it and try again.',
    'media-failed': 'The camera or microphone did not start. Try again, or choose another one.',
    'bad-keys': 'The keys of this phone are not valid. Please tell the owner of this site.',
    forbidden: 'This phone is not allowed to connect. Please sign in again.',
    network: 'No connection to the phone service. Check your internet connection and try again.',
    'not-delivered': 'The other side could not be told. Check your internet connection.',
    'not-connected': 'This needs a connected call. Wait a moment and try again.',
    'too-large': 'This is too large to send.',
    'bad-message': 'This cannot be sent. Photos may be JPEG, PNG or WebP.',
    'bad-seal': 'Somebody called with another secret. Both phones need the same one.',
    'no-route': 'No connection could be made between the two networks. Try another network.',
    'negotiation-failed': 'The two browsers could not agree on a connection. Call again.',
    failed: 'That did not work. Please try again.',
  } satisfies Record<PhoneErrorCode, string>,
  ended: {
    'hung-up': 'Call ended',
    'hung-up-remote': 'They hung up',
    cancelled: 'Call cancelled',
    'cancelled-incoming': 'Missed call',
    declined: 'Call declined',
    'declined-incoming': 'You declined the call',
    busy: 'They are in another call',
    'busy-incoming': 'Missed call while you were busy',
    'no-answer': 'No answer',
    'no-answer-incoming': 'Missed call',
    unreachable: 'They cannot be reached right now',
    elsewhere: 'Answered on another device',
    left: 'They left',
    'no-route': 'No way through the network. Try another network.',
    'connection-lost': 'The connection was lost',
    failed: 'The call failed',
  } as EndTexts,
};

type Widen<T> = T extends string
  ? string
  : T extends EndTexts
    ? EndTexts
    : { readonly [K in keyof T]: Widen<T[K]> };

/** Every word a person reads or hears in the elements. */
export type Texts = Widen<typeof english>;

/** Some of the words: whole sections may be left out, and words in a section. */
export type SomeTexts = {
  readonly [Section in keyof Texts]?: Texts[Section] extends string ? string : Partial<Texts[Section]>;
};

let current: Texts = english;
const changes = new EventTarget();

/** The words in use. */
export const texts = (): Texts => current;

/**
 * Replaces words, in all elements of the page at once: another language, another tone.
 *
 * What is left out stays as it is, and so does what has no text: a button without a name is of use to nobody.
 */
export function setTexts(some: SomeTexts): void {
  current = mergeTexts(current, some) as Texts;
  changes.dispatchEvent(new Event('change'));
}

function mergeTexts(old: object, some: object): object {
  const next: Record<string, unknown> = { ...old };
  for (const [name, words] of Object.entries(some)) {
    const before = Object.hasOwn(next, name) ? next[name] : '';
    if (typeof words === 'string' && typeof before === 'string') next[name] = words;
    else if (typeof before === 'object' && before && words) next[name] = mergeTexts(before, words as object);
  }
  return next;
}

/** Runs the listener whenever words were replaced, until the signal aborts. */
export function onTexts(listener: () => void, signal: AbortSignal): void {
  changes.addEventListener('change', listener, { signal });
}
