import { expect } from '@open-wc/testing';

import { cdp } from '../support/cdp.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

describe('A call that was answered while no device could be had', () => {
  const phones = new MemoryPhones();
  const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);

  afterEach(() => {
    navigator.mediaDevices.getUserMedia = capture;
    phones.close();
  });

  it('goes on, says so, and takes the microphone when it is tried again', async () => {
    await cdp('Browser.setPermission', { permission: { name: 'microphone' }, setting: 'granted' });
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob', { audio: true, video: false });
    const callee = await rings;
    const missing: string[] = [];
    callee.addEventListener('error', ({ detail }) => missing.push(detail.code));
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('in use', 'NotReadableError'));

    await callee.accept();
    await reaches(caller, 'active');
    expect(missing).to.deep.equal(['media-busy']);
    navigator.mediaDevices.getUserMedia = capture;
    await bob.media.retry();

    await until('alice hears bob', () => caller.remoteMedia.audio);
    expect(bob.media.track('audio')?.readyState).to.equal('live');
  });
});
