import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { turnAt } from '../lanes/turn-server.js';
import { Lab, type Resident } from './lab.js';
import { PUBLIC, type Nat } from './namespaces.js';
import { Packets } from './packets.js';

const CALL = { audio: true, video: true };
/** How long a call that is accepted may look for a path. */
const NO_ROUTE_MS = 20_000;
const STUN: RTCIceServer = { urls: `stun:${PUBLIC.turn}:${PUBLIC.turnPort}` };
const TURN = turnAt(PUBLIC.turn, PUBLIC.turnPort);

describe('Between two homes', () => {
  const lab = new Lab();
  let caller: Resident;
  let callee: Resident;

  before(async () => {
    await lab.open();
    [caller, callee] = await Promise.all([lab.addResident(), lab.addResident()]);
  });
  after(() => lab.close());

  /** Two connected phones, behind routers of this kind. */
  async function open(nat: Nat, iceServers: readonly RTCIceServer[] = [STUN, TURN]): Promise<void> {
    for (const { home } of [caller, callee]) home.useNat(nat);
    await caller.phone.open({ number: 'caller', iceServers });
    await callee.phone.open({ number: 'callee', iceServers });
  }

  async function ring(): Promise<void> {
    await caller.phone.do('dial', 'callee', CALL);
    await callee.phone.do('rings');
    await caller.phone.do('reaches', 'ringing');
  }

  async function answer(): Promise<void> {
    await callee.phone.do('accept');
    await bothGet();
  }

  async function bothGet(): Promise<void> {
    await Promise.all([caller, callee].map(({ phone }) => phone.do('reaches', 'active')));
    await Promise.all([caller, callee].map(({ phone }) => phone.do('gets', CALL)));
  }

  it('a call goes directly when STUN tells the addresses', async () => {
    await open('cone');
    await ring();
    await answer();

    for (const { phone } of [caller, callee]) {
      const path = await phone.do('path');
      assert.doesNotMatch(`${path?.local} ${path?.remote}`, /relay/);
    }
  });

  it('a call goes by TURN when both routers change the address for everybody', async () => {
    await open('symmetric');
    await ring();
    await answer();

    const path = await caller.phone.do('path');
    assert.match(`${path?.local} ${path?.remote}`, /relay/);
  });

  it('a call says what is missing when both routers do that and there is no TURN server', async () => {
    await open('symmetric', [STUN]);
    await ring();
    await callee.phone.do('accept');
    const acceptedAt = performance.now();

    const ends = await Promise.all(
      [caller, callee].map(({ phone }) => phone.do('reaches', 'ended', NO_ROUTE_MS + 5_000)),
    );

    assert.ok(performance.now() - acceptedAt <= NO_ROUTE_MS, `${performance.now() - acceptedAt} ms`);
    for (const state of ends) assert.equal(state.phase === 'ended' && state.reason, 'no-route');
    for (const { phone } of [caller, callee]) {
      const [error, ...others] = await phone.do('errors');
      assert.match(error ?? 'no error', /^no-route: .*TURN server/);
      assert.deepEqual(others, []);
    }
  });

  it('no packet goes from the callee to the caller before the call is accepted', async () => {
    await open('cone');
    const packets = await Packets.watch(
      callee.home.router,
      'lan',
      `src ${callee.home.address} and (dst ${caller.home.address} or dst ${caller.home.outside} or (udp and dst ${PUBLIC.turn}))`,
    );

    await ring();
    await caller.phone.do('gathers');
    // That nothing comes is only seen in time.
    await setTimeout(1_000);
    assert.deepEqual(packets.seen, []);
    await answer();

    assert.notDeepEqual(packets.seen, []);
    await packets.close();
  });

  it('a call goes on by TURN over TCP when the router blocks UDP in the middle of it', async () => {
    await open('cone');
    await ring();
    await answer();

    caller.home.blockUdp();
    await Promise.all([caller, callee].map(({ phone }) => phone.do('reaches', 'reconnecting')));
    await bothGet();

    assert.equal((await caller.phone.do('path'))?.relayProtocol, 'tcp');
    // It used to fall back to the way that is blocked, and again after each restart.
    await caller.phone.do('staysActive', 10_000);
  });

  it('a call goes on when the device has another address', async () => {
    await open('cone');
    await ring();
    await answer();

    caller.home.changeAddress();
    await callee.phone.do('reaches', 'reconnecting');

    await bothGet();
  });

  it('a call ends on the other side when a browser is killed', async () => {
    await open('cone');
    await ring();
    await answer();

    callee.home.killAll();
    await caller.phone.do('reaches', 'reconnecting');
    const state = await caller.phone.do('reaches', 'ended', 45_000);

    assert.equal(state.phase === 'ended' && state.reason, 'connection-lost');
  });
});
