import { expect } from '@open-wc/testing';

import { watchPage } from '../../src/signaling/page-wake.js';

describe('watchPage', () => {
  let life: AbortController;
  let news: string[];

  beforeEach(() => {
    life = new AbortController();
    news = [];
    const tell = (what: string) => () => news.push(what);
    watchPage({ onWake: tell('wake'), onOffline: tell('offline'), onVisible: tell('visible') }, life.signal);
  });
  afterEach(() => life.abort());

  const show = (persisted: boolean) =>
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));

  it('tells nothing when a page is shown for the first time, only when it comes out of the cache', () => {
    show(false);
    expect(news).to.deep.equal([]);

    show(true);
    expect(news).to.deep.equal(['wake']);
  });

  it('tells of a network that comes and goes, of a thaw, and of a look at the page', () => {
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('resume'));
    document.dispatchEvent(new Event('visibilitychange'));

    expect(news).to.deep.equal(['offline', 'wake', 'wake', 'visible']);
  });

  it('tells nothing when a page is hidden, or when nobody listens any more', () => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
    life.abort();
    document.dispatchEvent(new Event('visibilitychange'));
    show(true);

    expect(news).to.deep.equal([]);
  });
});
