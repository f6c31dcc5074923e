import { expect } from '@open-wc/testing';

import { LocalMedia } from '../../src/media/local-media.js';
import { refusal, setPermission, watchCapture, type CaptureWatch } from './capture-watch.js';

const BOTH = { audio: true, video: true };

describe('LocalMedia, when the browser refuses', () => {
  let capture: CaptureWatch;
  let media: LocalMedia;

  beforeEach(async () => {
    await Promise.all([setPermission('camera', 'prompt'), setPermission('microphone', 'prompt')]);
    capture = watchCapture();
    media = new LocalMedia();
  });

  afterEach(() => {
    media.close();
    capture.restore();
    expect(capture.live, 'tracks still live after close()').to.deep.equal([]);
  });

  /** The browser refuses every question that includes the kind. */
  const refuse = (kind: 'audio' | 'video', name: string) =>
    capture.answer((wish, browser) => (wish[kind] ? refusal(name) : browser(wish)));

  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );

  for (const [name, code] of [
    ['NotFoundError', 'media-missing'],
    ['NotReadableError', 'media-busy'],
    ['AbortError', 'media-failed'],
  ] as const) {
    it(`gives the microphone alone when the camera fails with ${name}`, async () => {
      refuse('video', name);

      const hold = await media.open(BOTH);

      expect(capture.asked).to.deep.equal(['audio+video', 'audio', 'video']);
      expect(hold.errors.audio).to.equal(undefined);
      expect(hold.errors.video).to.have.property('code', code);
      expect(media.microphone.status).to.equal('on');
      expect(media.camera).to.deep.include({ status: 'failed', error: hold.errors.video });
    });
  }

  it('gives the camera alone when there is no microphone', async () => {
    refuse('audio', 'NotFoundError');

    const hold = await media.open(BOTH);

    expect(hold.errors.audio).to.have.property('code', 'media-missing');
    expect(media.track('video')).to.have.property('readyState', 'live');
  });

  it('gives the microphone alone when the camera was denied before', async () => {
    await setPermission('camera', 'denied');
    refuse('video', 'NotAllowedError');

    const hold = await media.open(BOTH);

    expect(capture.asked).to.deep.equal(['audio+video', 'audio']);
    expect(hold.errors.video).to.have.property('code', 'media-denied');
  });

  it('gives what was granted before when the question for the other is closed', async () => {
    await setPermission('microphone', 'granted');
    refuse('video', 'NotAllowedError');

    const hold = await media.open(BOTH);

    expect(capture.asked).to.deep.equal(['audio+video', 'audio']);
    expect(hold.errors.video).to.have.property('code', 'media-dismissed');
  });

  it('asks a person who closed the question no second time', async () => {
    capture.answer(() => refusal('NotAllowedError'));

    const error = await failure(media.open(BOTH));

    expect(capture.asked).to.deep.equal(['audio+video']);
    expect(error).to.have.property('code', 'media-dismissed');
  });

  it('asks no second time either when the question closed is one of two', async () => {
    capture.answer(({ audio, video }) => refusal(audio && video ? 'NotReadableError' : 'NotAllowedError'));

    await failure(media.open(BOTH));

    expect(capture.asked).to.deep.equal(['audio+video', 'audio']);
    expect(media.camera.error).to.have.property('code', 'media-dismissed');
  });

  it('asks no second time when both were denied', async () => {
    await Promise.all([setPermission('camera', 'denied'), setPermission('microphone', 'denied')]);
    capture.answer(() => refusal('NotAllowedError'));

    const error = await failure(media.open(BOTH));

    expect(capture.asked).to.deep.equal(['audio+video']);
    expect(error).to.have.property('code', 'media-denied');
    expect(error).to.have.nested.property('cause.name', 'NotAllowedError');
  });

  it('goes on showing why after nothing could be had, until something changes', async () => {
    capture.answer(() => refusal('NotReadableError'));
    const error = await failure(media.open(BOTH));
    expect(media.microphone).to.deep.include({ status: 'failed', error });

    capture.answer((wish, browser) => browser(wish));
    await media.open(BOTH);
    expect(media.microphone.status).to.equal('on');
    expect(media.microphone).not.to.have.property('error');
  });

  it('asks nothing more for somebody who has gone', async () => {
    const leaving = new AbortController();
    let answer = () => {};
    capture.answer(
      () => new Promise((_, reject) => (answer = () => reject(new DOMException('', 'NotReadableError')))),
    );
    const opening = failure(media.open(BOTH, leaving.signal));

    leaving.abort();
    answer();
    await opening;
    await failure(capture.last);
    capture.answer((wish, browser) => browser(wish));
    await media.open(BOTH);

    expect(capture.asked).to.deep.equal(['audio+video', 'audio+video']);
  });

  it('stops what a slow ladder opened for somebody who has gone', async () => {
    const leaving = new AbortController();
    let answer = () => {};
    capture.answer((wish, browser) => {
      if (wish.audio && wish.video) return refusal('NotReadableError');
      return wish.audio ? browser(wish) : new Promise((resolve) => (answer = () => resolve(browser(wish))));
    });
    const opening = failure(media.open(BOTH, leaving.signal));
    await new Promise((resolve) => media.addEventListener('trackchange', resolve));

    leaving.abort();
    await opening;
    expect(capture.live).to.deep.equal([]);

    answer();
    await capture.last;
    expect(capture.live).to.deep.equal([]);
  });

  describe('retry()', () => {
    it('asks again for what failed and is still wanted, and for nothing else', async () => {
      refuse('video', 'NotReadableError');
      const hold = await media.open(BOTH);
      capture.answer((wish, browser) => browser(wish));

      await media.retry();

      expect(capture.asked.slice(3)).to.deep.equal(['video']);
      expect(hold.errors).to.deep.equal({});
      expect(media.camera.status).to.equal('on');
    });

    it('says why it failed again', async () => {
      refuse('video', 'NotReadableError');
      await media.open(BOTH);

      const error = await failure(media.retry());

      expect(error).to.have.property('code', 'media-busy');
    });

    it('asks nothing when nobody waits', async () => {
      capture.answer(() => refusal('NotReadableError'));
      await failure(media.open({ audio: true, video: false }));

      await media.retry();

      expect(capture.asked).to.deep.equal(['audio']);
    });
  });
});
