export const phone = {
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
};
