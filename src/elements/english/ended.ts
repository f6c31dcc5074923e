import type { EndReason } from '../../call/call-state.js';

type Who = 'local' | 'remote' | 'incoming' | 'outgoing';

/** What to say when a call is over: by reason, and where it matters also by who ended it, or who had called. */
export type EndTexts = Readonly<Record<EndReason, string> & Partial<Record<`${EndReason}-${Who}`, string>>>;

export const ended: EndTexts = {
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
  'left-local': 'You left',
  'no-route': 'No way through the network. Try another network.',
  'connection-lost': 'The connection was lost',
  failed: 'The call failed',
  full: 'There is no place left',
  removed: 'You were removed',
  'removed-local': 'Removed',
};
