import { expect } from '@open-wc/testing';

import type { Contact } from '../../src/elements/rtc-contacts.js';
import { setTexts, texts } from '../../src/elements/base/texts.js';
import { closeArchives, makeArchive, makeMessage } from '../support/archive.js';
import { showChat } from '../support/chat-element.js';
import { showContacts } from '../support/contacts-element.js';
import { asPhone, makePhone } from '../support/fake-phone.js';
import { INJECTION_VECTORS } from '../support/injection-vectors.js';
import { skeleton, watchInjection } from '../support/injection-watch.js';

const VECTORS = Object.values(INJECTION_VECTORS).flat();

describe('texts of strangers in chats and contacts', () => {
  watchInjection();

  afterEach(closeArchives);

  const makeRoom = (name: string, members: readonly string[]) =>
    Object.assign(new EventTarget(), {
      name,
      isOpen: true,
      calls: [],
      members: members.map((number) => ({ number })),
    });

  /** A chat in a room that has this name, in which these people have said these texts. */
  async function showRoom(name: string, said: readonly { readonly number: string; readonly data: string }[]) {
    const { archive, messages } = makeArchive();
    for (const [index, line] of said.entries())
      await messages.add(makeMessage({ ...line, room: name, at: 1_700_000_000_000 + index * 600_000 }));
    const phone = Object.assign(makePhone(), { history: archive });
    const room = makeRoom(
      name,
      said.map(({ number }) => number),
    );
    Object.assign(phone.places, { room });
    return await showChat(asPhone(phone));
  }

  for (const [how, vectors] of Object.entries(INJECTION_VECTORS)) {
    it(`stay texts ${how} as what is said, as who says it, and as the name of a room`, async () => {
      // As many as are read at once.
      for (let from = 0; from < vectors.length; from += 30) {
        const some = vectors.slice(from, from + 30);
        const plain = await showRoom(
          'team',
          some.map((_, index) => ({ number: `bob ${index}`, data: 'hello' })),
        );
        const shown = await showRoom(
          some[0] ?? '',
          some.map((vector) => ({ number: vector, data: vector })),
        );

        expect(shown.texts()).to.deep.equal(some);
        expect(skeleton(shown.element)).to.deep.equal(skeleton(plain.element));
      }
    });

    it(`stay texts ${how} as names, numbers and notes of contacts`, async () => {
      const show = async (contacts: readonly Contact[]) => {
        const { element, all } = await showContacts(asPhone(makePhone()), contacts);
        return { skeleton: skeleton(element), names: all('name').map(({ innerText }) => innerText) };
      };
      const plain = await show(vectors.map((_, index) => ({ number: `n ${index}`, name: 'bob', note: 'x' })));
      const shown = await show(
        vectors.map((vector, index) => ({ number: `n ${index}`, name: vector, note: vector })),
      );

      expect(shown.names).to.have.lengthOf(vectors.length);
      expect(shown.skeleton).to.deep.equal(plain.skeleton);
    });
  }

  it('stay texts as the words of a chat', async () => {
    const english = texts().chat;
    const { element } = await showRoom('team', [{ number: 'bob', data: 'hello' }]);
    const speak = async (word: string) => {
      const chat = Object.fromEntries(Object.keys(english).map((name) => [name, word]));
      setTexts({ chat });
      await element.updateComplete;
      return skeleton(element);
    };

    try {
      const plain = await speak('word');
      for (const vector of VECTORS) expect(await speak(vector), vector).to.deep.equal(plain);
    } finally {
      setTexts({ chat: english });
    }
  });
});
