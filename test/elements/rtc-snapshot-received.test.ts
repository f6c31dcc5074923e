import { expect } from '@open-wc/testing';

import { makeActiveCall, makePhoto, showSnapshot } from '../support/snapshot-element.js';

describe('rtc-snapshot, photos received', () => {
  it('shows what the other side sends, newest first, and says from whom', async () => {
    const call = makeActiveCall();
    const { element, images, receive, statuses, words } = await showSnapshot({ call });
    const [first, second] = [await makePhoto(), await makePhoto('image/webp')];

    await receive(call, first);
    await receive(call, second);

    expect(images().map(({ alt }) => alt)).to.deep.equal(['Photo from bob', 'Photo from bob']);
    const names = [...element.renderRoot.querySelectorAll<HTMLAnchorElement>('[part=save]')];
    expect(names.map(({ download }) => download.split('.').pop())).to.deep.equal(['webp', 'png']);
    expect(names[0]?.ariaLabel).to.equal('Save: Photo from bob');
    // The second one is news only if its words are others.
    expect(statuses()).to.include('Photo from bob (2)');
    expect(words('gallery')).to.contain('Photos');
    await expect(element).to.be.accessible();
  });

  it('takes a received photo away on a press, and keeps no more than there is room for', async () => {
    const call = makeActiveCall();
    const { element, images, receive, find, isGone, part } = await showSnapshot({ call });
    await receive(call, await makePhoto());
    const oldest = images()[0]?.src ?? '';

    for (let count = 0; count < 24; count += 1) await receive(call, await makePhoto());
    part('more')?.click();
    await element.updateComplete;
    expect(images()).to.have.lengthOf(24);
    expect(await isGone(oldest)).to.equal(true);

    for (let left = 24; left > 0; left -= 1) {
      find('li button')?.click();
      await element.updateComplete;
    }
    expect(images()).to.have.lengthOf(0);
    expect(part('gallery')?.checkVisibility()).to.equal(false);
  });

  it('holds no memory while it is off the page, and shows its photos again when it is back', async () => {
    const call = makeActiveCall();
    const { element, take, images, receive, isGone } = await showSnapshot({ call });
    await take();
    await receive(call, await makePhoto());
    const urls = images().map(({ src }) => src);
    const { parentElement } = element;

    element.remove();
    await Promise.resolve();
    expect(await Promise.all(urls.map(isGone))).to.deep.equal([true, true]);

    parentElement?.append(element);
    await element.updateComplete;
    await Promise.all(images().map(async (image) => image.decode()));
    expect(images()).to.have.lengthOf(2);
  });

  it('keeps its photos as they are when it is only moved', async () => {
    const call = makeActiveCall();
    const { element, images, receive } = await showSnapshot({ call });
    await receive(call, await makePhoto());
    const urls = images().map(({ src }) => src);

    element.parentElement?.append(element);
    await element.updateComplete;

    expect(images().map(({ src }) => src)).to.deep.equal(urls);
    await Promise.all(images().map(async (image) => image.decode()));
  });

  it('treats a number as text, whatever it says', async () => {
    const number = '<img src=x onerror=alert(1)>\u202Eevil';
    const call = makeActiveCall({ number });
    const { element, images, receive, take, find } = await showSnapshot({ call });

    await receive(call, await makePhoto());
    await take();

    expect(images()).to.have.lengthOf(2);
    expect(find('li bdi')?.textContent).to.equal(number);
    expect(element.renderRoot.querySelector('[part=send] bdi')?.textContent).to.equal(number);
  });
});
