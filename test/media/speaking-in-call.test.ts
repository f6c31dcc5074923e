import { expect } from '@open-wc/testing';

import type { Call, Phone } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';
import { watchCapture, type CaptureWatch } from './capture-watch.js';

const VOICE = { audio: true, video: false };

/** A microphone before which somebody speaks, or does not. */
function makeVoice(signal: AbortSignal) {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const loudness = new GainNode(context, { gain: 0 });
  const tone = new OscillatorNode(context, { frequency: 300 });
  tone.connect(loudness).connect(output);
  tone.start();
  signal.addEventListener('abort', () => context.close());
  return {
    stream: output.stream,
    speak: (loud: boolean) => loudness.gain.setValueAtTime(loud ? 0.3 : 0, context.currentTime),
  };
}

describe('Who speaks in a call', () => {
  let phones: MemoryPhones;
  let capture: CaptureWatch;
  let alice: Phone;
  let bob: Phone;
  let life: AbortController;
  let voices: ReturnType<typeof makeVoice>[];
  let real: MediaStream;

  // Browsers let a page without a click make sounds only while it listens.
  before(async () => {
    real = await navigator.mediaDevices.getUserMedia({ audio: true });
  });

  after(() => real.getTracks().forEach((track) => track.stop()));

  beforeEach(async () => {
    life = new AbortController();
    voices = [makeVoice(life.signal), makeVoice(life.signal)];
    capture = watchCapture();
    const waiting = [...voices];
    capture.answer(async () => waiting.shift()?.stream ?? new MediaStream());
    phones = new MemoryPhones();
    [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
  });

  afterEach(() => {
    phones.close();
    life.abort();
    capture.restore();
    document.querySelectorAll('video').forEach((video) => video.remove());
  });

  async function talk() {
    const rings = nextRing(bob);
    const [hers, his] = [await alice.dial('bob', VOICE), await rings];
    await his.accept();
    await Promise.all([reaches(hers, 'active'), reaches(his, 'active')]);
    // Browsers measure what somebody plays.
    document.body.append(play(hers), play(his));
    const [hersSpeaks, hisSpeaks] = voices.map(({ speak }) => speak);
    return { hers, his, aliceSpeaks: hersSpeaks ?? (() => {}), bobSpeaks: hisSpeaks ?? (() => {}) };
  }

  const who = ({ speaking: { local, remote } }: Call) => ({ local, remote });

  it('is known on both sides, and told when it changes', async () => {
    const { hers, his, aliceSpeaks, bobSpeaks } = await talk();
    const told: object[] = [];
    hers.addEventListener('speakingchange', () => told.push(who(hers)));
    hers.speaking.watch(life.signal);
    his.speaking.watch(life.signal);

    aliceSpeaks(true);
    await until('alice is heard', () => hers.speaking.local && his.speaking.remote);
    expect([who(hers), who(his)]).to.deep.equal([
      { local: true, remote: false },
      { local: false, remote: true },
    ]);
    aliceSpeaks(false);
    await until('she is silent', () => !hers.speaking.local && !his.speaking.remote);
    bobSpeaks(true);
    await until('bob is heard', () => his.speaking.local && hers.speaking.remote);

    expect(told).to.deep.equal([
      { local: true, remote: false },
      { local: false, remote: false },
      { local: false, remote: true },
    ]);
  });

  it('is nobody whose microphone is muted, whose call is on hold, or who has hung up', async () => {
    const { hers, his, aliceSpeaks } = await talk();
    hers.speaking.watch(life.signal);
    his.speaking.watch(life.signal);
    aliceSpeaks(true);
    await until('alice is heard', () => hers.speaking.local && his.speaking.remote);

    alice.media.setMicrophoneEnabled(false);
    await until('she is muted', () => !hers.speaking.local && !his.speaking.remote);

    alice.media.setMicrophoneEnabled(true);
    await until('she is heard again', () => hers.speaking.local && his.speaking.remote);
    await hers.hold();
    await until('she is on hold', () => !hers.speaking.local && !his.speaking.remote);

    await hers.resume();
    await until('she is back', () => hers.speaking.local && his.speaking.remote);
    await hers.hangUp();
    await until('nobody is there', () => !hers.speaking.local && !his.speaking.remote);
  });

  it('is looked at only while somebody watches', async () => {
    const { hers, aliceSpeaks } = await talk();
    const contexts = countContexts();
    aliceSpeaks(true);
    const [one, other] = [new AbortController(), new AbortController()];
    expect([who(hers), contexts.open]).to.deep.equal([{ local: false, remote: false }, 0]);

    hers.speaking.watch(one.signal);
    hers.speaking.watch(other.signal);
    await until('alice is heard', () => hers.speaking.local);
    expect(contexts.open).to.equal(1);

    one.abort();
    expect(hers.speaking.local).to.equal(true);
    other.abort();
    expect(who(hers)).to.deep.equal({ local: false, remote: false });
    expect(contexts.open).to.equal(0);
    contexts.restore();
  });

  it('costs nothing once the call has ended', async () => {
    const { hers, aliceSpeaks } = await talk();
    const contexts = countContexts();
    aliceSpeaks(true);
    hers.speaking.watch(life.signal);
    await until('alice is heard', () => hers.speaking.local);

    await hers.hangUp();
    await until('nothing is measured', () => contexts.open === 0);
    hers.speaking.watch(new AbortController().signal);

    expect(contexts.open).to.equal(0);
    contexts.restore();
  });
});

/** Counts what is open for measuring. */
function countContexts() {
  const { AudioContext } = globalThis;
  const counts = { open: 0, restore: () => Object.assign(globalThis, { AudioContext }) };
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      counts.open += 1;
    }

    override async close(): Promise<void> {
      counts.open -= 1;
      await super.close();
    }
  };
  return counts;
}
