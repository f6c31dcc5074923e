import { json } from '../http.js';
import type { Route } from '../route.js';

/** The server's time, as a number: PubNub answers so although JavaScript cannot hold all its digits. */
export const timeRoutes: readonly Route[] = [
  {
    operation: 'time',
    method: 'GET',
    path: '/time/:callback',
    handle({ context }) {
      const reply = json(200, []);
      return { ...reply, body: `[${context.time.next()}]` };
    },
  },
];
