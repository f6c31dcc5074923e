export const grid = {
  label: 'Calls',
  alone: 'Nobody else is here yet',
  aloneHint: 'You see them as soon as they join.',
  joined: 'joined',
  left: 'left',
  screen: 'Screen of',
  hangUpOn: 'Hang up on',
  hangUpAll: 'Hang up on all',
  leave: 'Leave',
};
