import { expect } from '@open-wc/testing';

import { refusal, watchCapture, type CaptureWatch } from '../media/capture-watch.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';

describe('A call that the browser does not let this person make', () => {
  let phones: MemoryPhones;
  let capture: CaptureWatch;

  beforeEach(() => {
    phones = new MemoryPhones();
    capture = watchCapture();
  });

  afterEach(() => {
    phones.close();
    capture.restore();
  });

  for (const [name, code] of [
    ['NotAllowedError', 'media-dismissed'],
    ['NotFoundError', 'media-missing'],
    ['NotReadableError', 'media-busy'],
  ] as const) {
    it(`is no call: ${code} is said to who dialled, and to nobody else`, async () => {
      const alice = await phones.connect('alice');
      const errors: unknown[] = [];
      alice.addEventListener('error', ({ detail }) => errors.push(detail));
      capture.answer(() => refusal(name));

      const error = await alice.dial('bob').catch((reason: unknown) => reason);

      expect(error).to.have.property('code', code);
      expect(alice.call).to.equal(undefined);
      expect(alice.calls).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
    });
  }

  it('leaves the call before it where it was, for a screen to show', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const before = await alice.dial('bob');
    await (await rings).reject();
    await reaches(before, 'ended');
    capture.answer(() => refusal('NotAllowedError'));
    const shown: unknown[] = [];
    alice.addEventListener('callschange', () => shown.push(alice.call === before || alice.call?.state.phase));

    await alice.dial('bob').catch(() => {});

    expect(alice.call).to.equal(before);
    expect(shown).to.deep.equal(['calling', true]);
  });

  it('rings nowhere when the browser must ask first, and not at all when the person gives up', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const answer = capture.delay();
    const dialled = alice.dial('bob', { audio: true, video: false });

    await alice.hangUp();
    answer();
    const call = await dialled;

    expect(call.state).to.include({ phase: 'ended', reason: 'cancelled' });
    expect(bob.call).to.equal(undefined);
    expect(phones.network.sent).to.deep.equal([]);
  });
});
