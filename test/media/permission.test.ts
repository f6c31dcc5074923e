import { expect } from '@open-wc/testing';

import { LocalMedia } from '../../src/media/local-media.js';
import { setPermission, watchCapture, type CaptureWatch } from './capture-watch.js';

const BOTH = { audio: true, video: true };
const VOICE = { audio: true, video: false };

describe('LocalMedia.permission', () => {
  let capture: CaptureWatch;
  let media: LocalMedia;

  beforeEach(() => {
    capture = watchCapture();
    media = new LocalMedia();
  });

  afterEach(() => {
    media.close();
    capture.restore();
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
    expect(capture.live, 'tracks still live after close()').to.deep.equal([]);
  });

  for (const [microphone, camera, expected] of [
    ['granted', 'granted', 'granted'],
    ['granted', 'prompt', 'prompt'],
    ['denied', 'prompt', 'prompt'],
    ['granted', 'denied', 'granted'],
    ['denied', 'denied', 'denied'],
  ] as const) {
    it(`is ${expected} for a microphone ${microphone} and a camera ${camera}`, async () => {
      await Promise.all([setPermission('microphone', microphone), setPermission('camera', camera)]);

      expect(await media.permission(BOTH)).to.equal(expected);
      expect(await media.permission(VOICE)).to.equal(microphone);
      expect(capture.asked).to.deep.equal([]);
    });
  }

  it('is granted for nothing, and for what is open already', async () => {
    await setPermission('microphone', 'prompt');
    await media.open(VOICE);

    expect(await media.permission(VOICE)).to.equal('granted');
    expect(await media.permission({ audio: false, video: false })).to.equal('granted');
  });

  it('is prompt where the browser does not know the permission', async () => {
    const { permissions } = navigator;
    permissions.query = () => Promise.reject(new TypeError('unknown name'));
    const permission = await media.permission(VOICE);
    Reflect.deleteProperty(permissions, 'query');

    expect(permission).to.equal('prompt');
  });

  it('is denied, and opening says why, where the frame forbids it', async () => {
    const inside = await mediaInFrame("camera 'none'; microphone 'none'");

    expect(await inside.permission(BOTH)).to.equal('denied');
    const error = await inside.open(BOTH).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'media-blocked');
  });

  it('gives what a frame allows and says what it forbids, where the browser does not', async () => {
    const inside = await mediaInFrame("camera 'none'; microphone");

    const hold = await inside.open(BOTH);
    const { microphone } = inside;
    const { errors } = hold;
    inside.close();

    expect(microphone.status).to.equal('on');
    expect(errors).to.have.all.keys('video');
    expect(errors.video).to.have.property('code', 'media-blocked');
  });
});

/** A LocalMedia that lives in a frame with this policy. */
async function mediaInFrame(allow: string): Promise<LocalMedia> {
  const frame = document.createElement('iframe');
  frame.allow = allow;
  frame.srcdoc = `<script type="module">
    import { LocalMedia } from '/src/media/local-media.ts';
    window.dispatchEvent(new CustomEvent('media', { detail: new LocalMedia() }));
  </script>`;
  document.body.append(frame);
  return await new Promise((resolve) => {
    frame.contentWindow?.addEventListener('media', (event) =>
      resolve((event as CustomEvent<LocalMedia>).detail),
    );
  });
}
