import { expect } from '@open-wc/testing';

import { takeSnapshot } from '../../src/media/snapshot.js';

describe('takeSnapshot', () => {
  let camera: MediaStreamTrack;

  beforeEach(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
    [camera] = stream.getVideoTracks() as [MediaStreamTrack];
  });

  afterEach(() => camera.stop());

  const sizeOf = async (blob: Blob) => {
    const { width, height } = await createImageBitmap(blob);
    return { width, height };
  };

  async function playing(): Promise<HTMLVideoElement> {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = new MediaStream([camera]);
    await video.play();
    return video;
  }

  it('takes a JPEG of a live track, and leaves the track alone', async () => {
    const photo = await takeSnapshot(camera);

    expect(photo.type).to.equal('image/jpeg');
    expect(await sizeOf(photo)).to.deep.equal({ width: 640, height: 480 });
    expect(camera.readyState).to.equal('live');
  });

  it('takes what a video shows', async () => {
    const photo = await takeSnapshot(await playing());

    expect(await sizeOf(photo)).to.deep.equal({ width: 640, height: 480 });
    expect(await isOneColour(photo)).to.equal(false);
  });

  it('makes it smaller and keeps the aspect', async () => {
    const photo = await takeSnapshot(camera, { maxWidth: 200 });

    expect(await sizeOf(photo)).to.deep.equal({ width: 200, height: 150 });
  });

  it('writes the type and quality asked for', async () => {
    const video = await playing();
    const [fine, coarse] = [
      await takeSnapshot(video, { type: 'image/webp', quality: 0.9 }),
      await takeSnapshot(video, { type: 'image/webp', quality: 0.1 }),
    ];

    expect([fine.type, coarse.type]).to.deep.equal(['image/webp', 'image/webp']);
    expect(coarse.size).to.be.lessThan(fine.size);
  });

  it('gives a JPEG where the browser cannot write the type', async () => {
    const photo = await takeSnapshot(camera, { type: 'image/avif' as 'image/webp' });

    expect(photo.type).to.equal('image/jpeg');
  });

  it('fails where there is no picture: an empty video, an ended track, a voice', async () => {
    const voice = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [microphone] = voice.getAudioTracks() as [MediaStreamTrack];
    camera.stop();

    for (const source of [document.createElement('video'), camera, microphone]) {
      const error = await takeSnapshot(source).catch((reason: unknown) => reason);
      expect(error).to.have.property('code', 'bad-state');
    }
    microphone.stop();
  });

  it('fails when a live track shows nothing in two seconds', async () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    const [still] = canvas.captureStream(0).getVideoTracks() as [MediaStreamTrack];

    const error = await takeSnapshot(still).catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'bad-state');
  });
});

async function isOneColour(photo: Blob): Promise<boolean> {
  const bitmap = await createImageBitmap(photo);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(context?.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer ?? []);
  return new Set(pixels).size === 1;
}
