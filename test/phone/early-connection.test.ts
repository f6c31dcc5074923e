import { expect } from '@open-wc/testing';

import { Phone, PhoneError, type Call, type PhoneOptions } from '../../src/core.js';
import { watchBrowser } from '../support/browser-watch.js';
import { boundTracks, isConnected, ringEarly, sentPackets } from '../support/early-call.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';
import { VirtualClock } from '../support/virtual-clock.js';

const TRUSTS_ALICE = { earlyConnection: ['alice'] };

/** The data channels that are made on this page. */
function watchChannels() {
  const { prototype } = RTCPeerConnection;
  const { createDataChannel } = prototype;
  const made: RTCDataChannel[] = [];
  prototype.createDataChannel = function (this: RTCPeerConnection, ...how) {
    const channel = createDataChannel.apply(this, how);
    made.push(channel);
    return channel;
  };
  const restore = () => Object.assign(prototype, { createDataChannel });
  return { first: (name: string) => made.find(({ label }) => label === name), restore };
}

/** A picture of so many pixels each way. */
async function paint(size: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(size, size);
  canvas.getContext('2d')?.fillRect(0, 0, size, size);
  return await canvas.convertToBlob({ type: 'image/png' });
}

describe('A call from somebody who is trusted', () => {
  let phones: MemoryPhones;
  let browser: ReturnType<typeof watchBrowser>;

  beforeEach(() => {
    phones = new MemoryPhones();
    browser = watchBrowser();
  });

  afterEach(() => {
    phones.close();
    browser.restore();
  });

  async function ring() {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob', TRUSTS_ALICE)];
    return { alice, bob, ...(await ringEarly(alice, bob)) };
  }

  /** A ring that has come far enough to show whether it leads to a connection. */
  async function ringAt(bob: Phone, alice: Phone): Promise<Call> {
    const rings = nextRing(bob);
    const caller = await alice.dial('bob');
    await reaches(caller, 'ringing');
    await caller.hangUp();
    return reaches(await rings, 'ended').then(() => rings);
  }

  it('is connected while it rings: no track on any line, no device open, no packet of media', async () => {
    const { alice, bob, caller, callee } = await ring();

    expect([caller.state.phase, callee.state.phase]).to.deep.equal(['ringing', 'incoming']);
    expect(browser.count).to.deep.equal({ connections: 2, captures: 1 });
    expect(alice.media.stream.getTracks()).to.have.lengthOf(2);
    expect(bob.media.stream.getTracks()).to.deep.equal([]);
    for (const call of [caller, callee]) {
      expect(boundTracks(call)).to.deep.equal([]);
      expect(await sentPackets(call)).to.equal(0);
    }
  });

  it('carries everything once it was accepted, without a word of signaling', async () => {
    const { caller, callee } = await ring();
    const { length } = phones.network.sent;
    const connections = [caller, callee].map(({ peerConnection }) => peerConnection);

    await callee.accept();
    await until('pictures move both ways', async () => {
      for (const call of [caller, callee]) play(call);
      return (await decodedFrames(caller)) > 2 && (await decodedFrames(callee)) > 2;
    });

    expect([caller.state.phase, callee.state.phase]).to.deep.equal(['active', 'active']);
    expect([caller, callee].map(({ peerConnection }) => peerConnection)).to.deep.equal(connections);
    expect(phones.network.sent.slice(length)).to.deep.equal([]);
    for (const call of [caller, callee]) {
      await until('it knows what comes', () => call.remoteMedia.audio && call.remoteMedia.video);
    }
  });

  it('needs no trip through PubNub from the answer to the first picture, as the server counts', async () => {
    const server = await OwnPubNub.start();
    const connect = async (number: string, options: Partial<PhoneOptions>) => {
      const { keys, origin } = server;
      const phone = new Phone({ number, ...keys, origin, iceServers: [], ...options });
      await phone.connect();
      return phone;
    };
    const [alice, bob] = [await connect('alice', {}), await connect('bob', TRUSTS_ALICE)];
    const { caller, callee } = await ringEarly(alice, bob);
    await server.clear();

    await callee.accept();
    for (const call of [caller, callee]) {
      play(call);
      await until('a picture is there', async () => (await decodedFrames(call)) > 0);
    }

    expect(await server.counts()).to.include({ publishes: 0 });
    for (const phone of [alice, bob]) phone.close();
  });

  it('shows nothing of what a caller sends before it was accepted, not even a photo', async () => {
    const channels = watchChannels();
    const { alice, caller, callee } = await ring();
    channels.restore();
    const photos: Blob[] = [];
    callee.addEventListener('photo', ({ detail }) => photos.push(detail));
    const [line] = caller.peerConnection?.getSenders() ?? [];
    await line?.replaceTrack(alice.media.track('audio'));
    const [early, wanted] = [await paint(8), await paint(16)];
    channels.first('bytes')?.send(JSON.stringify({ bytes: early.size }));
    channels.first('bytes')?.send(await early.arrayBuffer());
    await until('it has sent something', async () => (await sentPackets(caller)) > 2);

    expect(callee.remoteStream.getTracks()).to.deep.equal([]);
    await callee.accept();
    await until('it is heard', () => callee.remoteStream.getTracks().length === 2);
    await reaches(caller, 'active');
    await caller.sendPhoto(wanted);
    await until('a photo is there', () => photos.length > 0);
    expect(photos.map(({ size }) => size)).to.deep.equal([wanted.size]);
  });

  it('is answered by voice alone, though a picture was planned', async () => {
    const { caller, callee } = await ring();

    await callee.accept({ video: false });
    await until('the caller hears of it', () => caller.state.phase === 'active' && !caller.remoteMedia.video);
    await until('no picture is expected', () => caller.remoteStream.getVideoTracks().length === 0);

    expect(callee.remoteStream.getTracks()).to.have.lengthOf(2);
  });

  it('answers by itself at once, where that is wanted as well', async () => {
    const alice = await phones.connect('alice');
    await phones.connect('bob', { ...TRUSTS_ALICE, autoAnswer: ['alice'] });

    const caller = await alice.dial('bob');

    await reaches(caller, 'active');
    expect(browser.count.connections).to.equal(2);
  });

  it('rings at once though the addresses of servers are slow to come, and is connected when they have', async () => {
    let deliver = () => {};
    const iceServers = () => new Promise<RTCIceServer[]>((resolve) => (deliver = () => resolve([])));
    const alice = await phones.connect('alice');
    const bob = await phones.connect('bob', { ...TRUSTS_ALICE, iceServers });
    const rings = nextRing(bob);

    const caller = await alice.dial('bob');
    const callee = await rings;
    await reaches(caller, 'ringing');
    expect(callee.peerConnection).to.equal(undefined);
    deliver();

    await until('they are connected', () => isConnected(callee));
    await callee.accept();
    expect(await reaches(caller, 'active')).to.have.property('phase', 'active');
    expect(phones.network.sent.map(({ payload }) => (payload as { type: string }).type)).not.to.include(
      'accept',
    );
  });

  it('lets the word that it rings wait 150 ms at the most for the answer that goes with it', async () => {
    const { network } = phones;
    const said = () => network.sent.filter(({ payload }) => 'type' in payload && payload.type === 'ringing');
    const alice = await phones.connect('alice');
    await phones.connect('bob', { ...TRUSTS_ALICE, iceServers: () => new Promise(() => {}) });
    const rings = new Promise<() => void>((held) => {
      network.route = (_passing, arrive) => held(arrive);
    });
    const dialed = alice.dial('bob');
    const ringNow = await rings;
    network.route = (_passing, arrive) => arrive();
    const clock = new VirtualClock();

    try {
      ringNow();
      await until('it waits', () => Math.min(...clock.waiting) < 1_000);
      await clock.advance(149);
      expect(said()).to.have.lengthOf(0);
      await clock.advance(1);
      expect(said()).to.have.lengthOf(1);
    } finally {
      clock.restore();
    }
    await reaches(await dialed, 'ringing');
  });

  it('makes no connection with anybody else, nor with her who is trusted no more', async () => {
    const [alice, mallory] = [await phones.connect('alice'), await phones.connect('mallory')];
    const bob = await phones.connect('bob', TRUSTS_ALICE);

    const stranger = await ringAt(bob, mallory);
    bob.earlyConnection = [];
    const friend = await ringAt(bob, alice);

    expect([stranger.peerConnection, friend.peerConnection]).to.deep.equal([undefined, undefined]);
    expect(browser.count.connections).to.equal(2);
  });

  it('may be one of the contacts whose presence is watched, for as long as it is', async () => {
    const [alice, mallory] = [await phones.connect('alice'), await phones.connect('mallory')];
    const bob = await phones.connect('bob', { earlyConnection: 'contacts' });

    const contacts = bob.presence.watch(['alice']);
    const friend = await ringEarly(alice, bob);
    await friend.caller.hangUp();
    const stranger = await ringAt(bob, mallory);
    contacts.close();
    const before = await ringAt(bob, alice);

    expect([stranger.peerConnection, before.peerConnection]).to.deep.equal([undefined, undefined]);
  });

  it('is for a list, never for everybody', async () => {
    for (const earlyConnection of [true, 'alice', ['alice', ''], {}] as unknown as readonly string[][]) {
      expect(() => new Phone({ number: 'bob', earlyConnection }))
        .to.throw(PhoneError)
        .with.property('code', 'bad-option');
    }
    expect(new Phone({ number: 'bob', earlyConnection: [' alice '] }).earlyConnection).to.deep.equal([
      'alice',
    ]);
    expect(new Phone({ number: 'bob' }).earlyConnection).to.deep.equal([]);
  });
});
