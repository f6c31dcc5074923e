import { expect } from '@open-wc/testing';

import type { Call, Phone } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

const TRUSTS_ALICE = { earlyConnection: ['alice'] };

describe('A call from somebody who is trusted, at a number with two devices', function () {
  this.timeout(20_000);
  let phones: MemoryPhones;
  beforeEach(() => (phones = new MemoryPhones()));
  afterEach(() => phones.close());

  /** Alice calls Bob, whose two devices ring. */
  async function ring(options: Parameters<MemoryPhones['connect']>[1] = TRUSTS_ALICE) {
    const alice = await phones.connect('alice');
    const bobs: readonly Phone[] = [
      await phones.connect('bob', TRUSTS_ALICE),
      await phones.connect('bob', options),
    ];
    const rings = Promise.all(bobs.map(nextRing));
    const caller = await alice.dial('bob');
    const callees = await rings;
    await until('both were heard', () => caller.standing.devices.ringing.length === 2);
    const [taken, other] = callees.toSorted((one) => (isTaken(caller, one) ? -1 : 1)) as [Call, Call];
    return { caller, taken, other };
  }

  /** Whether it is the one whose answer the caller has taken. */
  const isTaken = (caller: Call, { standing }: Call) => caller.standing.devices.early === standing.device;

  async function seesPictures(caller: Call, callee: Call): Promise<void> {
    for (const call of [caller, callee]) {
      await reaches(call, 'active');
      play(call);
      await until('a picture is there', async () => (await decodedFrames(call)) > 0);
    }
  }

  it('goes to the one whose answer the caller has taken', async () => {
    const { caller, taken, other } = await ring();

    await taken.accept();

    await seesPictures(caller, taken);
    expect(await reaches(other, 'ended')).to.include({ reason: 'elsewhere' });
  });

  it('goes to the other one, which falls back to the usual way', async () => {
    const { caller, taken, other } = await ring();

    await other.accept();

    await seesPictures(caller, other);
    expect(await reaches(taken, 'ended')).to.include({ reason: 'elsewhere' });
  });

  it('goes to the one that trusts nobody, as well', async () => {
    const { caller, taken, other } = await ring({});
    expect(other.peerConnection).to.equal(undefined);

    await other.accept();

    await seesPictures(caller, other);
    expect(await reaches(taken, 'ended')).to.include({ reason: 'elsewhere' });
  });

  it('rings on at the other one when the page of the first is closed', async () => {
    const { caller, taken, other } = await ring();

    taken.leave();
    await until('the caller knows', () => caller.standing.devices.ringing.length === 1);
    await other.accept();

    await seesPictures(caller, other);
  });

  it('is with one of them when both accept at once', async () => {
    const { caller, taken, other } = await ring();

    await Promise.all([taken.accept(), other.accept()]);

    await reaches(caller, 'active');
    const phases = () => [taken, other].map(({ state }) => state.phase).toSorted();
    await until('one has it, and the other has not', () => phases().join() === 'active,ended');
  });
});
