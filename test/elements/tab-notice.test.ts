import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';

import { noticeRing } from '../../src/elements/sound/tab-notice.js';

describe('a ring in the tab', () => {
  const title = document.title;
  let isHidden = false;
  let end = new AbortController();

  beforeEach(() => {
    document.title = 'My shop';
    isHidden = false;
    end = new AbortController();
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
  });
  afterEach(() => {
    end.abort();
    Reflect.deleteProperty(document, 'hidden');
    document.title = title;
  });

  function look(away: boolean) {
    isHidden = away;
    document.dispatchEvent(new Event('visibilitychange'));
  }

  it('is in its title while nobody looks, and only as long as it rings', () => {
    noticeRing(document, end.signal);
    expect(document.title).to.equal('My shop');

    look(true);
    expect(document.title).to.equal('Incoming call · My shop');
    look(false);
    expect(document.title).to.equal('My shop');
    look(true);
    end.abort();
    expect(document.title).to.equal('My shop');

    look(false);
    look(true);
    expect(document.title).to.equal('My shop');
  });

  it('leaves a title alone that the page has written meanwhile', () => {
    look(true);
    noticeRing(document, end.signal);

    document.title = 'Basket (1)';
    end.abort();

    expect(document.title).to.equal('Basket (1)');
  });

  it('of two phones is taken back by both, in whatever order', () => {
    const other = new AbortController();
    look(true);
    noticeRing(document, end.signal);
    noticeRing(document, other.signal);

    end.abort();
    expect(document.title).to.equal('Incoming call · My shop');
    other.abort();
    expect(document.title).to.equal('My shop');
  });

  it('vibrates until it is over, once the person has touched the page: before, browsers forbid it', async () => {
    const asked: unknown[] = [];
    Object.defineProperty(navigator, 'vibrate', {
      configurable: true,
      value: (pattern: VibratePattern) => asked.push(pattern),
    });

    noticeRing(document, new AbortController().signal);
    expect(asked).to.deep.equal([]);

    await sendMouse({ type: 'click', position: [1, 1] });
    noticeRing(document, end.signal);
    expect(asked[0]).to.include(400).and.have.length.above(1);
    end.abort();
    expect(asked.at(-1)).to.equal(0);

    Reflect.deleteProperty(navigator, 'vibrate');
  });
});
