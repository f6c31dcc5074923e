import { expect } from '@open-wc/testing';

import { listDevices, watchDevices, type Device } from '../../src/media/devices.js';
import { StrayRejections } from '../support/stray-rejections.js';
import { replug, unstubDevices, watchCapture } from './capture-watch.js';

/** A device as the browser lists it. */
const info = (kind: MediaDeviceKind, deviceId: string, label = ''): MediaDeviceInfo => ({
  kind,
  deviceId,
  label,
  groupId: '',
  toJSON: () => ({}),
});

describe('devices', () => {
  afterEach(unstubDevices);

  it('lists what the browser has, and asks the person nothing', async () => {
    const capture = watchCapture();
    const devices = await listDevices();
    capture.restore();

    expect(devices).to.deep.include({ id: 'default', kind: 'microphone', label: 'Fake Default Audio Input' });
    expect(devices.map(({ kind }) => kind)).to.include.members(['microphone', 'camera', 'speaker']);
    expect(capture.asked).to.deep.equal([]);
  });

  it('leaves out what cannot be chosen before the person has allowed anything', async () => {
    await replug([info('audioinput', ''), info('videoinput', ''), info('audiooutput', 'speaker-1')]);

    expect(await listDevices()).to.deep.equal([{ id: 'speaker-1', kind: 'speaker', label: '' }]);
  });

  it('lists nothing where the browser lends nothing', async () => {
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
    const devices = await listDevices();
    watchDevices(() => {}, new AbortController().signal);
    Reflect.deleteProperty(navigator, 'mediaDevices');

    expect(devices).to.deep.equal([]);
  });

  it('tells the newest list once when several changes come together', async () => {
    const watching = new AbortController();
    const lists: (readonly Device[])[] = [];
    const told = new Promise<void>((resolve) => {
      watchDevices((devices) => {
        lists.push(devices);
        resolve();
      }, watching.signal);
    });

    const changes = [
      replug([info('audioinput', 'headset')]),
      replug([info('audioinput', 'headset'), info('audioinput', 'table')]),
    ];
    await Promise.all([told, ...changes]);
    watching.abort();

    expect(lists.map((devices) => devices.map(({ id }) => id))).to.deep.equal([['headset', 'table']]);
  });

  it('is silent about a change of which the browser can list nothing, and tells the next', async () => {
    const strays = new StrayRejections();
    const watching = new AbortController();
    const lists: (readonly Device[])[] = [];
    watchDevices((devices) => lists.push(devices), watching.signal);

    navigator.mediaDevices.enumerateDevices = () =>
      Promise.reject(new DOMException('gone', 'InvalidStateError'));
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    const uncaught = await strays.take();
    strays.close();
    await replug([info('audioinput', 'table')]);
    watching.abort();

    expect(uncaught).to.deep.equal([]);
    expect(lists).to.have.length(1);
  });

  it('tells nothing once the signal has aborted, not even what is on its way', async () => {
    const watching = new AbortController();
    let told = 0;
    watchDevices(() => (told += 1), watching.signal);

    const first = replug([info('audioinput', 'headset')]);
    watching.abort();
    await Promise.all([first, replug([])]);

    expect(told).to.equal(0);
  });
});
