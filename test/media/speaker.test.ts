import { expect } from '@open-wc/testing';

import { listDevices } from '../../src/media/devices.js';
import { canChooseSpeaker, playThrough } from '../../src/media/speaker.js';

describe('A speaker', () => {
  const { setSinkId } = HTMLMediaElement.prototype;

  afterEach(() => {
    HTMLMediaElement.prototype.setSinkId = setSinkId;
  });

  /** As on iOS, where the person chooses in the system. */
  const takeChoiceAway = () => Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');

  const speakers = async () => (await listDevices()).filter(({ kind }) => kind === 'speaker');

  it('that is listed is where an element is heard from then on', async () => {
    const element = new Audio();
    const listed = await speakers();
    const id = listed.at(-1)?.id ?? '';

    await playThrough(element, id);

    expect(canChooseSpeaker()).to.equal(true);
    expect(id).not.to.equal('');
    expect(element.sinkId).to.equal(id);
    await playThrough(element, '');
    expect(element.sinkId).to.equal('');
  });

  for (const [name, code] of [
    ['NotFoundError', 'media-missing'],
    ['NotAllowedError', 'media-denied'],
    ['AbortError', 'media-failed'],
  ] as const) {
    it(`is refused as ${code}, when the browser says ${name}`, async () => {
      HTMLMediaElement.prototype.setSinkId = () => Promise.reject(new DOMException('', name));

      const error = await playThrough(new Audio(), 'gone').catch((reason: unknown) => reason);

      expect(error).to.include({ name: 'PhoneError', code });
    });
  }

  it('is neither listed nor used where a page cannot choose one', async () => {
    takeChoiceAway();

    const error = await playThrough(new Audio(), 'any').catch((reason: unknown) => reason);
    await playThrough(new Audio(), '');

    expect(error).to.have.property('code', 'unsupported');
    expect(canChooseSpeaker()).to.equal(false);
    expect(await speakers()).to.deep.equal([]);
  });
});
