import { expect } from '@open-wc/testing';

import type { CallRecord } from '../../src/archive/call-history.js';
import { closeArchives, makeArchive, makeMissed, makeRecord, nextChange } from '../support/archive.js';

const idsOf = (calls: readonly CallRecord[]) => calls.map(({ id }) => id);

describe('CallHistory', () => {
  afterEach(closeArchives);

  it('opens nothing until it is asked', async () => {
    const { calls } = makeArchive();
    expect(calls.state).to.deep.equal({ phase: 'idle' });

    expect(await calls.list()).to.deep.equal([]);

    expect(calls.state).to.deep.equal({ phase: 'kept' });
  });

  it('keeps a call with all that is known of it, for a phone that is made later', async () => {
    const { calls, number, archive } = makeArchive();
    const call = makeRecord();
    const told = nextChange(calls);

    await calls.record(call);

    await told;
    archive.close();
    expect(await makeArchive(number).calls.list()).to.deep.equal([call]);
  });

  it('keeps the calls of one number from another one', async () => {
    const { calls } = makeArchive();
    await calls.record(makeRecord());

    expect(await makeArchive().calls.list()).to.deep.equal([]);
    expect(await calls.list()).to.have.lengthOf(1);
  });

  it('lists the newest first, page by page, also where several began in the same moment', async () => {
    const { calls } = makeArchive();
    const times = [5, 3, 3, 3, 9, 1, 7];
    await Promise.all(times.map(async (startedAt) => calls.record(makeRecord({ startedAt }))));

    const pages: (readonly CallRecord[])[] = [];
    for (let page = await calls.list({ limit: 2 }); page.length > 0;) {
      pages.push(page);
      const before = page.at(-1);
      page = await calls.list({ limit: 2, ...(before && { before }) });
    }

    expect(pages.map(({ length }) => length)).to.deep.equal([2, 2, 2, 1]);
    expect(pages.flat().map(({ startedAt }) => startedAt)).to.deep.equal([9, 7, 5, 3, 3, 3, 1]);
    expect(new Set(idsOf(pages.flat())).size).to.equal(times.length);
  });

  it('lists those with one number alone', async () => {
    const { calls } = makeArchive();
    const [bob, anna] = [makeRecord(), makeRecord({ number: 'anna' })];
    await Promise.all([bob, anna, makeRecord({ number: 'anna2' })].map(async (call) => calls.record(call)));

    const page = await calls.list({ number: 'anna' });

    expect(page).to.deep.equal([anna]);
    expect(await calls.list({ number: 'anna', before: anna })).to.deep.equal([]);
  });

  it('deletes one, those with a number, and all', async () => {
    const { calls } = makeArchive();
    const [first, second, anna] = [makeRecord(), makeRecord(), makeRecord({ number: 'anna' })];
    await Promise.all([first, second, anna].map(async (call) => calls.record(call)));

    await calls.delete(first.id);
    expect(idsOf(await calls.list())).to.have.members([second.id, anna.id]);

    await calls.clear('anna');
    expect(idsOf(await calls.list())).to.deep.equal([second.id]);

    await calls.clear();
    expect(await calls.list()).to.deep.equal([]);
  });

  it('counts the missed calls that nobody has seen', async () => {
    const { calls } = makeArchive();
    await calls.record(makeRecord());
    await calls.record(makeMissed());
    await calls.record(makeMissed());
    expect(await calls.countMissed()).to.equal(2);
    const told = nextChange(calls);

    await calls.markSeen();

    await told;
    expect(await calls.countMissed()).to.equal(0);
    expect((await calls.list()).filter(({ missed, seen }) => missed && seen)).to.have.lengthOf(2);
  });

  it('says nothing when there was nothing to be seen', async () => {
    const { calls } = makeArchive();
    await calls.record(makeRecord());
    let changes = 0;
    calls.addEventListener('change', () => (changes += 1));

    await calls.markSeen();

    expect(changes).to.equal(0);
  });

  it('keeps the 1,000 newest', async () => {
    const { calls } = makeArchive();
    const all = Array.from({ length: 1_003 }, (_, startedAt) => makeRecord({ startedAt: startedAt + 1 }));

    await Promise.all(all.map(async (call) => calls.record(call)));

    const kept = await calls.list({ limit: 2_000 });
    expect(kept).to.have.lengthOf(1_000);
    expect(kept.at(-1)?.startedAt).to.equal(4);
  });

  it('is the story of the tab that answered, whichever tab tells it first', async () => {
    const answered = makeRecord({ direction: 'incoming' });
    const heard = makeMissed({ id: answered.id, reason: 'elsewhere', missed: false, seen: true });

    for (const order of [
      [answered, heard],
      [heard, answered],
    ]) {
      const { calls } = makeArchive();
      for (const call of order) await calls.record(call);
      expect(await calls.list()).to.deep.equal([answered]);
    }
  });

  it('takes the better reason that the other side had', async () => {
    const { calls } = makeArchive();
    const call = makeMissed({ reason: 'no-answer' });
    await calls.record(call);
    await calls.markSeen();

    await calls.record({ ...call, reason: 'cancelled' });

    expect(await calls.list()).to.deep.equal([{ ...call, reason: 'cancelled', seen: true }]);
  });

  it('takes a call that was missed while away for nothing new when it is known', async () => {
    const { calls } = makeArchive();
    const call = makeRecord({ direction: 'incoming' });
    await calls.record(call);

    await calls.recordMissed(makeMissed({ id: call.id }));

    expect(await calls.list()).to.deep.equal([call]);
  });
});
