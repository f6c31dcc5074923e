import { expect } from '@open-wc/testing';

import {
  closeArchives,
  freshOwner,
  makeArchive,
  makeMissed,
  makeRecord,
  nextChange,
} from '../support/archive.js';
import { OtherTab } from '../support/other-tab.js';

describe('Two tabs of one number', () => {
  afterEach(closeArchives);

  async function open() {
    const { calls, number } = makeArchive();
    await calls.list();
    const tab = await OtherTab.open();
    const there = new tab.page.Archive({ number });
    await there.calls.prepare();
    return { calls, number, tab, there };
  }

  it('show each other what is new, seen and deleted', async () => {
    const { calls, tab, there } = await open();
    const call = makeMissed();

    let told = nextChange(calls);
    await there.calls.record(call);
    await told;
    expect(await calls.list()).to.deep.equal([call]);

    told = nextChange(there.calls);
    await calls.markSeen();
    await told;
    expect(await there.calls.countMissed()).to.equal(0);

    told = nextChange(calls);
    await there.calls.clear();
    await told;
    expect(await calls.list()).to.deep.equal([]);
    tab.close();
  });

  it('do not hear of the calls of another number', async () => {
    const { calls, tab } = await open();
    const stranger = new tab.page.Archive({ number: freshOwner() });
    let changes = 0;
    calls.addEventListener('change', () => (changes += 1));

    await stranger.calls.record(makeRecord());
    // Channels keep the order of all that is sent on a page, so this would come behind it.
    const told = nextChange(calls);
    await calls.clear();
    await told;

    expect(changes).to.equal(1);
    tab.close();
  });

  it('have the call that a page was in when it was closed, at once', async () => {
    const { calls, tab, there } = await open();
    const call = makeRecord({ reason: 'left' });
    tab.page.addEventListener('pagehide', () => void there.calls.record(call));
    const told = nextChange(calls);

    tab.close();

    await told;
    expect(await calls.list()).to.deep.equal([call]);
  });

  it('have the call that nobody had answered when the page was closed', async () => {
    const { calls, tab, there } = await open();
    const call = makeMissed({ reason: 'left', by: 'local' });
    tab.page.addEventListener('pagehide', () => void there.calls.record(call));
    const told = nextChange(calls);

    tab.close();

    await told;
    expect(await calls.list()).to.deep.equal([call]);
  });

  it('hear of what has happened while the page was away, when it comes back', async () => {
    const { calls, number, tab, there } = await open();
    const leave = (type: string) => window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
    leave('pagehide');
    await there.calls.record(makeRecord());
    let told = nextChange(calls);

    leave('pageshow');

    await told;
    expect(await calls.list()).to.have.lengthOf(1);
    told = nextChange(calls);
    await new tab.page.Archive({ number }).calls.clear();
    await told;
    tab.close();
  });
});
