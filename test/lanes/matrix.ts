import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { startDevServer } from '../../dev/dev-server.mjs';
import { isInstalled } from '../../dev/lanes.mjs';
import { launch, type BrowserName, type LaneBrowser } from './browsers.js';
import { RemotePhone } from './remote-phone.js';
import { TurnServer } from './turn-server.js';

const VIDEO_CALL = { audio: true, video: true };
const VOICE_CALL = { audio: true, video: false };

/** One thing two people do in a call, between any two browsers. */
type Scene = (caller: RemotePhone, callee: RemotePhone) => Promise<void>;

const both = async (phones: readonly RemotePhone[], act: (phone: RemotePhone) => Promise<unknown>) => {
  await Promise.all(phones.map((phone) => act(phone)));
};

/** The caller's call rings at the callee. */
async function ring(caller: RemotePhone, callee: RemotePhone, choice = VIDEO_CALL): Promise<void> {
  await caller.do('dial', 'callee', choice);
  assert.equal(await callee.do('rings'), 'caller');
}

/** The same, and it is answered. */
async function talk(caller: RemotePhone, callee: RemotePhone, choice = VIDEO_CALL): Promise<void> {
  await ring(caller, callee, choice);
  await callee.do('accept');
  await both([caller, callee], (phone) => phone.do('reaches', 'active'));
}

/** Both phones say so, and each whose doing it was. */
async function endsAs(reason: string, here: RemotePhone, there: RemotePhone): Promise<void> {
  const [one, other] = await Promise.all([here.do('reaches', 'ended'), there.do('reaches', 'ended')]);
  assert.deepEqual(
    [one, other].map((state) => state.phase === 'ended' && [state.reason, state.by]),
    [
      [reason, 'local'],
      [reason, 'remote'],
    ],
  );
}

/** One side restarts ICE before anything was heard or seen; both then hear and see each other over the new path. */
async function restartAtOnce(caller: RemotePhone, callee: RemotePhone, one: RemotePhone): Promise<void> {
  const phones = [caller, callee];
  await ring(caller, callee);
  await caller.do('reaches', 'ringing');
  const restarted = one.do('restartIceAtOnce');
  await callee.do('accept');
  await restarted;
  await both(phones, (phone) => phone.do('gets', VIDEO_CALL));
  await both(phones, (phone) => phone.do('staysActive', 2_000));
}

/** What must work between all browsers. */
const SCENES: Readonly<Record<string, Scene>> = {
  async 'dial, answer, talk and hang up'(caller, callee) {
    await talk(caller, callee);
    await both([caller, callee], (phone) => phone.do('gets', VIDEO_CALL));
    await callee.do('hangUp');
    await endsAs('hung-up', callee, caller);
  },

  async 'be connected while it rings, and talk at once'(caller, callee) {
    await callee.open({ number: 'callee', earlyConnection: ['caller'] });
    await ring(caller, callee);
    await both([caller, callee], (phone) => phone.do('connects'));
    assert.deepEqual([await caller.do('bound'), await callee.do('bound')], [0, 0]);
    await callee.do('accept');
    await both([caller, callee], (phone) => phone.do('gets', VIDEO_CALL));
    await both([caller, callee], (phone) => phone.do('isSent', VIDEO_CALL));
  },

  async decline(caller, callee) {
    await ring(caller, callee);
    await caller.do('reaches', 'ringing');
    await callee.do('reject');
    await endsAs('declined', callee, caller);
  },

  async 'give up while it rings'(caller, callee) {
    await ring(caller, callee);
    await caller.do('hangUp');
    await endsAs('cancelled', caller, callee);
  },

  async 'mute, and close the camera'(caller, callee) {
    await talk(caller, callee);
    for (const [here, there] of [
      [caller, callee],
      [callee, caller],
    ] as const) {
      await there.do('isSent', VIDEO_CALL);
      await here.do('setMicrophone', false);
      await there.do('isSent', { audio: false, video: true });
      await here.do('setCamera', false);
      await there.do('isSent', { audio: false, video: false });
      await here.do('setMicrophone', true);
      await here.do('setCamera', true);
      await there.do('isSent', VIDEO_CALL);
      await there.do('gets', VIDEO_CALL);
    }
  },

  async 'send messages both ways'(caller, callee) {
    await talk(caller, callee, VOICE_CALL);
    const numbers = Array.from({ length: 20 }, (_none, index) => index);
    await both([caller, callee], (phone) => Promise.all(numbers.map((n) => phone.do('send', n))));
    assert.deepEqual(await caller.do('messages', numbers.length), numbers);
    assert.deepEqual(await callee.do('messages', numbers.length), numbers);
  },

  async 'send a photo both ways'(caller, callee) {
    await talk(caller, callee, VOICE_CALL);
    assert.equal(await caller.do('sendPhoto'), await callee.do('photo'));
    assert.equal(await callee.do('sendPhoto'), await caller.do('photo'));
  },

  async 'go from voice to video, one after the other'(caller, callee) {
    await talk(caller, callee, VOICE_CALL);
    await callee.do('setVideo', true);
    await caller.do('isSent', VIDEO_CALL);
    await caller.do('gets', VIDEO_CALL);
    await caller.do('setVideo', true);
    await callee.do('isSent', VIDEO_CALL);
    await callee.do('gets', VIDEO_CALL);
  },

  async 'go from voice to video, both at the same time'(caller, callee) {
    await talk(caller, callee, VOICE_CALL);
    await both([caller, callee], (phone) => phone.do('setVideo', true));
    await both([caller, callee], (phone) => phone.do('gets', VIDEO_CALL));
  },

  async 'close the page of the caller'(caller, callee) {
    await talk(caller, callee);
    await caller.closePage();
    const state = await callee.do('reaches', 'ended');
    assert.equal(state.phase === 'ended' && state.reason, 'left');
  },

  async 'close the page of the callee'(caller, callee) {
    await talk(caller, callee);
    await callee.closePage();
    const state = await caller.do('reaches', 'ended');
    assert.equal(state.phase === 'ended' && state.reason, 'left');
  },

  async 'restart ICE from the side of the caller, as soon as the call is active'(caller, callee) {
    await restartAtOnce(caller, callee, caller);
  },

  async 'restart ICE from the side of the callee, as soon as the call is active'(caller, callee) {
    await restartAtOnce(caller, callee, callee);
  },

  async 'restart ICE'(caller, callee) {
    await talk(caller, callee);
    await both([caller, callee], (phone) => phone.do('gets', VIDEO_CALL));
    const names = [await caller.do('iceName'), await callee.do('iceName')] as const;
    await caller.do('restartIce');
    await Promise.all([caller.do('leavesIceName', names[0]), callee.do('leavesIceName', names[1])]);
    await both([caller, callee], (phone) => phone.do('gets', VIDEO_CALL));
  },
};

