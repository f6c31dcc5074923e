import { expect } from '@open-wc/testing';

import type { CallDescription } from '../../src/base/description.js';
import { PhoneError, type PhoneErrorCode } from '../../src/base/errors.js';
import { CallConnection } from '../../src/call/call-connection.js';
import { pack } from '../../src/wire/compact.js';
import type { Message } from '../../src/wire/message.js';
import { FakeAir } from '../support/fake-peer.js';
import { until } from '../support/until.js';

/** Until every promise is settled that waits for no other task. */
const rest = () => new Promise((resolve) => setTimeout(resolve));

describe('CallConnection', () => {
  const lives: AbortController[] = [];
  afterEach(() => {
    for (const life of lives.splice(0)) life.abort();
  });

  /** On a wire that is up, until the test takes it down. */
  function makeConnection() {
    const life = new AbortController();
    lives.push(life);
    const peer = new FakeAir().makePeer();
    const told: string[] = [];
    const events: string[] = [];
    const errors: PhoneError[] = [];
    const wire = { up: Promise.resolve() };
    const tell = async (message: Message) => {
      await wire.up;
      const parts = message as Partial<CallDescription>;
      told.push([message.type, parts.epoch, parts.id].filter((part) => part !== undefined).join(' '));
    };
    const connection = new CallConnection({
      peer,
      tell,
      failed: (error) => errors.push(error),
      signal: life.signal,
      log: ({ event }) => events.push(event),
    });
    const describe = (type: 'offer' | 'answer', epoch: number, id: number) => {
      const detail = { type, epoch, id, sdp: 'v=0' };
      peer.dispatchEvent(new CustomEvent('description', { detail }));
    };
    const recover = (epoch: number) => peer.dispatchEvent(new CustomEvent('recover', { detail: { epoch } }));
    const find = (epoch: number) => {
      const detail = { epoch, candidates: [{ candidate: '', sdpMid: '0' }] };
      peer.dispatchEvent(new CustomEvent('candidates', { detail }));
    };
    /** Takes the wire down. The function it returns puts it up again, or breaks it. */
    const takeDown = () => {
      let end: (error?: PhoneError) => void = () => {};
      wire.up = new Promise((resolve, reject) => (end = (error) => (error ? reject(error) : resolve())));
      // Nobody may be waiting yet when it breaks.
      wire.up.catch(() => {});
      return end;
    };
    return { peer, connection, told, events, errors, life, takeDown, describe, recover, find };
  }

  it('says what the peer wants to have said, in order', async () => {
    const { told, describe, recover, find } = makeConnection();

    describe('offer', 0, 1);
    find(0);
    recover(0);
    describe('answer', 0, 2);
    await until('all is said', () => told.length === 4);

    expect(told).to.deep.equal(['offer 0 1', 'candidates 0', 'recover 0', 'answer 0 2']);
  });

  it('says after an outage only what still matters', async () => {
    const { told, takeDown, describe, recover, find } = makeConnection();
    const putUp = takeDown();

    describe('offer', 0, 1);
    describe('offer', 0, 1);
    find(0);
    recover(0);
    describe('offer', 1, 0);
    find(1);
    recover(1);
    recover(1);
    describe('offer', 1, 0);
    describe('answer', 1, 0);
    putUp();
    await until('all is said', () => told.length === 5);

    // The first was on its way already.
    expect(told).to.deep.equal(['offer 0 1', 'candidates 1', 'recover 1', 'offer 1 0', 'answer 1 0']);
  });

  it('takes what comes while the wire is down for what leaves', async () => {
    const { peer, connection, takeDown, describe } = makeConnection();
    const asked: number[] = [];
    peer.mend = (epoch?: number) => asked.push(epoch ?? -1);
    const putUp = takeDown();
    describe('offer', 0, 1);

    connection.take({ type: 'recover', epoch: 3 });
    await until('it is taken', () => asked.length > 0);

    expect(asked).to.deep.equal([3]);
    putUp();
  });

  for (const [code, ends] of [
    ['network', false],
    ['forbidden', true],
    ['too-large', true],
  ] as const satisfies readonly (readonly [PhoneErrorCode, boolean])[]) {
    it(`${ends ? 'ends the call' : 'lets the peer say it again'} when it cannot be said: ${code}`, async () => {
      const { told, errors, events, takeDown, describe } = makeConnection();
      const end = takeDown();
      describe('offer', 0, 1);

      end(new PhoneError(code, 'It cannot be said.'));
      await until('it is noticed', () => errors.length + events.length > 0);

      expect(errors.map((error) => error.code)).to.deep.equal(ends ? [code] : []);
      expect(events).to.deep.equal(ends ? [] : ['not-told']);
      expect(told).to.deep.equal([]);
    });
  }

  it('ends the call over a description that no phone of ours has made', async () => {
    const { connection, errors } = makeConnection();

    connection.take({ type: 'offer', epoch: 0, id: 1, sdp: await pack('v=0\r\nm=image 9 X 0\r\n') });
    await until('it is refused', () => errors.length > 0);

    expect(errors[0]).to.have.property('code', 'bad-message');
  });

  it('says nothing more when the call has ended', async () => {
    const { told, life, takeDown, recover, find } = makeConnection();
    const putUp = takeDown();
    find(0);
    recover(0);

    life.abort();
    putUp();
    await rest();

    // The first was on its way already.
    expect(told).to.deep.equal(['candidates 0']);
  });

  it('does not care what could not be said any more when the call has ended', async () => {
    const { told, errors, events, life, takeDown, find } = makeConnection();
    const end = takeDown();
    find(0);

    life.abort();
    end(new PhoneError('forbidden', 'It cannot be said.'));
    await rest();

    expect([told, errors, events]).to.deep.equal([[], [], []]);
  });
});
