export const snapshot = {
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
};
