import { expect, oneEvent } from '@open-wc/testing';

import { makeActiveCall, makeStream, showSnapshot } from '../support/snapshot-element.js';
import { until } from '../support/until.js';

describe('rtc-snapshot, a photo of the other side', () => {
  const show = (attributes: Readonly<Record<string, string>> = { remote: '' }) =>
    showSnapshot({ call: makeActiveCall({ remoteStream: makeStream('rgb(200, 0, 0)') }), attributes });

  it('is not to be had unless the page says so', async () => {
    const { element, part } = await show({});

    expect(part('take-remote')).to.equal(null);
    expect(await element.takeRemote().catch((error: unknown) => error)).to.have.property('code', 'bad-state');
  });

  it('is to be had only while there is a picture of theirs', async () => {
    const { element, call, part } = await show();
    expect(part('take-remote')?.innerText.trim()).to.equal('Photo of them');

    call?.change({ remoteMedia: { audio: true, video: false } });
    await element.updateComplete;
    expect(part('take-remote')).to.equal(null);
  });

  it('shows them, and can be saved, but not sent, nor submitted', async () => {
    const { element, phone, part, words, find } = await show();
    element.name = 'portrait';
    const form = document.createElement('form');
    element.before(form);
    form.append(element);
    const told = oneEvent(element, 'rtc-photo-taken');

    part('take-remote')?.click();
    const { detail } = await told;
    await until('it is shown', () => part('photo') !== null);

    expect(detail.of).to.equal('bob');
    expect(await redness(detail.photo)).to.be.greaterThan(150);
    expect((part('photo') as HTMLImageElement).alt).to.equal('Photo of bob');
    expect(find('figcaption')?.innerText).to.equal('Photo of bob. It stays on this device.');
    expect(part('save')?.getAttribute('download')).to.match(/^photo-.*\.jpg$/);
    expect(part('send')).to.equal(null);
    expect(element.value).to.equal(null);
    expect([...new FormData(form).keys()]).to.deep.equal([]);
    expect(words('send')).to.equal(undefined);
    expect(phone.commands).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });
});

async function redness(photo: Blob): Promise<number> {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  context?.drawImage(await createImageBitmap(photo), 0, 0, 1, 1);
  return context?.getImageData(0, 0, 1, 1).data[0] ?? 0;
}
