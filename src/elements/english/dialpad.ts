export const dialpad = {
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
  /** Under a number whose phone is not there. */
  seemsOffline: 'They seem to be offline. You can call anyway.',
  pending: 'Calling… Your browser may ask for camera and microphone.',
};
