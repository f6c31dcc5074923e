import { expect, oneEvent } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { OfferedPhoto } from '../../src/phone/post/photo-post.js';
import type { FakePhone } from '../support/fake-phone.js';
import { makePhoto, showSnapshot } from '../support/snapshot-element.js';
import { until } from '../support/until.js';

describe('rtc-snapshot, photos of somebody who is in no call', () => {
  /** Puts a photo on offer, and notes what is asked for. */
  function offer(phone: FakePhone, changes: Partial<OfferedPhoto> = {}) {
    const asked: string[] = [];
    const withdraw = () => phone.offer(...phone.offeredPhotos.filter((each) => each !== offered));
    const offered: OfferedPhoto = {
      from: 'bob',
      size: 240_000,
      at: 0,
      accept: async () => {
        asked.push('accept');
        const photo = await makePhoto();
        withdraw();
        return photo;
      },
      decline: () => {
        asked.push('decline');
        withdraw();
      },
      ...changes,
    };
    phone.offer(...phone.offeredPhotos, offered);
    return { offered, asked };
  }

  it('are a question, with a name and a size; nothing is fetched, and nobody is interrupted', async () => {
    const { element, phone, words, images, statuses } = await showSnapshot();

    const { asked } = offer(phone);
    await element.updateComplete;

    expect(words('offer')).to.match(/^bob would like to send you a photo, 240 kB\s+Show\s+Decline$/);
    expect(statuses()[0]).to.match(/^bob would like to send you a photo, 240 kB\.$/);
    expect(images()).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('are fetched and shown when the person wants to see them, and the page is told', async () => {
    const { element, phone, part, images, statuses } = await showSnapshot();
    const { asked } = offer(phone);
    await element.updateComplete;
    const told = oneEvent(element, 'rtc-photo-received');

    part('show')?.focus();
    part('show')?.click();
    part('show')?.click();
    const { detail } = await told;
    await until('it is shown', () => images().length === 1);

    expect(asked).to.deep.equal(['accept']);
    expect(detail.from).to.equal('bob');
    expect(detail.call).to.equal(undefined);
    expect(images()[0]?.alt).to.equal('Photo from bob');
    expect(statuses()).to.include('Photo from bob (1)');
    expect(part('offer')).to.equal(null);
    expect(element.shadowRoot?.activeElement).to.equal(part('take'));
    await expect(element).to.be.accessible();
  });

  it('are gone when the person declines, and nothing was fetched', async () => {
    const { element, phone, part, images } = await showSnapshot();
    const { asked } = offer(phone);
    await element.updateComplete;

    part('decline')?.click();
    await element.updateComplete;

    expect(asked).to.deep.equal(['decline']);
    expect(part('offer')).to.equal(null);
    expect(images()).to.deep.equal([]);
  });

  it('are there also for an element that comes later', async () => {
    const { element, phone, part } = await showSnapshot();
    offer(phone);
    const { parentElement } = element;
    element.remove();
    await Promise.resolve();

    parentElement?.append(element);
    await element.updateComplete;

    expect(part('offer')).not.to.equal(null);
  });

  it('can be asked for again when they could not be fetched', async () => {
    const { element, phone, part, words } = await showSnapshot();
    offer(phone, { accept: () => Promise.reject(new PhoneError('network', 'gone')) });
    await element.updateComplete;

    part('show')?.click();
    await until('it says why', () => words('problem')?.includes('internet connection') ?? false);

    expect(words('show')).to.equal('Show');
    await expect(element).to.be.accessible();
  });

  it('are asked about three at a time', async () => {
    const { element, phone, part } = await showSnapshot();
    for (let count = 0; count < 5; count += 1) offer(phone, { from: `caller ${count}` });
    await element.updateComplete;
    const names = () =>
      [...element.renderRoot.querySelectorAll('.offer bdi')].map(({ textContent }) => textContent);
    expect(names()).to.deep.equal(['caller 0', 'caller 1', 'caller 2']);

    part('decline')?.click();
    await element.updateComplete;

    expect(names()).to.deep.equal(['caller 1', 'caller 2', 'caller 3']);
  });

  it('have a name that is text, whatever it says', async () => {
    const from = '<img src=x onerror=alert(1)>\u202Eevil';
    const { element, phone, find, images } = await showSnapshot();

    offer(phone, { from });
    await element.updateComplete;

    expect(find('.offer bdi')?.textContent).to.equal(from);
    expect(images()).to.deep.equal([]);
  });
});
