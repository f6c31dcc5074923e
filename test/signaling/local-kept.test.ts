import { expect } from '@open-wc/testing';

import { LocalSignaling } from '../../src/signaling/local/local-signaling.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';

const WEEK_MS = 7 * 24 * 3_600_000;

/** What is particular to one browser: its storage, and its tabs, which may crash. */
describe('LocalSignaling', () => {
  const made: LocalSignaling[] = [];
  const { setItem } = Storage.prototype;
  const { now } = Date;

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks');
    Storage.prototype.setItem = setItem;
    Date.now = now;
    for (const signaling of made.splice(0)) signaling.close();
    localStorage.clear();
  });

  async function connect(number = freshNumber('end')) {
    const signaling = new LocalSignaling(number);
    made.push(signaling);
    await signaling.connect();
    return { number, signaling };
  }

  /** Lets the browser's storage refuse what is written, as long as it is said. */
  function refuseWrites(refuses: () => boolean): void {
    Storage.prototype.setItem = function set(this: Storage, key: string, value: string) {
      if (refuses()) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, value);
    };
  }

  it('forgets what is older than a week', async () => {
    const [alice, bob] = [await connect(), await connect()];
    Date.now = () => now() - WEEK_MS - 1_000;
    await alice.signaling.send(bob.number, { n: 1 }, { keep: true });
    Date.now = () => now() - WEEK_MS + 60_000;
    await alice.signaling.send(bob.number, { n: 2 }, { keep: true });
    Date.now = now;

    const recalled = await bob.signaling.recall();

    expect(recalled.map(({ payload }) => payload)).to.deep.equal([{ n: 2 }]);
    expect(recalled[0]?.ageMs).to.be.closeTo(WEEK_MS - 60_000, 5_000);
    expect(localStorage).to.have.lengthOf(1);
  });

  it('keeps the order whatever the clock does', async () => {
    const [alice, bob] = [await connect(), await connect()];

    for (const [n, aheadMs] of [0, 10_000, -20_000, 0].entries()) {
      Date.now = () => now() + aheadMs;
      await alice.signaling.send(bob.number, { n }, { keep: true });
    }
    Date.now = now;

    const recalled = await bob.signaling.recall();
    expect(recalled.map(({ payload }) => payload)).to.deep.equal([0, 1, 2, 3].map((n) => ({ n })));
    expect(recalled.every(({ ageMs }) => ageMs >= 0)).to.equal(true);
  });

  it('makes room by forgetting the oldest when the storage is full', async () => {
    const [alice, bob] = [await connect(), await connect()];
    for (const n of [1, 2, 3]) await alice.signaling.send(bob.number, { n }, { keep: true });
    let failures = 2;
    refuseWrites(() => (failures -= 1) >= 0);

    await alice.signaling.send(bob.number, { n: 4 }, { keep: true });

    const recalled = await bob.signaling.recall();
    expect(recalled.map(({ payload }) => payload)).to.deep.equal([{ n: 3 }, { n: 4 }]);
  });

  it('says "too-large" when there is no room even for it alone, and tells nobody of it', async () => {
    const [alice, bob] = [await connect(), await connect()];
    const arrivals: unknown[] = [];
    bob.signaling.addEventListener('arrival', ({ detail }) => arrivals.push(detail.payload));
    refuseWrites(() => true);

    const error = await alice.signaling
      .send(bob.number, { n: 1 }, { keep: true })
      .catch((reason: unknown) => reason);
    await alice.signaling.send(bob.number, { n: 2 });
    await until('the second is there', () => arrivals.length > 0);

    expect(error).to.have.property('code', 'too-large');
    expect(arrivals).to.deep.equal([{ n: 2 }]);
  });

  it('brings what it cannot keep to those who are there, where the browser lends no storage', async () => {
    const [alice, bob] = [await connect(), await connect()];
    const arrivals: unknown[] = [];
    bob.signaling.addEventListener('arrival', ({ detail }) => arrivals.push(detail.payload));
    const lent = Object.getOwnPropertyDescriptor(window, 'localStorage') ?? {};
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });

    try {
      await alice.signaling.send(bob.number, { n: 1 }, { keep: true });
      await until('it is there', () => arrivals.length === 1);
      const error = await bob.signaling.recall().catch((reason: unknown) => reason);
      expect(error).to.have.property('code', 'unsupported');
    } finally {
      Object.defineProperty(window, 'localStorage', lent);
    }
  });

  it('stands whatever somebody else has written there', async () => {
    const [alice, bob] = [await connect(), await connect()];
    await alice.signaling.send(bob.number, { n: 1 }, { keep: true });
    const key = localStorage.key(0) ?? '';
    for (const [index, value] of [
      '',
      '{',
      'null',
      '7',
      '{"from":7}',
      '{"from":"x","payload":null}',
    ].entries()) {
      localStorage.setItem(key.replace(/\d{15}$/, String(index + 1).padStart(15, '0')), value);
      localStorage.setItem(`${key}${index}`, value);
      localStorage.setItem(key.replace(/\d{15}$/, 'not-a-time-at-a'), value);
    }

    const recalled = await bob.signaling.recall();

    expect(recalled.map(({ payload }) => payload)).to.deep.equal([{ n: 1 }]);
  });

  it('forgets at once who was in a tab that is gone without a word', async () => {
    const { signaling: watcher } = await connect();
    const name = `on:${freshNumber('bob')}`;
    const looking = watcher.group(name);
    const shown = () => looking.members?.map(({ number }) => number).join();
    const tab = document.createElement('iframe');
    document.body.append(tab);
    await enterFrom(tab, 'bob', name);
    await until('bob is there', () => shown() === 'bob');

    tab.remove();

    await until('bob is gone', () => shown() === '', 2_000);
  });

  it('leaves it unknown who is where on a page that is not secure and so has no locks, and says so', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    const events: string[] = [];
    const signaling = new LocalSignaling(freshNumber('end'), ({ event }) => events.push(event));
    made.push(signaling);
    await signaling.connect();

    const group = signaling.group('room:x', { name: 'x' });
    await until(
      'both are said: that nobody hears of us, and that nobody is known',
      () => events.length === 2,
    );
    group.tell({ name: 'y' });
    await until('it is said again', () => events.length === 3);
    group.close();

    expect(new Set(events)).to.deep.equal(new Set(['group-unknown']));
    expect(group.members).to.equal(undefined);
  });

  it('stands whatever lock somebody else holds', async () => {
    const { signaling, number } = await connect();
    const held = new AbortController();
    const names = ['', '{', 'null', '7', '["room:x"]', '["room:x","m",null,1]', '["room:x","m",{},"1"]'];
    for (const name of names) {
      void navigator.locks.request(
        `rtc-elements group ${name}`,
        () => new Promise((release) => held.signal.addEventListener('abort', release)),
      );
    }

    const group = signaling.group('room:x', { name: 'x' });
    await until('it is known', () => group.members !== undefined && group.members.length > 0);
    held.abort();

    expect(group.members).to.deep.equal([{ number, about: { name: 'x' } }]);
  });
});

/** Lets a phone of another tab enter a group: the frame has its own copy of the code, and of the browser's locks. */
async function enterFrom(tab: HTMLIFrameElement, number: string, name: string): Promise<void> {
  const url = new URL('../../src/signaling/local/local-signaling.ts', import.meta.url).href;
  const inside = tab.contentWindow as (Window & typeof globalThis) | null;
  if (!inside) throw new Error('The frame is not in the page.');
  const load = new inside.Function('url', 'return import(url)') as (
    from: string,
  ) => Promise<{ readonly LocalSignaling: typeof LocalSignaling }>;
  const module = await load(url);
  const signaling = new module.LocalSignaling(number);
  await signaling.connect();
  signaling.group(name, { status: 'available' });
}
