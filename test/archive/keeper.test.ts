import { expect } from '@open-wc/testing';
import { deleteDB } from 'idb';

import { closeArchives, makeArchive, makeMessage, makeMissed, makeRecord } from '../support/archive.js';
import { FakeClock } from '../support/fake-clock.js';
import { until } from '../support/until.js';

/** Does something while the browser's database is as the test says. */
async function withDatabase(open: () => IDBOpenDBRequest, task: () => Promise<void>): Promise<void> {
  const { prototype } = IDBFactory;
  const original = Object.getOwnPropertyDescriptor(prototype, 'open') ?? {};
  Object.defineProperty(prototype, 'open', { ...original, value: open });
  try {
    await task();
  } finally {
    Object.defineProperty(prototype, 'open', original);
  }
}

const refuse = () => {
  throw new DOMException('The user denied permission to access the database.', 'SecurityError');
};

describe('Where the browser gives no database', () => {
  afterEach(closeArchives);

  it('keeps all there is for as long as the page is open, and says so', () =>
    withDatabase(refuse, async () => {
      const { calls, messages, number, archive, log } = makeArchive();
      const [call, message] = [makeMissed(), makeMessage()];

      await calls.record(call);
      await messages.add(message);

      expect(calls.state).to.deep.equal({ phase: 'page-only' });
      expect(log).to.deep.equal([
        { level: 'warn', event: 'history-page-only', detail: { error: 'SecurityError' } },
      ]);
      archive.close();
      const again = makeArchive(number);
      expect(await again.calls.list()).to.deep.equal([call]);
      expect(await again.calls.countMissed()).to.equal(1);
      expect(await again.messages.list()).to.deep.equal([message]);
    }));

  it('pages, changes, deletes and makes room as ever', () =>
    withDatabase(refuse, async () => {
      const { calls, photos } = makeArchive();
      for (const startedAt of [2, 4, 3, 3, 1]) await calls.record(makeMissed({ startedAt }));
      await calls.record(makeMissed({ number: 'anna', startedAt: 9 }));

      const first = await calls.list({ number: 'bob', limit: 2 });
      const before = first.at(-1);
      const second = await calls.list({ number: 'bob', limit: 2, ...(before && { before }) });
      expect([...first, ...second].map(({ startedAt }) => startedAt)).to.deep.equal([4, 3, 3, 2]);

      await calls.markSeen();
      expect(await calls.countMissed()).to.equal(0);
      await calls.delete(first[0]?.id ?? '');
      await calls.clear('anna');
      expect(await calls.list()).to.have.lengthOf(4);

      const blob = new Blob([new Uint8Array(40 * 2 ** 20)]);
      for (const at of [1, 2]) await photos.add({ id: `photo-${at}`, number: 'bob', from: 'me', at, blob });
      expect((await photos.list()).map(({ at }) => at)).to.deep.equal([2]);
    }));

  it('does without one that never opens', async () => {
    const clock = new FakeClock();
    await withDatabase(
      () => new EventTarget() as IDBOpenDBRequest,
      async () => {
        const { calls } = makeArchive();
        const recorded = calls.record(makeRecord());
        await until('it waits', () => clock.waiting === 1);

        clock.advance(3_000);

        await recorded;
        expect(calls.state).to.deep.equal({ phase: 'page-only' });
        expect(await calls.list()).to.have.lengthOf(1);
      },
    );
    clock.restore();
  });
});

describe('A database that the browser takes away', () => {
  afterEach(closeArchives);

  it('is opened anew when the next one asks', async () => {
    const { calls } = makeArchive();
    await calls.record(makeRecord());

    // What a person does who deletes the data of a site.
    await deleteDB('rtc-elements');

    expect(await calls.list()).to.deep.equal([]);
    await calls.record(makeRecord());
    expect(await calls.list()).to.have.lengthOf(1);
    expect(calls.state).to.deep.equal({ phase: 'kept' });
  });

  it('is opened anew in the middle of a task as well', async () => {
    const { calls } = makeArchive();
    await calls.record(makeRecord());
    const { prototype } = IDBDatabase;
    const transaction = Object.getOwnPropertyDescriptor(prototype, 'transaction') ?? {};
    Object.defineProperty(prototype, 'transaction', {
      ...transaction,
      value() {
        Object.defineProperty(prototype, 'transaction', transaction);
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      },
    });

    expect(await calls.list()).to.have.lengthOf(1);
  });

  it('is a failure with a code when it can neither be read nor written', async () => {
    const { messages } = makeArchive();

    const error: unknown = await messages
      .add(makeMessage({ data: () => {} }))
      .catch((cause: unknown) => cause);

    expect(error).to.include({ name: 'PhoneError', code: 'failed' });
    expect((error as Error).cause).to.have.property('name', 'DataCloneError');
  });
});

describe('A history that is switched off', () => {
  afterEach(closeArchives);

  it('keeps nothing, not even for the page', async () => {
    const { calls, messages, photos, archive, number } = makeArchive(undefined, { off: true });

    await calls.record(makeRecord());
    await calls.recordMissed(makeMissed());
    await messages.add(makeMessage());
    await photos.add({ id: '1', number: 'bob', from: 'me', at: 1, blob: new Blob() });
    await archive.setBookmark('5');

    expect(calls.state).to.deep.equal({ phase: 'off' });
    for (const history of [calls, messages, photos]) expect(await history.list()).to.deep.equal([]);
    expect(await calls.countMissed()).to.equal(0);
    expect(await archive.bookmark()).to.equal(undefined);
    const on = makeArchive(number);
    for (const history of [on.calls, on.messages, on.photos]) expect(await history.list()).to.deep.equal([]);
  });

  it('still deletes what was kept before', async () => {
    const { calls, number } = makeArchive();
    await calls.record(makeRecord());

    await makeArchive(number, { off: true }).calls.clear();

    expect(await calls.list()).to.deep.equal([]);
  });
});

describe('The bookmark of a number', () => {
  afterEach(closeArchives);

  it('is where it was left', async () => {
    const { archive, number } = makeArchive();
    expect(await archive.bookmark()).to.equal(undefined);

    await archive.setBookmark('16998');
    archive.close();

    expect(await makeArchive(number).archive.bookmark()).to.equal('16998');
    expect(await makeArchive().archive.bookmark()).to.equal(undefined);
  });
});
