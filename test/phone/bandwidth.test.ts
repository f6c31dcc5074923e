import { expect } from '@open-wc/testing';

import type { Call } from '../../src/core.js';
import { shareBandwidth } from '../../src/phone/places/bandwidth.js';
import { freshNumber } from '../support/phones.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { until } from '../support/until.js';

describe('The line that several calls share', () => {
  /** What each of so many calls may send, in bits per second. */
  function sharesOf(count: number): readonly (number | undefined)[] {
    const shares: (number | undefined)[] = [];
    const calls = Array.from({ length: count }, (_, index) => ({
      limitVideo: (bits: number | undefined) => (shares[index] = bits),
    }));
    shareBandwidth(calls as unknown as readonly Call[]);
    return shares;
  }

  it('is all of one call, and divided among several, down to what is a picture', () => {
    expect(sharesOf(1)).to.deep.equal([undefined]);
    expect(sharesOf(2)).to.deep.equal([1_200_000, 1_200_000]);
    expect(new Set(sharesOf(8))).to.deep.equal(new Set([300_000]));
    expect(new Set(sharesOf(40))).to.deep.equal(new Set([120_000]));
  });

  it('is divided in the browser while a room is full, and given back when people leave', async () => {
    const phones = new MemoryPhones();
    const numbers = ['a', 'b', 'c'].map(freshNumber);
    const all = await Promise.all(numbers.map((number) => phones.connect(number)));
    const rooms = await Promise.all(all.map((phone) => phone.places.join('tea')));
    const limits = () =>
      (rooms[0]?.calls ?? []).map(({ peerConnection }) => {
        const video = peerConnection?.getSenders().find(({ track }) => track?.kind === 'video');
        return video?.getParameters().encodings[0]?.maxBitrate;
      });

    await until('both lines are limited', () => limits().join() === '1200000,1200000');
    rooms[2]?.leave();
    await until('the one that is left is not', () => limits().length === 1 && limits()[0] === undefined);

    phones.close();
  });
});
