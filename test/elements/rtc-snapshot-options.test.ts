import { expect, oneEvent } from '@open-wc/testing';

import { makeActiveCall, showSnapshot, SIZE } from '../support/snapshot-element.js';

describe('rtc-snapshot, how a photo is', () => {
  async function taken(attributes: Readonly<Record<string, string>>) {
    const { element } = await showSnapshot({ attributes });
    const file = await element.take();
    const { width, height } = await createImageBitmap(file);
    return { file, size: { width, height } };
  }

  it('is as wide as the page says, with its aspect, and never made wider', async () => {
    expect((await taken({ width: '160' })).size).to.deep.equal({ width: 160, height: 90 });
    expect((await taken({ width: '2000' })).size).to.deep.equal(SIZE);
  });

  for (const [format, type, ending] of [
    ['jpeg', 'image/jpeg', 'jpg'],
    ['webp', 'image/webp', 'webp'],
    ['png', 'image/png', 'png'],
    ['WEBP', 'image/webp', 'webp'],
  ] as const) {
    it(`is ${format} where the page says so, and its file is called so`, async () => {
      const { file } = await taken({ format });

      expect(file.type).to.equal(type);
      expect(file.name).to.match(new RegExp(`\\.${ending}$`));
      const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
      const magic = { jpg: [0xff, 0xd8], png: [0x89, 0x50], webp: [0x52, 0x49] }[ending];
      expect(Array.from(head.subarray(0, 2))).to.deep.equal(magic);
    });
  }

  it('says the truth about its type where the browser cannot write the one asked for', async () => {
    const { convertToBlob } = OffscreenCanvas.prototype;
    // As WebKit does: https://bugs.webkit.org/show_bug.cgi?id=183257
    OffscreenCanvas.prototype.convertToBlob = function convert({ type = '', ...options } = {}) {
      return convertToBlob.call(this, { ...options, type: type === 'image/webp' ? 'image/png' : type });
    };
    const { file } = await taken({ format: 'webp' });
    OffscreenCanvas.prototype.convertToBlob = convertToBlob;

    expect(file.type).to.equal('image/jpeg');
    expect(file.name).to.match(/\.jpg$/);
  });

  it('is as fine as the page says', async () => {
    const [fine, coarse] = [await taken({ quality: '1' }), await taken({ quality: '0' })];

    expect(coarse.file.size).to.be.lessThan(fine.file.size);
  });

  for (const [name, value] of [
    ['format', 'gif'],
    ['width', '0'],
    ['width', 'wide'],
    ['width', '5000'],
    ['quality', '2'],
    ['quality', 'best'],
  ] as const) {
    it(`is not taken with ${name}="${value}", and the element says so`, async () => {
      const { element, part, words } = await showSnapshot({
        call: makeActiveCall(),
        attributes: { [name]: value },
      });
      const told = oneEvent(element, 'rtc-error');

      part('take')?.click();

      const { detail } = await told;
      expect(detail).to.have.property('code', 'bad-option');
      expect(detail).to.have.property('message').that.contains(`\`${name}\``);
      await element.updateComplete;
      expect(words('problem')).to.contain('not set up correctly');
      expect(element.photo).to.equal(undefined);
    });
  }
});
