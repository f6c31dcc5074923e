import { expect } from '@open-wc/testing';

import type { Call, Phone } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';
import { watchCapture, type CaptureWatch } from './capture-watch.js';
import { showsCamera, showsScreen, watchDisplay, type DisplayWatch } from './display-watch.js';

const BOTH = { audio: true, video: true };
const VOICE = { audio: true, video: false };
const NOTHING = { audio: false, video: false };

/** How long a track may live after the end. */
const LIMIT_MS = 100;

describe('A screen in a call', () => {
  let phones: MemoryPhones;
  let capture: CaptureWatch;
  let display: DisplayWatch;
  let alice: Phone;
  let bob: Phone;

  beforeEach(async () => {
    capture = watchCapture();
    display = watchDisplay();
    phones = new MemoryPhones();
    [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
  });

  afterEach(() => {
    phones.close();
    capture.restore();
    display.restore();
    document.querySelectorAll('video').forEach((video) => video.remove());
    expect([...capture.live, ...display.live]).to.deep.equal([]);
  });

  async function talk(offered = BOTH, answered = offered, callee = bob) {
    const rings = nextRing(callee);
    const [hers, his] = [await alice.dial(callee.number, offered), await rings];
    await his.accept(answered);
    await Promise.all([reaches(hers, 'active'), reaches(his, 'active')]);
    return { hers, his, screen: watch(his) };
  }

  /** What one person sees of the other. */
  function watch(call: Call): HTMLVideoElement {
    const video = play(call);
    document.body.append(video);
    return video;
  }

  /** New frames arrive, and they look so. */
  async function sees(what: string, call: Call, video: HTMLVideoElement, looks: typeof showsScreen) {
    const before = await decodedFrames(call);
    await until(what, async () => looks(video) && (await decodedFrames(call)) > before + 3);
  }

  it('is seen instead of the camera, and then the camera again, without a negotiation', async () => {
    const { hers, his, screen } = await talk();
    await sees('bob sees alice', his, screen, showsCamera);
    let negotiations = 0;
    hers.peerConnection?.addEventListener('signalingstatechange', () => (negotiations += 1));

    await alice.media.shareScreen();
    await sees('bob sees the screen', his, screen, showsScreen);
    expect(his.remoteMedia).to.deep.equal({ ...BOTH, screen: true });

    alice.media.stopSharing();
    await sees('bob sees alice again', his, screen, showsCamera);
    await until('bob is told', () => his.remoteMedia.screen === undefined);
    expect(his.remoteMedia).to.deep.equal(BOTH);
    expect(negotiations).to.equal(0);
  });

  it('goes when the browser says so, and the camera is back', async () => {
    const { his, screen } = await talk();
    await alice.media.shareScreen();
    await sees('bob sees the screen', his, screen, showsScreen);

    display.pressStop();

    await sees('bob sees alice', his, screen, showsCamera);
  });

  it('is seen while the camera is switched off and on', async () => {
    const { his, screen } = await talk();
    await alice.media.shareScreen();
    await sees('bob sees the screen', his, screen, showsScreen);

    await alice.media.setCameraEnabled(false);
    await sees('bob sees it still', his, screen, showsScreen);
    expect(his.remoteMedia.video).to.equal(true);

    await alice.media.setCameraEnabled(true);
    await sees('bob sees it still', his, screen, showsScreen);
    alice.media.stopSharing();
    await sees('bob sees alice', his, screen, showsCamera);
  });

  it('is seen in a call of voices, which asks for no camera, and is gone after it', async () => {
    const { hers, his, screen } = await talk(VOICE);

    await alice.media.shareScreen();
    await sees('bob sees the screen', his, screen, showsScreen);
    expect(his.remoteMedia).to.deep.equal({ ...BOTH, screen: true });
    expect(hers.sending).to.deep.equal(VOICE);

    alice.media.stopSharing();
    await until('bob is told', () => !his.remoteMedia.video);
    expect(his.remoteMedia).to.deep.equal(VOICE);
    expect(hers.peerConnection?.getSenders()[1]).to.include({ track: null });
    expect(capture.asked).to.deep.equal(['audio', 'audio']);
  });

  it('is seen again and again there, with one negotiation for all', async () => {
    const { hers, his, screen } = await talk(VOICE);
    let offers = 0;
    hers.peerConnection?.addEventListener('signalingstatechange', () => {
      if (hers.peerConnection?.signalingState === 'have-local-offer') offers += 1;
    });

    for (let time = 0; time < 5; time += 1) {
      await alice.media.shareScreen();
      await sees('bob sees the screen', his, screen, showsScreen);
      alice.media.stopSharing();
      await until('bob is told', () => !his.remoteMedia.video);
    }

    expect(offers).to.equal(1);
  });

  it('is seen by who is called while it is shared', async () => {
    await alice.media.shareScreen();
    const { his, screen } = await talk(VOICE);

    await sees('bob sees the screen', his, screen, showsScreen);
    expect(his.remoteMedia).to.include({ screen: true });
  });

  it('of both is seen by both', async () => {
    const { hers, his, screen } = await talk(VOICE);
    const other = watch(hers);

    await Promise.all([alice.media.shareScreen(), bob.media.shareScreen()]);

    await sees('bob sees hers', his, screen, showsScreen);
    await sees('alice sees his', hers, other, showsScreen);
  });

  it('is not for whoever is only watched', async () => {
    const { hers, his } = await talk(NOTHING, BOTH);

    await alice.media.shareScreen();
    // Whatever was said about the screen has arrived before this.
    await hers.send('do you see anything?');

    expect(hers.peerConnection?.getTransceivers()[1]).to.include({ currentDirection: 'recvonly' });
    expect(hers.peerConnection?.getSenders().map(({ track }) => track)).to.deep.equal([null, null]);
    expect(his.remoteMedia).to.deep.equal(NOTHING);
  });

  it('is not sent while the call is on hold', async () => {
    const { hers, his, screen } = await talk();
    await alice.media.shareScreen();
    await sees('bob sees the screen', his, screen, showsScreen);

    await hers.hold();
    await until('bob is told', () => his.remoteMedia.held === true);
    expect(his.remoteMedia).to.deep.equal({ ...NOTHING, held: true });

    await hers.resume();
    await sees('bob sees it again', his, screen, showsScreen);
  });

  it('is heard too, also while the microphone is muted', async () => {
    const { his } = await talk(VOICE);
    alice.media.setMicrophoneEnabled(false);
    await until('bob hears nothing', () => !his.remoteMedia.audio);

    await alice.media.shareScreen({ audio: true });

    await until('bob hears the screen', () => his.remoteMedia.audio && his.remoteMedia.screen === true);
    const level = () => {
      const [, receiver] = [his.remoteStream, his.peerConnection?.getReceivers()[0]];
      return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0;
    };
    await until('it is loud', () => level() > 0.1);
  });

  describe('ends within 100 ms', () => {
    const ways: Record<string, (calls: { hers: Call; his: Call }) => unknown> = {
      'when this person hangs up': ({ hers }) => hers.hangUp(),
      'when the other one hangs up': async ({ hers, his }) => {
        await his.hangUp();
        await reaches(hers, 'ended');
      },
      'when the phone is closed': () => alice.close(),
      'when the page is left': () => window.dispatchEvent(new PageTransitionEvent('pagehide')),
    };
    for (const [way, end] of Object.entries(ways)) {
      it(way, async () => {
        const { hers, his } = await talk();
        await alice.media.shareScreen({ audio: true });
        await until('bob is told', () => his.remoteMedia.screen === true);

        await end({ hers, his });

        await until('nothing is shown any more', () => display.live.length === 0, LIMIT_MS);
      });
    }
  });

  it('goes on in the other call when one of two has ended', async () => {
    const carol = await phones.connect('carol');
    const first = await talk(VOICE);
    const second = await talk(VOICE, VOICE, carol);
    await alice.media.shareScreen();
    await Promise.all([
      sees('bob sees it', first.his, first.screen, showsScreen),
      sees('carol sees it', second.his, second.screen, showsScreen),
    ]);

    await first.hers.hangUp();
    await sees('carol sees it still', second.his, second.screen, showsScreen);

    await second.hers.hangUp();
    await until('nothing is shown any more', () => display.live.length === 0, LIMIT_MS);
  });
});
