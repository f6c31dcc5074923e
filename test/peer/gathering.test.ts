import { expect, oneEvent } from '@open-wc/testing';

import type { Candidate } from '../../src/base/description.js';
import { Gathering, GATHERING_CAP_MS, LATE_WINDOW_MS } from '../../src/peer/gathering.js';
import { until } from '../support/peer-pair.js';

const UDP = 'candidate:1 1 udp 2113937151 192.0.2.1 50000 typ host';
const TCP = 'candidate:2 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active';

describe('Gathering', () => {
  const lives: AbortController[] = [];
  afterEach(() => {
    for (const life of lives.splice(0)) life.abort();
  });

  /** On a real connection that has nothing to gather, so that the test says what is found. */
  function makeGathering(configuration: RTCConfiguration = {}) {
    const life = new AbortController();
    lives.push(life);
    const connection = new RTCPeerConnection(configuration);
    life.signal.addEventListener('abort', () => connection.close());
    const told: (readonly Candidate[])[] = [];
    const gathering = new Gathering({
      connection,
      signal: life.signal,
      tell: (candidates) => told.push(candidates),
    });
    const find = (line: string | null, usernameFragment = 'abcd') => {
      const candidate = line === null ? null : { candidate: line, sdpMid: '0', usernameFragment };
      connection.dispatchEvent(
        new RTCPeerConnectionIceEvent('icecandidate', {
          candidate: candidate && new RTCIceCandidate(candidate),
        }),
      );
    };
    return { connection, gathering, told, find, life };
  }

  const lines = (told: readonly (readonly Candidate[])[]) =>
    told.map((batch) => batch.map(({ candidate }) => candidate));

  it('describes with the candidates that are there, and tells none of them again', async () => {
    const { connection, gathering, told } = makeGathering();
    connection.createDataChannel('data');

    const sdp = await gathering.describe();

    expect(sdp).to.contain('a=candidate:').and.to.equal(connection.localDescription?.sdp);
    expect(told).to.deep.equal([]);
  });

  it('tells late candidates in one batch', async () => {
    const { told, find } = makeGathering();

    find(UDP);
    find(TCP);
    find(UDP);
    expect(told).to.deep.equal([]);
    const before = performance.now();
    await until('the batch has come', () => told.length > 0);

    expect(performance.now() - before).to.be.within(LATE_WINDOW_MS - 2, 5 * LATE_WINDOW_MS);
    expect(lines(told)).to.deep.equal([[UDP, TCP, UDP]]);
    expect(told[0]?.[0]).to.deep.equal({ candidate: UDP, sdpMid: '0', usernameFragment: 'abcd' });
  });

  it('tells them at once when there will be no more', () => {
    const { told, find } = makeGathering();

    find(UDP);
    find(null);

    expect(lines(told)).to.deep.equal([[UDP, '']]);
    expect(told[0]?.[1]).to.deep.equal({ candidate: '', sdpMid: '0', usernameFragment: 'abcd' });
  });

  it("forwards Firefox's empty candidate as it is", () => {
    const { told, find } = makeGathering();

    find(UDP);
    find('');
    find(null);

    expect(lines(told)).to.deep.equal([[UDP, '']]);
  });

  it('sends no message for TCP candidates and the end alone', () => {
    const { told, find } = makeGathering();

    find(TCP);
    find('');
    find(null);
    find(UDP);
    find(null);

    expect(lines(told)).to.deep.equal([[UDP, '']]);
  });

  it('takes TCP candidates along', () => {
    const { told, find } = makeGathering();

    find(TCP);
    find(UDP);
    find(null);

    expect(lines(told)).to.deep.equal([[TCP, UDP, '']]);
  });

  it('tells nothing when its life ends', async () => {
    const { connection, told, find, life } = makeGathering();

    find(UDP);
    const timer = oneEvent(window, 'timer');
    setTimeout(() => window.dispatchEvent(new Event('timer')), LATE_WINDOW_MS);
    life.abort();
    find(null);
    await timer;

    expect(connection.signalingState).to.equal('closed');
    expect(told).to.deep.equal([]);
  });

  it('describes with what was found while the page was busy for longer than it waits', async () => {
    const { connection, gathering, told } = makeGathering();
    connection.createDataChannel('data');
    const busy = () => {
      const since = performance.now();
      while (performance.now() - since < 8 * GATHERING_CAP_MS);
    };
    connection.addEventListener('icegatheringstatechange', busy, { once: true });

    const sdp = await gathering.describe();
    await until('all is found', () => connection.iceGatheringState === 'complete');

    expect(sdp).to.contain('a=candidate:').and.to.equal(connection.localDescription?.sdp);
    expect(told).to.deep.equal([]);
  });

  it('describes without any when the only server is dead, half a second later', async () => {
    const dead = { urls: 'turn:127.0.0.1:9', username: 'ann', credential: 'secret' };
    const { connection, gathering } = makeGathering({ iceServers: [dead], iceTransportPolicy: 'relay' });
    connection.createDataChannel('data');
    const before = performance.now();

    const sdp = await gathering.describe();

    expect(performance.now() - before).to.be.within(490, 1_500);
    expect(connection.iceGatheringState).to.equal('gathering');
    expect(sdp).not.to.contain('a=candidate:');
  });

  it('does not wait for the word that this was all, where no server has to be asked', async () => {
    const { connection, gathering, find } = makeGathering();
    let isComplete = false;
    connection.addEventListener('icegatheringstatechange', () => {
      isComplete ||= connection.iceGatheringState === 'complete';
    });
    connection.createDataChannel('data');

    const described = gathering.describe();
    find(UDP);
    await described;

    expect(isComplete).to.equal(false);
  });
});
