import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError } from '../../src/base/errors.js';
import type { RtcSnapshotElement } from '../../src/elements/rtc-snapshot.js';
import { makeActiveCall, showSnapshot, SIZE } from '../support/snapshot-element.js';
import { until } from '../support/until.js';

describe('rtc-snapshot', () => {
  it('asks for the camera in words, and takes nothing while it is off', async () => {
    const { element, part, words } = await showSnapshot({ camera: false });

    part('take')?.click();
    await nextFrame();

    expect(words('hint')).to.equal('Turn your camera on to take a photo.');
    expect(part('take')?.ariaDisabled).to.equal('true');
    expect(part('photo')).to.equal(null);
    expect(part('problem')).to.equal(null);
    expect(element.matches(`[state='unavailable']:state(unavailable)`)).to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('is ready as soon as the camera is on', async () => {
    const { element, phone, part } = await showSnapshot({ camera: false });

    phone.media.become({ camera: { status: 'on', enabled: true } });
    await element.updateComplete;

    expect(part('take')?.ariaDisabled).to.equal('false');
    expect(part('hint')).to.equal(null);
    expect(element.getAttribute('state')).to.equal('ready');
    await expect(element).to.be.accessible();
  });

  it('takes a photo of the whole picture, shows it and tells the page, but sends it to nobody', async () => {
    const call = makeActiveCall();
    const { element, phone, take, find } = await showSnapshot({ call });
    const told = oneEvent(element, 'rtc-photo-taken');

    await take();

    const { photo } = (await told).detail;
    expect(photo).to.equal(element.photo);
    expect(photo.type).to.equal('image/jpeg');
    const image = find('[part=photo]') as HTMLImageElement;
    await image.decode();
    expect(image).to.include({ naturalWidth: SIZE.width, naturalHeight: SIZE.height, alt: 'Your photo' });
    expect(phone.commands).to.deep.equal([]);
    expect(element.getAttribute('state')).to.equal('taken');
    await expect(element).to.be.accessible();
  });

  it('says so when the picture cannot be taken', async () => {
    const { element, phone, part, words } = await showSnapshot();
    phone.media.track('video')?.stop();
    const told = oneEvent(element, 'rtc-error');

    part('take')?.click();

    expect((await told).detail).to.have.property('code', 'bad-state');
    await element.updateComplete;
    expect(words('problem')).to.contain('not possible');
    await expect(element).to.be.accessible();
  });

  it('rejects take() where there is no phone', async () => {
    const element = await fixture<RtcSnapshotElement>(html`<rtc-snapshot></rtc-snapshot>`);

    const error: unknown = await element.take().catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'no-phone');
    await expect(element).to.be.accessible();
  });

  it('saves the photo as a file with a name that says what it is and when it was', async () => {
    const { take, find } = await showSnapshot();

    await take();

    const save = find('[part=save]') as HTMLAnchorElement;
    expect(save.download).to.match(/^photo-\d{4}(-\d\d){5}\.jpg$/);
    expect(save.href).to.match(/^blob:/);
    expect(save.innerText.trim()).to.equal('Save');
  });

  it('puts a new photo in the place of the old one, and lets go of that', async () => {
    const { element, take, part, images, isGone, words } = await showSnapshot();
    await take();
    const first = images()[0]?.src ?? '';
    expect(words('take')).to.equal('Retake');

    part('take')?.click();
    await until('the photo is another', () => images()[0]?.src !== first);

    expect(images()).to.have.lengthOf(1);
    expect(await isGone(first)).to.equal(true);
    expect(await isGone(images()[0]?.src ?? '')).to.equal(false);
    expect(element.photo?.size).to.be.greaterThan(0);
  });

  it('throws the photo away on a press, and leaves the focus with the shutter', async () => {
    const { element, take, part, images, isGone } = await showSnapshot();
    await take();
    const url = images()[0]?.src ?? '';

    part('discard')?.focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;

    expect(element.photo).to.equal(undefined);
    expect(part('photo')).to.equal(null);
    expect(await isGone(url)).to.equal(true);
    expect(element.shadowRoot?.activeElement).to.equal(part('take'));
  });

  it('offers to send only in a call that stands', async () => {
    const call = makeActiveCall({ state: { phase: 'ringing' } });
    const { element, take, part, words } = await showSnapshot({ call });
    await take();
    expect(part('send')).to.equal(null);

    call.become({ phase: 'active', since: 0 });
    await element.updateComplete;
    expect(words('send')).to.equal('Send to bob');
    await expect(element).to.be.accessible();

    call.become({ phase: 'ended', reason: 'hung-up', by: 'remote', at: 0 });
    await element.updateComplete;
    expect(part('send')).to.equal(null);
  });

  it('sends on a press, once, and says when the other side has it', async () => {
    let arrive = () => {};
    const call = makeActiveCall();
    const { element, phone, take, part, words, find } = await showSnapshot({ call });
    phone.until = new Promise((resolve) => (arrive = resolve));
    await take();
    const asked = oneEvent(element, 'rtc-photo-request');

    part('send')?.focus();
    part('send')?.click();
    await element.updateComplete;
    expect(words('send')).to.equal('Sending…');
    await expect(element).to.be.accessible();
    part('send')?.click();
    arrive();
    await until('it says so', () => find('.sent')?.innerText === 'Sent');

    expect((await asked).detail).to.deep.include({ to: [call], photo: element.photo });
    expect(phone.commands).to.deep.equal([['sendPhoto', [call], element.photo]]);
    expect(element.shadowRoot?.activeElement).to.equal(part('take'));
    await expect(element).to.be.accessible();
  });

  it('does not call a photo sent that was taken while another one was', async () => {
    let arrive = () => {};
    const { element, phone, take, part, words, images } = await showSnapshot({ call: makeActiveCall() });
    phone.until = new Promise((resolve) => (arrive = resolve));
    await take();
    const first = element.photo;
    part('send')?.click();

    part('take')?.click();
    await until('the photo is another', () => element.photo !== first);
    arrive();
    await until('the first is in the gallery', () => images().length === 2);

    expect(words('send')).to.equal('Send to bob');
  });

  it('leaves the sending to a page that wants to do it', async () => {
    const { element, phone, take, part, words } = await showSnapshot({ call: makeActiveCall() });
    await take();
    element.addEventListener('rtc-photo-request', (event) => event.preventDefault());

    part('send')?.click();
    await nextFrame();

    expect(phone.commands).to.deep.equal([]);
    expect(words('send')).to.equal('Send to bob');
  });

  it('keeps the photo when it could not be sent, and says why', async () => {
    const { element, phone, take, part, words } = await showSnapshot({ call: makeActiveCall() });
    phone.failure = new PhoneError('not-connected', 'no way');
    await take();
    const told = oneEvent(element, 'rtc-error');

    part('send')?.click();

    expect((await told).detail).to.have.property('code', 'not-connected');
    await element.updateComplete;
    expect(words('problem')).to.contain('connected call');
    await until('it can be sent again', () => words('send') === 'Send to bob');
    expect(element.photo).to.be.instanceOf(Blob);
    await expect(element).to.be.accessible();
  });
});
