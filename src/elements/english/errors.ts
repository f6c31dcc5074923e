import type { PhoneErrorCode } from '../../base/errors.js';

/** How each failure reads, with a way forward. */
export const errors = {
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
  'too-many-calls': 'You are in as many calls as this phone can hold. End one first.',
} satisfies Record<PhoneErrorCode, string>;
