import { expect } from '@open-wc/testing';

import { watchNetwork } from '../../src/peer/network-watch.js';

describe('watchNetwork', () => {
  const connection = Object.assign(new EventTarget(), { type: 'wifi' });
  let life: AbortController;
  let changes: number;

  beforeEach(() => {
    life = new AbortController();
    changes = 0;
    connection.type = 'wifi';
    Object.defineProperty(navigator, 'connection', { configurable: true, value: connection });
    watchNetwork(() => (changes += 1), life.signal);
  });
  afterEach(() => {
    life.abort();
    Reflect.deleteProperty(navigator, 'connection');
    Reflect.deleteProperty(navigator, 'onLine');
  });

  it('tells when the device is online again, and when the page wakes up', () => {
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    document.dispatchEvent(new Event('resume'));

    expect(changes).to.equal(3);
  });

  it('tells nothing when a page is shown for the first time', () => {
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));

    expect(changes).to.equal(0);
  });

  it('tells of another kind of network, and of no new estimate of its speed', () => {
    connection.dispatchEvent(new Event('change'));
    expect(changes).to.equal(0);

    connection.type = 'cellular';
    connection.dispatchEvent(new Event('change'));
    connection.dispatchEvent(new Event('change'));

    expect(changes).to.equal(1);
  });

  it('tells of a network that is gone only when there is one again', () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    connection.type = 'none';
    connection.dispatchEvent(new Event('change'));
    expect(changes).to.equal(0);

    Reflect.deleteProperty(navigator, 'onLine');
    connection.type = 'cellular';
    connection.dispatchEvent(new Event('change'));

    expect(changes).to.equal(1);
  });

  it('tells nothing when nobody listens any more', () => {
    life.abort();

    window.dispatchEvent(new Event('online'));
    connection.type = 'cellular';
    connection.dispatchEvent(new Event('change'));

    expect(changes).to.equal(0);
  });
});
