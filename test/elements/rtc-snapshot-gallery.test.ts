import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { Archive } from '../../src/archive/archive.js';
import { closeArchives, makeArchive } from '../support/archive.js';
import { makeActiveCall, makePhoto, showSnapshot } from '../support/snapshot-element.js';
import { until } from '../support/until.js';

describe('rtc-snapshot, its gallery', () => {
  afterEach(closeArchives);

  async function show({
    keep = false,
    archive = makeArchive().archive,
  }: {
    keep?: boolean;
    archive?: Archive;
  }) {
    const call = makeActiveCall();
    const shown = await showSnapshot({ call });
    const { element, phone, part, find, take, images } = shown;
    Object.assign(phone, { history: archive });
    element.keep = keep;
    await element.updateComplete;
    return {
      ...shown,
      call,
      archive,
      alts: () => images().map(({ alt }) => alt),
      send: async () => {
        await take();
        part('send')?.click();
        await until('it is sent', () => find('.sent') !== null);
      },
      has: (count: number) => until(`${count} pictures`, () => images().length === count),
    };
  }

  it('has what came and what was sent, for as long as the page is, and keeps nothing', async () => {
    const { element, call, part, alts, send, has, receive, archive } = await show({});
    await receive(call, await makePhoto());
    await send();

    part('take')?.click();
    await has(3);

    expect(alts()).to.deep.equal(['Your photo', 'Your photo', 'Photo from bob']);
    expect(await archive.photos.list()).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('has no photo that was only tried', async () => {
    const { element, take, part, images } = await show({});
    await take();
    const first = element.photo;

    part('take')?.click();
    await until('the photo is another', () => element.photo !== first);
    await element.updateComplete;

    expect(images()).to.have.lengthOf(1);
  });

  it('is kept with `keep`, also what was only taken, and there again later', async () => {
    const { call, take, has, receive, archive, element } = await show({ keep: true });
    await receive(call, await makePhoto());
    await take();
    await has(2);
    await until('both are kept', async () => (await archive.photos.list()).length === 2);
    element.remove();

    const later = await show({ keep: true, archive });
    await later.has(2);

    expect(later.alts()).to.deep.equal(['Your photo', 'Photo from bob']);
    await later.images()[0]?.decode();
    expect((await archive.photos.list()).map(({ from, number }) => [from, number])).to.deep.equal([
      ['me', '1001'],
      ['them', 'bob'],
    ]);
    await expect(later.element).to.be.accessible();
  });

  it('has each photo once, in however many elements it comes', async () => {
    const { call, has, receive, archive } = await show({ keep: true });
    const other = await show({ keep: true, archive });
    other.phone.begin(call);
    await other.element.updateComplete;

    await receive(call, await makePhoto());
    await has(1);
    await other.has(1);

    expect(await archive.photos.list()).to.have.lengthOf(1);
  });

  it('forgets a photo that is taken away, or thrown away, also in the history', async () => {
    const { call, take, part, find, has, receive, archive } = await show({ keep: true });
    await receive(call, await makePhoto());
    await take();
    await has(2);
    await until('both are kept', async () => (await archive.photos.list()).length === 2);

    find('li button')?.click();
    part('discard')?.click();
    await has(0);

    await until('both are gone', async () => (await archive.photos.list()).length === 0);
  });

  for (const keep of [false, true]) {
    it(`is empty when the person has said so twice${keep ? ', and so is the history' : ''}`, async () => {
      const { element, call, part, words, has, receive, archive } = await show({ keep });
      for (let count = 0; count < 2; count += 1) await receive(call, await makePhoto());
      await has(2);

      part('clear')?.click();
      await element.updateComplete;
      expect(words('gallery')).to.contain('Delete all photos?');
      await expect(element).to.be.accessible();
      part('keep')?.focus();
      await sendKeys({ press: 'Escape' });
      await element.updateComplete;
      await has(2);

      part('clear')?.click();
      await element.updateComplete;
      part('confirm')?.click();
      await has(0);
      expect(part('gallery')?.checkVisibility()).to.equal(false);
      await until('nothing is kept', async () => (await archive.photos.list()).length === 0);
    });
  }

  it('holds on to no picture while it is off the page, and has all again afterwards', async () => {
    const { element, call, take, images, isGone, receive } = await show({});
    await receive(call, await makePhoto());
    await take();
    const page = element.parentElement;

    element.remove();
    await receive(call, await makePhoto('image/jpeg'));
    element.requestUpdate();
    await element.updateComplete;
    const gone = await Promise.all(images().map(({ src }) => isGone(src)));
    expect(gone.every(Boolean)).to.equal(true);

    page?.append(element);
    await until('it is shown again', () =>
      images().every(({ complete, naturalWidth }) => complete && naturalWidth > 0),
    );
    expect(images().length).to.equal(2);
  });

  it('shows more when it is asked to', async () => {
    const { archive } = makeArchive();
    for (let at = 1; at <= 30; at += 1)
      await archive.photos.add({ id: `${at}`, number: 'bob', from: 'them', at, blob: await makePhoto() });
    const { part, has } = await show({ keep: true, archive });
    await has(12);

    part('more')?.click();
    await has(24);
    part('more')?.click();
    await has(30);

    expect(part('more')).to.equal(null);
  });

  it('goes on for the page when nothing can be kept, and says so', async () => {
    const { call, words, has, receive, archive } = await show({ keep: true });
    archive.photos.add = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));

    await receive(call, await makePhoto());

    await has(1);
    expect(words('problem')).to.not.equal(undefined);
  });

  it('is for the page alone where the phone keeps no history', async () => {
    const { archive } = makeArchive(undefined, { off: true });
    const { call, has, receive } = await show({ keep: true, archive });

    await receive(call, await makePhoto());

    await has(1);
  });
});