/** What must work between all browsers when nothing is left of the path, and a restart finds no other. */
const TURN_SCENES: Readonly<
  Record<string, (turn: TurnServer, ...phones: Parameters<Scene>) => Promise<void>>
> = {
  async 'go on over another connection'(turn, caller, callee) {
    const phones = [caller, callee];
    const options = { iceServers: [turn.iceServer], relayOnly: true };
    await Promise.all([
      caller.open({ number: 'caller', ...options }),
      callee.open({ number: 'callee', ...options }),
    ]);
    await talk(caller, callee);
    await both(phones, (phone) => phone.do('gets', VIDEO_CALL));
    await both(phones, (phone) => phone.do('watchConnection'));

    await turn.stop();
    await both(phones, (phone) => phone.do('reaches', 'reconnecting'));
    await caller.do('rebuilds');
    await callee.do('send', 'still there?');
    await turn.start();

    await both(phones, (phone) => phone.do('isRebuilt'));
    await both(phones, (phone) => phone.do('gets', VIDEO_CALL));
    assert.deepEqual(await caller.do('messages', 1), ['still there?']);
  },
};

/** Everything in {@link SCENES} as the tests of one file, in each of these directions. */
export function playScenes(...directions: readonly (readonly [from: BrowserName, to: BrowserName])[]): void {
  let server: Awaited<ReturnType<typeof startDevServer>>;
  const browsers = new Map<BrowserName, LaneBrowser>();

  before(async () => {
    const names = [...new Set(directions.flat())];
    server = await startDevServer({ port: 0 });
    await Promise.all(names.map(async (name) => browsers.set(name, await launch(name))));
  });
  after(async () => {
    await Promise.all([...browsers.values()].map((browser) => browser.close()));
    await server.close();
  });

  for (const [from, to] of directions) {
    describe(`${from} calls ${to}`, () => {
      let caller: RemotePhone;
      let callee: RemotePhone;

      before(() => {
        const url = `${server.urls[0]}test/lanes/page.html`;
        const phoneIn = (name: BrowserName) => {
          const browser = browsers.get(name);
          if (!browser) throw new Error(`No ${name} came up.`);
          return new RemotePhone(browser, url);
        };
        [caller, callee] = [phoneIn(from), phoneIn(to)];
      });
      beforeEach(async () => {
        await Promise.all([caller.open({ number: 'caller' }), callee.open({ number: 'callee' })]);
      });
      afterEach(async () => {
        assert.deepEqual([...(await caller.faults()), ...(await callee.faults())], []);
      });
      after(() => both([caller, callee], (phone) => phone.closePage()));

      for (const [name, play] of Object.entries(SCENES)) it(name, () => play(caller, callee));

      for (const [name, play] of Object.entries(TURN_SCENES)) {
        if (!isInstalled('turnserver')) {
          console.error(`Not played from ${from} to ${to}, since coturn is not installed: ${name}`);
          continue;
        }
        it(name, async () => {
          const turn = await TurnServer.start();
          await play(turn, caller, callee).finally(() => turn.close());
        });
      }
    });
  }
}
