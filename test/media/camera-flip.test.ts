import { expect } from '@open-wc/testing';

import { LocalMedia } from '../../src/media/local-media.js';
import { replug, refusal, unstubDevices, watchCapture, type CaptureWatch } from './capture-watch.js';
import { paint } from './display-watch.js';

const FACE = { audio: false, video: true };

interface Camera {
  readonly id: string;
  readonly facing?: 'user' | 'environment';
}

const FRONT: Camera = { id: 'front', facing: 'user' };
const BACK: Camera = { id: 'back', facing: 'environment' };
const WIDE: Camera = { id: 'wide', facing: 'environment' };

describe('LocalMedia.flip', () => {
  let capture: CaptureWatch;
  let media: LocalMedia;
  let life: AbortController;

  beforeEach(() => {
    life = new AbortController();
    capture = watchCapture();
    media = new LocalMedia();
  });

  afterEach(() => {
    media.close();
    life.abort();
    capture.restore();
    unstubDevices();
    expect(capture.live).to.deep.equal([]);
  });

  /** A device with these cameras, which it lends as the standard says. */
  async function has(...cameras: readonly Camera[]): Promise<void> {
    await replug(
      cameras.map(({ id }) => ({
        deviceId: id,
        kind: 'videoinput',
        label: id,
        groupId: '',
        toJSON: () => ({}),
      })),
    );
    capture.answer(async ({ video }) => {
      const { deviceId, facingMode } = video as Record<
        string,
        { exact?: string; ideal?: string } | undefined
      >;
      const fits = ({ id, facing }: Camera) =>
        (deviceId?.exact === undefined || deviceId.exact === id) &&
        (facingMode?.exact === undefined || facingMode.exact === facing);
      const fitting = cameras.filter(fits);
      const camera = fitting.find(({ facing }) => facing === facingMode?.ideal) ?? fitting[0];
      return camera ? new MediaStream([picture(camera)]) : await refusal('OverconstrainedError');
    });
  }

  function picture({ id, facing }: Camera): MediaStreamTrack {
    const track = paint('rgb(0, 0, 0)', life.signal);
    track.getSettings = () => ({ deviceId: id, ...(facing && { facingMode: facing }) });
    return track;
  }

  it('turns a phone from the person to what the person sees, and back', async () => {
    await has(FRONT, WIDE, BACK);
    await media.open(FACE);
    expect(media.camera).to.include({ deviceId: 'front', facing: 'user' });

    await media.flip();
    expect(media.camera).to.include({ status: 'on', facing: 'environment' });

    await media.flip();
    expect(media.camera).to.include({ deviceId: 'front', facing: 'user' });
    expect(capture.live).to.deep.equal([media.track('video')]);
  });

  it('goes round the cameras of a computer, which look nowhere in particular', async () => {
    await has({ id: 'one' }, { id: 'two' }, { id: 'three' });
    await media.open(FACE);
    const seen: (string | undefined)[] = [];

    for (let turn = 0; turn < 3; turn += 1) {
      await media.flip();
      seen.push(media.camera.deviceId);
    }

    expect(seen).to.deep.equal(['two', 'three', 'one']);
  });

  it('is remembered while the camera is off', async () => {
    await has(FRONT, BACK);

    await media.flip();
    expect(capture.asked).to.deep.equal([]);
    await media.open(FACE);

    expect(media.camera.deviceId).to.equal('back');
  });

  it('says that there is no other camera, and leaves the one there is alone', async () => {
    await has(FRONT);
    await media.open(FACE);
    const track = media.track('video');

    const error = await media.flip().catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'media-missing');
    expect(media.track('video')).to.equal(track);
  });

  it('says so too when all cameras look the same way', async () => {
    await has(FRONT, { id: 'second', facing: 'user' });
    await media.open(FACE);

    const error = await media.flip().catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'media-missing');
    expect(media.camera).to.include({ status: 'on', facing: 'user' });
  });
});
