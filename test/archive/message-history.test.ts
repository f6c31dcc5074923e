import { expect } from '@open-wc/testing';
import { openDB } from 'idb';

import { Keeper } from '../../src/archive/keeper.js';
import { MessageHistory, type MessageRecord } from '../../src/archive/message-history.js';
import type { Row } from '../../src/archive/store.js';
import { closeArchives, freshOwner, makeArchive, makeMessage, nextChange } from '../support/archive.js';

describe('MessageHistory', () => {
  afterEach(closeArchives);

  it('keeps any JSON, falsy values too', async () => {
    const { messages } = makeArchive();
    const values = ['', 0, false, null, { deep: [1] }];
    for (const data of values) await messages.add(makeMessage({ data }));

    const kept = await messages.list();

    expect(kept.map(({ data }) => data)).to.deep.equal(values.toReversed());
  });

  it('keeps the order of what came in the same millisecond, page by page', async () => {
    const { messages } = makeArchive();
    const all = Array.from({ length: 300 }, (_, data) => makeMessage({ data, at: 1_700_000_000_000 }));
    await Promise.all(all.map(async (message) => messages.add(message)));

    const first = await messages.list({ number: 'bob', limit: 200 });
    const before = first.at(-1);
    const second = await messages.list({ number: 'bob', limit: 200, ...(before && { before }) });

    expect([...first, ...second].map(({ data }) => data)).to.deep.equal(
      all.map(({ data }) => data).toReversed(),
    );
    expect(Math.floor(second.at(-1)?.at ?? 0)).to.equal(1_700_000_000_000);
  });

  it('keeps a message once that two tabs get', async () => {
    const { messages, number } = makeArchive();
    const other = makeArchive(number).messages;
    const message = makeMessage();

    await Promise.all([messages.add(message), other.add(message)]);

    expect(await messages.list()).to.deep.equal([message]);
  });

  it('takes note of what became of a message, but not of one that is gone', async () => {
    const { messages } = makeArchive();
    const message = makeMessage({ from: 'me', status: 'sending' });
    await messages.add(message);
    const told = nextChange(messages);

    await messages.setStatus(message.id, 'delivered');
    await messages.setStatus('gone', 'failed');

    await told;
    expect(await messages.list()).to.deep.equal([{ ...message, status: 'delivered' }]);
  });

  it('keeps what was said in a room apart from what was said to one, and counts what nobody has seen', async () => {
    const { messages } = makeArchive();
    const toOne = makeMessage({ data: 'to me', unseen: true, at: 4 });
    const toAll = makeMessage({ data: 'to all', room: 'team', unseen: true, at: 3 });
    const [other, mine] = [
      makeMessage({ number: 'team', at: 2 }),
      makeMessage({ room: 'team', from: 'me', at: 1 }),
    ];
    for (const message of [toOne, toAll, other, mine]) await messages.add(message);

    expect(await messages.list({ number: 'bob' })).to.deep.equal([toOne]);
    expect(await messages.list({ room: 'team' })).to.deep.equal([toAll, mine]);
    expect(await messages.list({ number: 'team' })).to.deep.equal([other]);
    expect(await messages.countUnseen()).to.equal(2);
    expect(await messages.countUnseen({ room: 'team' })).to.equal(1);

    await messages.markSeen({ number: 'bob' });

    expect(await messages.countUnseen({ number: 'bob' })).to.equal(0);
    expect(await messages.countUnseen()).to.equal(1);
    const { unseen: _unseen, ...seen } = toOne;
    expect(await messages.list({ number: 'bob' })).to.deep.equal([seen]);
  });

  it('keeps the newest, as many as there is room for', async () => {
    const keeper = new Keeper({ number: freshOwner() });
    const messages = new MessageHistory(keeper, 100);
    // Without the wait for each, as in a busy chat.
    const all = Array.from({ length: 102 }, (_, at) => makeMessage({ at: at + 1, data: at }));
    await Promise.all(all.map(async (message) => messages.add(message)));

    const kept = await messages.list({ limit: 200 });

    expect(kept).to.have.lengthOf(100);
    expect(kept.at(-1)?.data).to.equal(2);
    keeper.close();
  });

  it('has room for 5,000', async () => {
    const { messages, number } = makeArchive();
    const oldest = makeMessage({ at: 1 });
    await messages.add(oldest);
    await repeatRow(number, oldest, 4_999);
    expect(await messages.list({ limit: 6_000 })).to.have.lengthOf(5_000);

    await messages.add(makeMessage({ at: 6_000 }));

    const kept = await messages.list({ limit: 6_000 });
    expect(kept).to.have.lengthOf(5_000);
    expect([kept[0]?.at, kept.at(-1)?.at]).to.deep.equal([6_000, 2]);
  });
});

/** Puts so many copies of a message into the browser's database at once, each a millisecond later. */
async function repeatRow(owner: string, message: MessageRecord, count: number): Promise<void> {
  const db = await openDB('rtc-elements');
  const { store, done } = db.transaction('messages', 'readwrite');
  const row = (await store.get([owner, message.id])) as Row;
  for (let n = 1; n <= count; n += 1) {
    const [id, at] = [`${message.id}-${n}`, message.at + n];
    void store.put({ ...row, id, at, entry: { ...message, id, at } });
  }
  await done;
  db.close();
}
