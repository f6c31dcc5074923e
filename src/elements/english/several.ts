export const several = {
  onHold: 'On hold',
  heldByThem: 'They put you on hold',
  hold: 'Hold',
  resume: 'Resume',
  addPerson: 'Add person',
  more: 'More',
  /** Before the name of somebody who calls while another call goes on. */
  callsYou: 'Calling you',
  holdAndAnswer: 'Hold & answer',
  endAndAnswer: 'End & answer',
  leaveAndAnswer: 'Leave & answer',
  others: 'Other calls',
  switchTo: 'Switch',
  together: 'Talk to all',
};
