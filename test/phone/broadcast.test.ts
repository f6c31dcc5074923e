import { expect } from '@open-wc/testing';

import type { Phone, Viewing } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, play } from '../support/phones.js';
import { must } from '../support/must.js';
import { until } from '../support/until.js';

describe('A broadcast', () => {
  let phones: MemoryPhones;
  let star: Phone;
  let asked: string[];
  let stopCounting: () => void;

  beforeEach(async () => {
    phones = new MemoryPhones();
    star = await phones.connect('star');
    asked = [];
    stopCounting = countQuestions(() => asked.push('getUserMedia'));
  });

  afterEach(() => {
    phones.close();
    stopCounting();
  });

  const is = (viewing: Viewing, state: Viewing['state'], deadlineMs?: number) =>
    until(`${viewing.number} is ${state}`, () => viewing.state === state, deadlineMs);

  it('is watched by eight, of whom nobody is asked for a camera and nobody sends anything', async () => {
    const broadcast = await star.places.goLive();
    expect(broadcast.maxViewers, 'without a word about it').to.equal(8);
    const fans = await Promise.all(Array.from({ length: 8 }, (_, n) => phones.connect(`fan-${n}`)));
    const viewings = fans.map((fan) => fan.places.watch('star'));

    for (const viewing of viewings) await is(viewing, 'watching', 15_000);

    expect(broadcast.viewers.map(({ number }) => number)).to.have.members(fans.map(({ number }) => number));
    for (const { call } of viewings) {
      const video = play(must(call));
      await until('the picture moves', async () => (await decodedFrames(must(call))) > 2, 15_000);
      video.srcObject = null;
    }
    expect(asked, 'questions for a device, in all').to.deep.equal(['getUserMedia']);
    for (const fan of fans) expect(fan.media.stream.getTracks()).to.be.empty;
    for (const viewer of broadcast.viewers) {
      const kinds = viewer.remoteStream.getTracks().filter(({ muted }) => !muted);
      expect(kinds, 'what a viewer sends').to.be.empty;
    }
    expect(star.call, 'a viewer is not the call in front').to.equal(undefined);
  });

  it('is waited for, seen when it begins, and seen again after it was interrupted', async () => {
    const fan = await phones.connect('fan');
    const viewing = fan.places.watch('star');
    expect(viewing.state).to.equal('waiting');

    const first = await star.places.goLive();
    await is(viewing, 'watching');
    first.stop();
    await is(viewing, 'waiting');
    expect(star.media.stream.getTracks()).to.be.empty;

    await star.places.goLive();
    await is(viewing, 'watching', 12_000);
  });

  it('says that it is full, and lets nobody else wait for nothing', async () => {
    await star.places.goLive({ maxViewers: 1 });
    const [one, other] = await Promise.all([phones.connect('one'), phones.connect('other')]);
    await is(one.places.watch('star'), 'watching');

    const viewing = other.places.watch('star');

    await is(viewing, 'full');
    expect(viewing.call?.state).to.include({ phase: 'ended', reason: 'full' });
  });

  it('sends a viewer away, who stays away', async () => {
    const broadcast = await star.places.goLive();
    const fan = await phones.connect('fan');
    const viewing = fan.places.watch('star');
    await is(viewing, 'watching');

    await broadcast.remove(must(broadcast.viewers[0]));

    await is(viewing, 'removed');
    expect(broadcast.viewers).to.be.empty;
    const again = fan.places.watch('star');
    await is(again, 'removed');
    expect(broadcast.viewers).to.be.empty;
  });

  it('counts its viewers as they come and go', async () => {
    const broadcast = await star.places.goLive();
    const counts: number[] = [];
    broadcast.addEventListener('change', () => {
      if (counts.at(-1) !== broadcast.viewers.length) counts.push(broadcast.viewers.length);
    });
    const fan = await phones.connect('fan');
    const viewing = fan.places.watch('star');
    await is(viewing, 'watching');
    viewing.stop();
    await until('the viewer has gone', () => broadcast.viewers.length === 0);
    expect(counts).to.deep.equal([1, 0]);
    expect(viewing.state).to.equal('stopped');
  });

  it('gives no picture to whoever asks a phone that is not on the air', async () => {
    const fan = await phones.connect('fan');
    const broadcast = await star.places.goLive();
    const viewing = fan.places.watch('star');
    await is(viewing, 'watching');
    broadcast.stop();
    await is(viewing, 'waiting');
    expect(star.calls).to.be.empty;
  });

  it('needs sound or picture, and a number of somebody else', async () => {
    const error = await star.places.goLive({ audio: false, video: false }).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'bad-option');
    expect(() => star.places.watch('star'))
      .to.throw()
      .with.property('code', 'self-call');
  });
});

/** Tells whenever a page asks for a device. */
function countQuestions(onQuestion: () => void): () => void {
  const { mediaDevices } = navigator;
  const real = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) => {
    onQuestion();
    return real(constraints);
  };
  return () => {
    mediaDevices.getUserMedia = real;
  };
}
