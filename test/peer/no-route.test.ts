import { expect } from '@open-wc/testing';

import { noRoute } from '../../src/peer/no-route.js';

const settings = { iceServers: [], relayOnly: false, turn: true };
const line = (type: string) => `a=candidate:1 1 udp 1 192.0.2.1 9 typ ${type}\r\n`;

describe('noRoute', () => {
  for (const [what, given, sdp, hint] of [
    ['no TURN server', { ...settings, turn: false }, line('host'), /^.*A TURN server among the iceServers/],
    ['no settings', undefined, '', /A TURN server among the iceServers/],
    ['a TURN server that is silent', settings, line('host') + line('srflx'), /gave no address/],
    [
      'a TURN server that did not help',
      settings,
      line('host') + line('relay'),
      /Not even by the TURN server/,
    ],
    ['servers that were not to be had', { ...settings, failure: 'offline' }, '', /could not be fetched/],
  ] as const) {
    it(`says what may help where there is ${what}`, () => {
      const error = noRoute(given, sdp);

      expect(error.code).to.equal('no-route');
      expect(error.message).to.match(hint);
    });
  }

  it('brings along why servers were not to be had', () => {
    expect(noRoute({ ...settings, failure: 'offline' }, '').cause).to.equal('offline');
  });
});
