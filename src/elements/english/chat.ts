export const chat = {
  /** Before the name of a person or of a room. */
  title: 'Chat with',
  loading: 'Loading messages…',
  empty: 'No messages yet',
  idle: 'Nobody to write to yet. A chat begins with a call.',
  alone: 'Nobody else is here yet.',
  off: 'This phone keeps no messages. They go when you close this page.',
  pageOnly: 'This browser keeps nothing for this page. Messages go when you close it.',
  messages: 'Messages',
  field: 'Message',
  send: 'Send',
  you: 'You',
  earlier: 'Show earlier',
  news: 'New messages',
  sending: 'Sending…',
  kept: 'Will be delivered when they are back',
  delivered: 'Delivered',
  failed: 'Not sent',
  /** Of a message that was on its way when the page was closed. */
  unsure: 'Perhaps not sent',
  /** Behind a number of characters. */
  left: 'characters left',
  over: 'characters too many',
  'not-delivered': 'They cannot be reached, and nothing is kept for them. Try again later.',
};
