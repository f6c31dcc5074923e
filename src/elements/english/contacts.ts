export const contacts = {
  title: 'Contacts',
  empty: 'No contacts yet',
  available: 'Available',
  busy: 'Busy',
  away: 'Away',
  offline: 'Offline',
  unknown: 'Checking…',
  inCall: 'In a call with you',
  unsupported: 'This phone’s service does not tell who can be called.',
  /** Asked before somebody is called who is offline. */
  question: 'They seem to be offline.',
  callAnyway: 'Call anyway',
  cancel: 'Cancel',
};
