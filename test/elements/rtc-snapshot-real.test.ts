import { expect } from '@open-wc/testing';

import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import type { RtcSnapshotElement } from '../../src/elements/rtc-snapshot.js';
import { MAX_INLINE_PHOTO_BYTES } from '../../src/wire/limits.js';
import { part, press, visiblePart, words } from '../support/element.js';
import { inside, removePhones, showPhone } from '../support/living-phone.js';
import { freshNumber } from '../support/phones.js';
import { bytesOf } from '../support/photos.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

describe('A photo to a number, without a call', () => {
  let server: OwnPubNub;
  let ann: RtcPhoneElement;
  let bob: RtcPhoneElement;

  beforeEach(async () => {
    server = await OwnPubNub.start();
    const { origin, keys } = server;
    const attributes = {
      signaling: 'pubnub',
      origin,
      'publish-key': keys.publishKey,
      'subscribe-key': keys.subscribeKey,
      'cipher-key': 'a secret',
    };
    [ann, bob] = await Promise.all([
      showPhone('ann', { ...attributes, autocam: '' }),
      showPhone('bob', attributes),
    ]);
  });

  afterEach(removePhones);

  /** What an element says that became of the photo. */
  const outcome = (snapshot: RtcSnapshotElement) => snapshot.shadowRoot?.querySelector('.sent')?.textContent;

  /** Files that were asked for, by their path. */
  const fetched = async () =>
    (await server.log()).filter(({ path }) => /\/channels\/[^/]+\/files\//.test(path)).length;

  async function takeAndSend(snapshot: RtcSnapshotElement, to = bob.number ?? ''): Promise<File> {
    snapshot.to = to;
    snapshot.quality = 1;
    await until('the camera is on', () => snapshot.getAttribute('state') === 'ready');
    const photo = await snapshot.take();
    // Too large for a single message.
    expect(photo.size).to.be.greaterThan(MAX_INLINE_PHOTO_BYTES);
    await snapshot.updateComplete;
    await press(snapshot, 'send');
    return photo;
  }

  it('is a question there; nothing of it leaves the service before the answer, and after it all of it', async () => {
    const [hers, his] = [inside(ann, 'rtc-snapshot'), inside(bob, 'rtc-snapshot')];

    const photo = await takeAndSend(hers);
    await until('bob is asked', () => part(his, 'offer')?.checkVisibility() === true);
    expect(words(his, 'offer')).to.contain(`${ann.number} would like to send you a photo`);
    await until('ann knows that it is sent', () => outcome(hers) === 'Sent');
    expect(await fetched()).to.equal(0);
    expect(bob.phone?.media.camera.status).to.equal('off');

    await press(his, 'show');
    await until('it is shown', () => his.shadowRoot?.querySelector('li img') !== null);

    const image = his.shadowRoot?.querySelector<HTMLImageElement>('li img');
    const received = await (await fetch(image?.src ?? '')).blob();
    expect(await bytesOf(received)).to.deep.equal(await bytesOf(photo));
    expect(await fetched()).to.be.greaterThan(0);
    expect(visiblePart(his, 'gallery').querySelectorAll('li')).to.have.lengthOf(1);
  });

  it('to somebody who is away is not called sent, but kept for them', async () => {
    const hers = inside(ann, 'rtc-snapshot');

    await takeAndSend(hers, freshNumber('carol'));

    await until('ann knows', () => outcome(hers) === 'Will be delivered when they are back');
  });

  it('that is declined is never fetched', async () => {
    const [hers, his] = [inside(ann, 'rtc-snapshot'), inside(bob, 'rtc-snapshot')];
    await takeAndSend(hers);
    await until('bob is asked', () => part(his, 'offer') !== null);

    await press(his, 'decline');
    await until('ann knows that it is sent', () => outcome(hers) === 'Sent');

    expect(part(his, 'offer')).to.equal(null);
    expect(bob.phone?.offeredPhotos).to.deep.equal([]);
    expect(await fetched()).to.equal(0);
  });
});
