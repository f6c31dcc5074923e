import { expect } from '@open-wc/testing';

import { Phone, type Call, type PhoneOptions } from '../../../src/core.js';
import { RtcCallElement } from '../../../src/elements/rtc-call.js';
import { watchCapture, type CaptureWatch } from '../../media/capture-watch.js';
import { MemoryPhones } from '../../support/memory-phones.js';
import { decodedFrames, makePhone, closePhones, nextRing, play, reaches } from '../../support/phones.js';
import { until } from '../../support/until.js';

const CALL = 'call-0123456789';
const head = { v: 1, call: CALL, device: 'device-0123' };
const ring = { ...head, seq: 0, type: 'ring', audio: true, video: true, sdp: 'pdj0w' };

/** Each test is named after the flaw of webrtc-sdk that it keeps out. */
describe('What strangers could do to the predecessor, and cannot do here', () => {
  let phones: MemoryPhones;
  let capture: CaptureWatch;
  let connections: number;
  const { RTCPeerConnection: Connection } = globalThis;

  beforeEach(() => {
    phones = new MemoryPhones();
    capture = watchCapture();
    connections = 0;
    globalThis.RTCPeerConnection = class extends Connection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections += 1;
      }
    };
  });

  afterEach(() => {
    phones.close();
    closePhones();
    capture.restore();
    globalThis.RTCPeerConnection = Connection;
  });

  const send = (payload: object) => phones.network.carry({ from: 'mallory', to: 'bob', payload });

  async function talk(options: Partial<PhoneOptions> = {}) {
    const [alice, bob] = [await phones.connect('alice', options), await phones.connect('bob', options)];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob');
    const callee = await rings;
    await callee.accept();
    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
    return { alice, bob, caller, callee };
  }

  it('B1 dead first call: one that is dialled before the camera is open carries picture', async () => {
    const { alice, callee } = await talk();

    play(callee);

    expect(alice.media.camera.status).to.equal('on');
    await until('pictures arrive', async () => (await decodedFrames(callee)) > 2);
  });

  it('B2 photo for everybody: no packet of a stranger opens the camera or is answered', async () => {
    await phones.connect('bob');
    for (const packet of [
      { id: 1, number: 'mallory', packet: { usermsg: { text: 'hi' } } },
      { id: 1, number: 'mallory', packet: { hangup: true } },
      { foo: 1 },
      { ...head, seq: 1, type: 'data', n: 1, data: 'hi' },
      { ...head, seq: 2, type: 'candidates', epoch: 0, candidates: [{ candidate: 'c', sdpMid: '0' }] },
      { ...head, seq: 3, type: 'bye', reason: 'hung-up' },
    ])
      send(packet);
    const rings = nextRing(await phones.connect('carol'));
    phones.network.carry({ from: 'mallory', to: 'carol', payload: ring });
    await rings;

    expect(capture.asked).to.deep.equal([]);
    expect(phones.network.sent.filter(({ from }) => from === 'bob')).to.deep.equal([]);
  });

  it('B3 silent spying: a call that is declined sends nothing, whatever the caller makes of it', async () => {
    const [mallory, bob] = [await phones.connect('mallory'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await mallory.dial('bob', { audio: false, video: false });
    const callee = await rings;

    await callee.reject();
    send({
      ...head,
      call: caller.id,
      device: callee.standing.devices.partner,
      seq: 9,
      type: 'media',
      audio: true,
      video: true,
    });

    expect(callee.state).to.include({ phase: 'ended', reason: 'declined' });
    expect(callee.peerConnection).to.equal(undefined);
    expect(capture.asked).to.deep.equal([]);
  });

  it('B4 one malformed message: the phone rings on after any number of them', async () => {
    const bob = await phones.connect('bob');
    for (const packet of [
      {},
      [],
      { v: 1 },
      { ...ring, sdp: 5 },
      { ...head, type: 'candidates', candidates: [{}] },
    ])
      send(packet);
    const rings = nextRing(bob);

    send({ ...ring, call: 'call-9876543210' });

    expect((await rings).number).to.equal('mallory');
  });

  it('B5 five hundred strangers: none of them costs a connection', async () => {
    const bob = await phones.connect('bob');
    for (let n = 0; n < 500; n += 1) {
      const call = `call-${n}-0123456789`;
      phones.network.carry({ from: `stranger-${n}`, to: 'bob', payload: { ...ring, call } });
    }
    await until('one rings', () => bob.calls.length === 1);

    expect(connections).to.equal(0);
  });

  it('B6 spoofing: nobody else can end a call, talk in it, or mute somebody', async () => {
    const { caller, callee } = await talk();
    const heard: unknown[] = [];
    callee.addEventListener('message', ({ data }) => heard.push(data));
    const device = callee.standing.devices.partner;

    send({ ...head, call: callee.id, device, seq: 50, type: 'bye', reason: 'hung-up' });
    send({ ...head, call: callee.id, device, seq: 2, type: 'data', n: 1, data: 'I am alice' });
    send({ ...head, call: callee.id, device, seq: 3, type: 'media', audio: false, video: false });
    phones.network.carry({
      from: 'alice',
      to: 'bob',
      payload: { ...head, call: callee.id, seq: 0, type: 'bye', reason: 'hung-up' },
    });
    await caller.send('hello');

    expect(heard).to.deep.equal(['hello']);
    expect(callee.state.phase).to.equal('active');
    expect(callee.remoteMedia).to.deep.equal({ audio: true, video: true });
  });

  it('B7 tracking pixel: a photo is bytes that were verified, never an address', async () => {
    const { caller, callee } = await talk();
    const photos: Blob[] = [];
    callee.addEventListener('photo', ({ detail }) => photos.push(detail));
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://tracker.example/"/></svg>';

    for (const fake of [svg, 'https://tracker.example/pixel.png'])
      await caller.sendPhoto(new Blob([fake], { type: 'image/png' })).catch(() => {});
    await caller.send({ thumbnail: 'https://tracker.example/pixel.png' });

    expect(photos).to.deep.equal([]);
    const asked = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(asked.filter((name) => name.includes('tracker.example'))).to.deep.equal([]);
  });

  it('B8 cipher key: nothing leaves in plain, and a wrong key says so and rings nowhere', async () => {
    const { caller } = await talk({ cipherKey: 'a long and secret sentence' });
    await caller.hangUp();
    const refused: string[] = [];
    const bob = await phones.connect('bob', { cipherKey: 'another sentence' });
    bob.addEventListener('refused', ({ detail }) => refused.push(detail.error.code));
    const carol = await phones.connect('carol', { cipherKey: 'a third one' });

    await carol.dial('bob', { audio: false, video: false });
    await until('the wrong key is noticed', () => refused.length > 0);

    expect(refused).to.include('bad-seal');
    expect(bob.calls).to.deep.equal([]);
    const words = JSON.stringify(phones.network.sent);
    for (const plain of ['ring', 'accept', 'sdp', 'hung-up']) expect(words).not.to.include(`"${plain}"`);
  });

  for (const number of ['VIEWER,1111', 'room/7', 'in-*', '__proto__', 'Zoë']) {
    it(`B9 odd numbers: ${number} can be called, and hears nobody else's calls`, async () => {
      const [odd, plain, alice] = [
        makePhone('pubnub', { number }).phone,
        makePhone('pubnub', { number: '1111' }).phone,
        makePhone('pubnub').phone,
      ];
      await Promise.all([odd.connect(), plain.connect(), alice.connect()]);
      const overheard: Call[] = [];
      odd.addEventListener('incoming', ({ detail }) => overheard.push(detail));

      const other = await alice.dial('1111', { audio: false, video: false });
      await reaches(other, 'ringing');
      await other.hangUp();
      const call = await alice.dial(number, { audio: false, video: false });
      await reaches(call, 'ringing');

      expect(overheard.map(({ id }) => id)).to.deep.equal([call.id]);
      expect(plain.call?.state.phase).to.equal('ended');
    });
  }

  it('B10 markup: a number that is markup is shown as the text it is', async () => {
    const number = '<img src=x onerror=alert(1)>';
    const bob = new Phone({ number: 'bob', signaling: phones.network.signaling('bob'), iceServers: [] });
    await bob.connect();
    const rings = nextRing(bob);
    phones.network.carry({ from: number, to: 'bob', payload: ring });
    const card = new RtcCallElement();
    card.call = await rings;
    document.body.append(card);
    await card.updateComplete;

    expect(card.shadowRoot?.textContent).to.include(number);
    expect(card.shadowRoot?.querySelector('img')).to.equal(null);
    card.remove();
    bob.close();
  });
});
