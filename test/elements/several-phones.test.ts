import { expect } from '@open-wc/testing';

import { heard, press, settled, words } from '../support/element.js';
import { inside, moves, remoteVideo, removePhones, showCall, showPhone } from '../support/living-phone.js';
import { until } from '../support/until.js';

describe('three phones on one page', () => {
  afterEach(removePhones);

  it('are three: calls, devices, news and focus of one are nothing to the others', async () => {
    const carl = await showPhone('carl');
    const news = [
      heard(carl, 'rtc-call-changed'),
      heard(carl, 'rtc-media-changed'),
      heard(carl, 'rtc-incoming'),
      heard(carl, 'rtc-error'),
    ];
    inside(carl, 'rtc-dialpad').focus();

    const { ann, bob, call } = await showCall();
    await press(inside(ann, 'rtc-call'), 'microphone');

    expect(ann.phone?.media.microphone.enabled).to.equal(false);
    expect(bob.phone?.media.microphone.enabled).to.equal(true);
    expect(carl.phone?.media.camera.status).to.equal('off');
    expect(inside(carl, 'rtc-call')).to.have.attribute('state', 'idle');
    expect(carl.shadowRoot?.activeElement?.localName).to.equal('rtc-dialpad');
    expect(news).to.deep.equal([[], [], [], []]);

    const third = await carl.dial(ann.number ?? '', { video: false });
    await until('carl is told', () => third.state.phase === 'ended');
    await settled(inside(carl, 'rtc-call'));
    expect(words(inside(carl, 'rtc-call'), 'status')).to.contain('They are in another call');
    expect(inside(ann, 'rtc-call').call === call).to.equal(true);

    carl.remove();
    await until('carl is gone', () => carl.phone === undefined);
    await Promise.all([moves(remoteVideo(ann)), moves(remoteVideo(bob))]);
    expect(call.state.phase).to.equal('active');
  });

  it('answer the requests of their own elements only', async () => {
    const [ann, bob] = await Promise.all([showPhone('ann'), showPhone('bob')]);
    const dialpad = inside(ann, 'rtc-dialpad');
    const asked = heard(bob, 'rtc-dial-request');
    dialpad.value = bob.number ?? '';
    await settled(dialpad);

    await press(dialpad, 'voice');
    await until('it rings at bob', () => inside(bob, 'rtc-call').getAttribute('state') === 'incoming');

    expect(asked).to.deep.equal([]);
    expect(bob.phone?.calls).to.have.length(1);
    expect(ann.phone?.calls).to.have.length(1);
    await press(inside(bob, 'rtc-call'), 'decline');
    await until('ann hears of it', () => ann.phone?.calls.length === 0);
  });
});
