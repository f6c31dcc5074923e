import { expect } from '@open-wc/testing';

import { closeArchives, makeArchive } from '../support/archive.js';

const MEBIBYTE = 2 ** 20;

const makePhoto = (at: number, size = 10) => ({
  id: crypto.randomUUID(),
  number: 'bob',
  from: 'them' as const,
  at,
  blob: new Blob([new Uint8Array(size).fill(at)], { type: 'image/png' }),
});

describe('PhotoHistory', () => {
  afterEach(closeArchives);

  it('keeps a photo byte by byte, with its type', async () => {
    const { photos, number, archive } = makeArchive();
    const photo = makePhoto(1, 1_000);
    await photos.add(photo);
    archive.close();

    const [kept] = await makeArchive(number).photos.list();

    expect(kept).to.include({ id: photo.id, number: 'bob', from: 'them', at: 1 });
    expect(kept?.blob.type).to.equal('image/png');
    expect(new Uint8Array((await kept?.blob.arrayBuffer()) ?? [])).to.deep.equal(
      new Uint8Array(1_000).fill(1),
    );
  });

  it('keeps 64 MiB: the oldest go, by their bytes and not by their number', async () => {
    const { photos } = makeArchive();
    for (const [at, size] of [1, 30, 40, 10, 14].entries())
      await photos.add(makePhoto(at + 1, size * MEBIBYTE));

    expect((await photos.list()).map(({ at }) => at)).to.deep.equal([5, 4, 3]);
  });

  it('deletes one', async () => {
    const { photos } = makeArchive();
    const [old, young] = [makePhoto(1), makePhoto(2)];
    await Promise.all([photos.add(old), photos.add(young)]);

    await photos.delete(young.id);

    expect((await photos.list()).map(({ id }) => id)).to.deep.equal([old.id]);
  });
});
