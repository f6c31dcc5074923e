import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import { parseIceServers } from '../../src/peer/ice-servers.js';

describe('parseIceServers', () => {
  const turn = { urls: ['turn:turn.example:3478?transport=udp'], username: 'me', credential: 'secret' };

  it('takes what browsers take, and nothing else with it', () => {
    const servers = parseIceServers([
      { urls: 'stun:stun.example' },
      { urls: ['stuns:[2001:db8::1]:5349', 'STUN:192.0.2.1:3478'], comment: 'dropped' },
      turn,
    ]);

    expect(servers).to.deep.equal([
      { urls: ['stun:stun.example'] },
      { urls: ['stuns:[2001:db8::1]:5349', 'STUN:192.0.2.1:3478'] },
      turn,
    ]);
    expect(() => new RTCPeerConnection({ iceServers: servers }).close()).not.to.throw();
  });

  it('takes the JSON of an attribute', () => {
    expect(parseIceServers(' [{"urls":"stun:stun.example"}] ')).to.deep.equal([
      { urls: ['stun:stun.example'] },
    ]);
    expect(parseIceServers('')).to.deep.equal([]);
    expect(parseIceServers([])).to.deep.equal([]);
  });

  it('turns the old url into urls', () => {
    expect(parseIceServers([{ url: 'stun:stun.example' }])).to.deep.equal([{ urls: ['stun:stun.example'] }]);
  });

  for (const [input, message] of [
    [undefined, /^iceServers must be an array/],
    [{ urls: 'stun:stun.example' }, /^iceServers must be an array/],
    ['[', /^iceServers must be JSON/],
    ['null', /^iceServers must be an array/],
    [['stun:stun.example'], /^iceServers\[0\] must be an object/],
    [[{ urls: 'stun:a' }, null], /^iceServers\[1\] must be an object/],
    [[{}], /^iceServers\[0\]\.urls must be like/],
    [[{ urls: [] }], /^iceServers\[0\]\.urls must not be empty/],
    [[{ urls: ['stun:a', 7] }], /^iceServers\[0\]\.urls must be like/],
    [[{ urls: 'http://stun.example' }], /^iceServers\[0\]\.urls must be like/],
    [[{ urls: 'stun://stun.example' }], /^iceServers\[0\]\.urls must be like/],
    [[{ urls: 'stun:a?transport=udp' }], /^iceServers\[0\]\.urls must be like/],
    [[turn, { urls: 'turn:a' }], /^iceServers\[1\] is a TURN server/],
    [[{ ...turn, username: 7 }], /^iceServers\[0\]\.username must be/],
    [[{ ...turn, credential: { token: 'x' } }], /^iceServers\[0\]\.credential must be/],
  ] as const) {
    it(`refuses ${JSON.stringify(input)}, and says where`, () => {
      expect(() => parseIceServers(input))
        .to.throw(PhoneError, message)
        .with.property('code', 'bad-option');
    });
  }
});
