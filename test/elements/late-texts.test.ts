import { expect } from '@open-wc/testing';

import { broadcast } from '../../src/elements/english/places.js';
import { addTexts, setTexts, texts } from '../../src/elements/base/texts.js';

describe('words that come with their element', () => {
  it('do not undo what the page has replaced before they were there', () => {
    setTexts({ broadcast: { goLive: 'Auf Sendung' } });

    addTexts({ broadcast });

    expect(texts().broadcast.goLive).to.equal('Auf Sendung');
    expect(texts().broadcast.stop).to.equal(broadcast.stop);
    setTexts({ broadcast: { goLive: broadcast.goLive } });
    expect(texts().broadcast.goLive).to.equal(broadcast.goLive);
  });

  it('leave all other words as they are', () => {
    setTexts({ dismiss: 'Weg' });

    addTexts({ broadcast });

    expect(texts().dismiss).to.equal('Weg');
    setTexts({ dismiss: 'Dismiss' });
  });
});
