export const snapshot = {
  take: 'Take photo',
  retake: 'Retake',
  missing: 'Take a photo first.',
  cameraOff: 'Turn your camera on to take a photo.',
  yours: 'Your photo',
  send: 'Send to',
  sendAll: 'Send to all',
  sending: 'Sending…',
  sent: 'Sent',
  /** Of one to somebody who is away. */
  kept: 'Will be delivered when they are back',
  save: 'Save',
  discard: 'Discard photo',
  takeRemote: 'Photo of them',
  of: 'Photo of',
  /** Of a photo of somebody else. */
  staysHere: 'It stays on this device.',
  photos: 'Photos',
  from: 'Photo from',
  mine: 'You',
  remove: 'Remove photo',
  more: 'Show more',
  clear: 'Delete all',
  clearQuestion: 'Delete all photos?',
  keep: 'Keep',
  /** After the number of somebody who is in no call with us; a size follows. */
  offers: 'would like to send you a photo',
  show: 'Show',
  decline: 'Decline',
  fetching: 'Fetching…',
  /** How the saved file begins. */
  file: 'photo',
};
