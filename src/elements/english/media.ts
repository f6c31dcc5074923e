export const media = {
  share: 'Share screen',
  sharing: 'You are sharing your screen',
  stopSharing: 'Stop sharing',
  shareDenied:
    'Your system does not let this browser share a screen. Allow it in the system settings, then try again.',
  shareBlocked:
    'This page may not share a screen. Open it in its own tab, or add allow="display-capture" to its iframe.',
  shareFailed: 'The screen could not be shared. Please try again.',
  flip: 'Switch camera',
  weak: 'Weak connection',
  bad: 'Poor connection',
};
