import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import { ByteChannel, MAX_OBJECT_BYTES } from '../../src/peer/byte-channel.js';
import { until } from '../support/peer-pair.js';

describe('ByteChannel', () => {
  const lives: AbortController[] = [];
  afterEach(() => {
    for (const life of lives.splice(0)) life.abort(new PhoneError('bad-state', 'The test is over.'));
  });

  /** Two ends over a real data channel: an object channel each, and the raw channel of the near one. */
  async function makeChannels() {
    const life = new AbortController();
    lives.push(life);
    const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
    life.signal.addEventListener('abort', () => [near, far].forEach((connection) => connection.close()));
    near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
    far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
    const received: Uint8Array[] = [];
    const refused: unknown[] = [];
    const [sender, receiver] = [near, far].map((connection) => {
      const channel = connection.createDataChannel('bytes', { negotiated: true, id: 1 });
      channel.binaryType = 'arraybuffer';
      const objects = new ByteChannel({
        channel,
        signal: life.signal,
        logger: ({ event, detail }) => refused.push(`${event}: ${String(detail?.['why'])}`),
        receive: (bytes) => received.push(bytes),
      });
      return { channel, objects };
    });
    if (!sender || !receiver) throw new Error('There are two ends.');
    await near.setLocalDescription();
    await far.setRemoteDescription({ type: 'offer', sdp: near.localDescription?.sdp ?? '' });
    await far.setLocalDescription();
    await near.setRemoteDescription({ type: 'answer', sdp: far.localDescription?.sdp ?? '' });
    await until('the channel is open', () =>
      [sender, receiver].every(({ channel }) => channel.readyState === 'open'),
    );
    return { ...sender, receiver, received, refused, life };
  }

  function randomBytes(length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    for (let start = 0; start < length; start += 65_536) {
      crypto.getRandomValues(bytes.subarray(start, start + 65_536));
    }
    return bytes;
  }

  function same(one: Uint8Array | undefined, other: Uint8Array): boolean {
    return one?.length === other.length && one.every((byte, index) => byte === other[index]);
  }

  async function failure(promise: Promise<unknown>): Promise<unknown> {
    return await promise.then(
      () => 'done',
      (error: unknown) => error,
    );
  }

  const never = new AbortController().signal;

  it('brings objects whole, one after the other', async () => {
    const { channel, objects, received } = await makeChannels();
    let most = 0;
    const { send } = channel;
    channel.send = (data: string | ArrayBufferView<ArrayBuffer> | Blob | ArrayBuffer) => {
      send.call(channel, data as never);
      most = Math.max(most, channel.bufferedAmount);
    };
    const sent = [1_048_576, 0, 1, 16_384, 16_385, MAX_OBJECT_BYTES].map(randomBytes);

    await Promise.all(sent.map((bytes) => objects.send(bytes, never)));
    await until('all have come', () => received.length === sent.length);

    for (const [index, bytes] of sent.entries())
      expect(same(received[index], bytes), `${index}`).to.equal(true);
    expect(most).to.be.within(65_536, 300_000);
    expect(channel.bufferedAmount).to.equal(0);
  });

  it('tells how much has left: more each time, never what still waits, and all at the end', async () => {
    const { channel, objects } = await makeChannels();
    const waiting: number[] = [];
    const told: number[] = [];

    await objects.send(randomBytes(1_000_000), never, (sent) => {
      told.push(sent);
      waiting.push(sent + channel.bufferedAmount);
    });

    expect(told).to.deep.equal(told.toSorted((one, other) => one - other));
    expect(new Set(told).size).to.equal(told.length);
    expect(told.length).to.be.greaterThan(3);
    expect(Math.max(...waiting)).to.be.at.most(1_000_000);
    expect(told.at(-1)).to.equal(1_000_000);
  });

  it('refuses to send what is too large', async () => {
    const { objects } = await makeChannels();

    const error = await failure(objects.send(new Uint8Array(MAX_OBJECT_BYTES + 1), never));

    expect(error).to.be.instanceOf(PhoneError).with.property('code', 'too-large');
  });

  it('stops when it is told to, and sends the next', async () => {
    const { channel, objects, received, refused } = await makeChannels();
    const stop = new AbortController();
    const last = randomBytes(1_000);

    const started = objects.send(randomBytes(2_000_000), stop.signal);
    const waiting = objects.send(randomBytes(10), stop.signal);
    const next = objects.send(last, never);
    await until('the first is on its way', () => channel.bufferedAmount > 0);
    stop.abort(new Error('enough'));

    expect(await failure(started)).to.have.property('message', 'enough');
    expect(await failure(waiting)).to.have.property('message', 'enough');
    await next;
    await until('the last has come', () => received.length > 0);
    expect(received).to.have.lengthOf(1);
    expect(same(received[0], last)).to.equal(true);
    expect(refused).to.deep.equal(['bytes-refused: incomplete']);
  });

  it('fails when the channel closes on the way, and afterwards', async () => {
    const { channel, objects, receiver } = await makeChannels();

    const started = objects.send(randomBytes(2_000_000), never);
    const waiting = objects.send(randomBytes(10), never);
    receiver.channel.close();

    for (const promise of [started, waiting]) {
      expect(await failure(promise))
        .to.be.instanceOf(PhoneError)
        .with.property('code', 'not-connected');
    }
    await until('the channel is closed', () => channel.readyState === 'closed');
    expect(await failure(objects.send(randomBytes(1), never))).to.have.property('code', 'not-connected');
  });

  it('rejects with the reason when its life ends', async () => {
    const { objects, life } = await makeChannels();

    const started = objects.send(randomBytes(2_000_000), never);
    await Promise.resolve();
    life.abort(new PhoneError('bad-state', 'closed'));

    expect(await failure(started)).to.have.property('code', 'bad-state');
  });

  const long = JSON.stringify({ bytes: 3, padding: 'x'.repeat(10_000) });
  for (const [why, frames] of [
    [
      'header',
      ['', 'null', '7', '[]', '{}', 'nonsense', '{"bytes":"3"}', '{"bytes":-1}', '{"bytes":1.5}', long],
    ],
    ['header', [`{"bytes":${MAX_OBJECT_BYTES + 1}}`]],
    ['no header', [new Uint8Array(3), new Uint8Array(70_000)]],
    ['too many bytes', ['{"bytes":3}', new Uint8Array(2), new Uint8Array(2), new Uint8Array(2)]],
    ['incomplete', ['{"bytes":3}', new Uint8Array(2)]],
  ] as const) {
    it(`drops what is malformed (${why}: ${String(frames[0]).slice(0, 20)}) and takes the next`, async () => {
      const { channel, objects, received, refused } = await makeChannels();
      const good = randomBytes(100);

      for (const frame of frames) {
        if (typeof frame === 'string') channel.send(frame);
        else channel.send(frame);
      }
      await objects.send(good, never);
      await until('the good one has come', () => received.length > 0);

      expect(received).to.have.lengthOf(1);
      expect(same(received[0], good)).to.equal(true);
      const headers = why === 'header' ? frames.length : 1;
      expect(refused).to.deep.equal(Array.from({ length: headers }, () => `bytes-refused: ${why}`));
    });
  }
});
