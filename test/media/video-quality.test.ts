import { expect } from '@open-wc/testing';

import { LocalMedia } from '../../src/media/local-media.js';
import { checkQuality, qualityLadder, type VideoQuality } from '../../src/media/video-quality.js';
import { watchCapture, type CaptureWatch } from './capture-watch.js';

const FACE = { audio: false, video: true };

/** The sizes and frame rates a camera is asked for, in order. */
const asked = (ladder: readonly MediaTrackConstraints[]) =>
  ladder.map(({ width, height, frameRate }) =>
    [width, height, frameRate].map((wish) => (typeof wish === 'object' ? wish.ideal : '-')).join(' '),
  );

describe('qualityLadder', () => {
  for (const [wish, steps] of [
    [{}, ['1280 720 30', '960 540 30', '640 360 30', '- - -']],
    [
      { width: 1920, height: 1080, frameRate: 60 },
      ['1920 1080 60', '1280 720 30', '960 540 30', '640 360 30', '- - -'],
    ],
    [{ width: 960, height: 540, frameRate: 15 }, ['960 540 15', '640 360 15', '- - -']],
    [{ height: 480 }, ['- 480 30', '640 360 30', '- - -']],
    [{ frameRate: 10 }, ['1280 720 10', '960 540 10', '640 360 10', '- - -']],
    [{ width: 320, height: 180 }, ['320 180 30', '- - -']],
  ] as const) {
    it(`leads from ${JSON.stringify(wish)} to less, and to whatever there is`, () => {
      expect(asked(qualityLadder(wish))).to.deep.equal(steps);
    });
  }
});

describe('checkQuality', () => {
  it('takes what a picture can have, and nothing else', () => {
    const quality = { width: 640, frameRate: 7.5, colour: 'red' };

    expect(checkQuality(quality)).to.deep.equal({ width: 640, frameRate: 7.5 });
  });

  for (const bad of [
    { width: 0 },
    { width: -640 },
    { height: Number.NaN },
    { height: Infinity },
    { frameRate: 100_000 },
    { width: '640' },
    { width: null },
  ]) {
    it(`refuses ${JSON.stringify(bad)}, and names the option`, () => {
      expect(() => checkQuality(bad as unknown as VideoQuality))
        .to.throw(Object.keys(bad)[0] ?? '')
        .with.property('code', 'bad-option');
    });
  }
});

describe('LocalMedia.setQuality', () => {
  let capture: CaptureWatch;
  let media: LocalMedia;

  beforeEach(() => {
    capture = watchCapture();
    media = new LocalMedia();
  });

  afterEach(() => {
    media.close();
    capture.restore();
    expect(capture.live).to.deep.equal([]);
  });

  /** Makes the open camera refuse all but the last of its constraints. Returns what it was asked for. */
  function refuseAbove(width: number): MediaTrackConstraints[] {
    const track = media.track('video');
    const wishes: MediaTrackConstraints[] = [];
    if (!track) throw new Error('There is no camera.');
    const apply = track.applyConstraints.bind(track);
    track.applyConstraints = async (wish = {}) => {
      wishes.push(wish);
      const ideal = typeof wish.width === 'object' ? (wish.width.ideal ?? 0) : 0;
      if (ideal > width) throw new OverconstrainedError('width');
      await apply(wish);
    };
    return wishes;
  }

  it('changes the live picture, without another camera, and says what it is', async () => {
    await media.open(FACE);
    const track = media.track('video');
    expect(media.camera.picture).to.include({ width: 1280, height: 720 });

    await media.setQuality({ width: 320, height: 180, frameRate: 10 });

    expect(media.camera.picture).to.deep.equal({ width: 320, height: 180, frameRate: 10 });
    expect(media.track('video')).to.equal(track);
    expect(capture.asked).to.deep.equal(['video']);
  });

  it('is kept for the next camera, and taken back by a wish for nothing', async () => {
    await media.setQuality({ width: 320, height: 180, frameRate: 10 });
    expect(capture.asked).to.deep.equal([]);

    await media.open(FACE);
    expect(media.camera.picture).to.deep.equal({ width: 320, height: 180, frameRate: 10 });

    await media.setQuality({});
    expect(media.camera.picture).to.include({ width: 1280, height: 720 });
  });

  it('is followed by a camera that was just starting', async () => {
    const opening = media.open(FACE);
    await media.setQuality({ width: 320, height: 180 });
    await opening;

    expect(media.camera.picture).to.include({ width: 320, height: 180 });
  });

  it('asks a camera that refuses for less', async () => {
    await media.open(FACE);
    const wishes = refuseAbove(640);

    await media.setQuality({ width: 1920, height: 1080 });

    expect(asked(wishes)).to.deep.equal(['1920 1080 30', '1280 720 30', '960 540 30', '640 360 30']);
    expect(media.camera.picture).to.include({ width: 640, height: 360 });
  });

  it('follows the last of two wishes', async () => {
    await media.open(FACE);
    refuseAbove(1280);

    await Promise.all([
      media.setQuality({ width: 1920, height: 1080 }),
      media.setQuality({ width: 320, height: 180 }),
    ]);

    expect(media.camera.picture).to.include({ width: 320, height: 180 });
  });

  it('says when the camera fails at it', async () => {
    await media.open(FACE);
    const track = media.track('video');
    if (track) track.applyConstraints = () => Promise.reject(new DOMException('', 'AbortError'));

    const error = await media.setQuality({ width: 320 }).catch((reason: unknown) => reason);

    expect(error).to.include({ name: 'PhoneError', code: 'media-failed' });
    expect(media.camera.status).to.equal('on');
  });

  it('refuses a value no picture can have, and keeps what was', async () => {
    await media.open(FACE);

    const error = await media.setQuality({ width: -1 }).catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'bad-option');
    expect(media.camera.picture).to.include({ width: 1280 });
  });
});
