import { expect } from '@open-wc/testing';

import { expectAccessible, hasPart, part, press, settled } from '../support/element.js';
import { inside, moves, remoteVideo, removePhones, showPhone } from '../support/living-phone.js';
import { until } from '../support/until.js';

describe('<rtc-call>, while somebody calls who wants to be seen', () => {
  afterEach(removePhones);

  async function ring(attributes: Readonly<Record<string, string>>) {
    const ann = await showPhone('ann', attributes);
    const bob = await showPhone('bob', { 'early-connection': ann.number ?? '' });
    const call = await ann.dial(bob.number ?? '');
    const card = inside(bob, 'rtc-call');
    await until('it rings', () => hasPart(card, 'answer-video'));
    await until('they are connected', () => bob.phone?.call?.peerConnection?.connectionState === 'connected');
    return { call, bob, card };
  }

  const isShown = (video: HTMLVideoElement) => getComputedStyle(video).visibility === 'visible';

  it('shows the picture in place of the face, and goes on with it when the person answers', async () => {
    const { call, bob, card } = await ring({ 'early-picture': '' });
    const video = remoteVideo(bob);
    await until('bob sees ann', () => isShown(video));
    await moves(video);
    expect(card.getAttribute('state')).to.equal('incoming');
    expect(hasPart(card, 'avatar')).to.equal(false);
    expect(bob.phone?.media.stream.getTracks()).to.be.empty;
    await expectAccessible(card);

    await press(card, 'answer-video');

    await until('they talk', () => call.state.phase === 'active');
    await moves(video);
    expect(remoteVideo(bob)).to.equal(video);
    await until('ann is heard', () => !video.muted && call.remoteMedia.audio);
  });

  it('shows a face where the caller does not want that', async () => {
    const { bob, card } = await ring({});
    await settled(card);

    expect(part(card, 'avatar')?.checkVisibility()).to.equal(true);
    expect(isShown(remoteVideo(bob))).to.equal(false);
    expect(remoteVideo(bob).srcObject).to.equal(null);
  });
});
