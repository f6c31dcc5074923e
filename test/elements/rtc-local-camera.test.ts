import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError, type PhoneErrorCode } from '../../src/base/errors.js';
import type { RtcLocalCameraElement } from '../../src/elements/rtc-local-camera.js';
import '../../src/elements/rtc-local-camera.js';
import type { DeviceState } from '../../src/media/local-media.js';
import { asPhone, makePhone, type FakePhone } from '../support/fake-phone.js';
import { until } from '../support/until.js';

const OFF: DeviceState = { status: 'off', enabled: true };
const ON: DeviceState = { status: 'on', enabled: true };

const failed = (code: PhoneErrorCode): DeviceState => ({
  status: 'failed',
  enabled: true,
  error: new PhoneError(code, code),
});

async function show(camera: DeviceState = ON, microphone: DeviceState = OFF, phone: FakePhone = makePhone()) {
  phone.media.become({ camera, microphone });
  const element = await fixture<RtcLocalCameraElement>(
    html`<rtc-local-camera .phone=${asPhone(phone)}></rtc-local-camera>`,
  );
  return { element, phone, media: phone.media, ...partsOf(element) };
}

function partsOf(element: RtcLocalCameraElement) {
  const part = (name: string) => element.renderRoot.querySelector<HTMLElement>(`[part='${name}']`);
  const visible = (node: HTMLElement | null) => node?.checkVisibility() === true;
  return {
    part,
    words: () => element.renderRoot.querySelector<HTMLElement>('.stage')?.innerText ?? '',
    problem: () => part('problem')?.innerText.trim(),
    press: async (name: string) => {
      part(name)?.click();
      // One turn for the request, one for what it has done.
      await element.updateComplete;
      await new Promise(requestAnimationFrame);
    },
    shows: (name: string) => visible(part(name)),
  };
}

describe('rtc-local-camera', () => {
  const states = [
    { camera: OFF, state: 'off', words: 'Your camera is off', button: 'Turn camera on' },
    {
      camera: { ...OFF, enabled: false },
      state: 'off',
      words: 'Your camera is off',
      button: 'Turn camera on',
    },
    {
      camera: { ...ON, status: 'starting' },
      state: 'starting',
      words: 'Starting the camera',
      button: 'Turn camera off',
    },
    { camera: ON, state: 'on', words: 'Your camera is on', button: 'Turn camera off' },
    { camera: failed('media-denied'), state: 'failed', words: 'site settings', button: 'Try again' },
    { camera: failed('media-dismissed'), state: 'failed', words: 'choose Allow', button: 'Try again' },
    {
      camera: failed('media-blocked'),
      state: 'failed',
      words: 'allow="camera; microphone"',
      button: undefined,
    },
    { camera: failed('media-missing'), state: 'failed', words: 'Connect one', button: 'Try again' },
    { camera: failed('media-busy'), state: 'failed', words: 'Another program', button: 'Try again' },
    { camera: failed('media-failed'), state: 'failed', words: 'did not start', button: 'Try again' },
    { camera: failed('insecure-context'), state: 'failed', words: 'https://', button: undefined },
    { camera: failed('unsupported'), state: 'failed', words: 'Try a current', button: undefined },
  ] as const;

  for (const { camera, state, words, button } of states) {
    const code = 'error' in camera ? `: ${camera.error?.code}` : '';
    it(`says in words, and with the next step, that the camera is ${state}${code}`, async () => {
      const shown = await show(camera);

      expect(shown.words()).to.contain(words);
      expect(shown.element.matches(`[state='${state}']:state(${state})`)).to.equal(true);
      const label = shown.part('camera')?.ariaLabel ?? shown.part('camera')?.innerText.trim();
      expect(shown.shows('camera') ? label : undefined).to.equal(button);
      await expect(shown.element).to.be.accessible();
    });
  }

  it('says when it is the browser that waits for the person', async () => {
    const phone = makePhone();
    phone.media.permissions = 'prompt';
    const { element, words } = await show({ ...OFF, status: 'starting' }, OFF, phone);

    await until('the browser asks', () => element.getAttribute('state') === 'asking');
    await element.updateComplete;

    expect(words()).to.contain('Allow the camera').and.to.contain('next to the address');
    await expect(element).to.be.accessible();
  });

  it('tells a screen reader of a failure at once, and of progress when there is time', async () => {
    const { element, media } = await show(OFF);
    const live = (role: string) => element.renderRoot.querySelector(`[role=${role}]`)?.textContent.trim();
    expect(live('status')).to.equal('Your camera is off');

    media.become({ camera: failed('media-busy') });
    await element.updateComplete;

    expect(live('status')).to.equal('Camera unavailable');
    expect(live('alert')).to.contain('Another program');
  });

  it('asks the page, then switches the camera on and takes a share in it', async () => {
    const { element, media, press } = await show(OFF);
    const asked = oneEvent(element, 'rtc-camera-request');

    await press('camera');

    expect((await asked).detail).to.deep.equal({ enabled: true });
    expect(media.commands).to.deep.equal([
      ['setCameraEnabled', true],
      ['open', { audio: false, video: true }],
    ]);
  });

  it('gives back a share that comes after it was given up', async () => {
    const { element, media } = await show(OFF);
    let arrive = () => {};
    media.until = new Promise((resolve) => (arrive = resolve));

    const started = element.start();
    element.stop();
    arrive();
    await started;

    expect(media.commands).to.deep.equal([['open', { audio: false, video: true }]]);
    expect(media.holds).to.deep.equal([]);
  });

  it('leaves the camera alone when the page answers in its own way', async () => {
    const { element, media, press } = await show(OFF);
    element.addEventListener('rtc-camera-request', (event) => event.preventDefault());

    await press('camera');

    expect(media.commands).to.deep.equal([]);
  });

  it('switches the camera off, also one that is still starting', async () => {
    const { element, media, press } = await show(ON);

    await press('camera');
    media.become({ camera: { status: 'starting', enabled: true } });
    await element.updateComplete;
    await press('camera');

    expect(media.commands).to.deep.equal([
      ['setCameraEnabled', false],
      ['setCameraEnabled', false],
    ]);
  });

  it('tries again on a press', async () => {
    const { media, press } = await show(failed('media-busy'));

    await press('camera');

    expect(media.commands.map(([name]) => name)).to.deep.equal(['setCameraEnabled', 'retry', 'open']);
  });

  it('tells the page why the camera could not be had, and the person once', async () => {
    const { element, media, press, problem, words } = await show(OFF);
    const { error } = failed('media-denied');
    const told = oneEvent(element, 'rtc-error');
    media.open = () => {
      media.become({ camera: failed('media-denied') });
      return Promise.reject(error ?? new Error('no error'));
    };

    await press('camera');

    expect((await told).detail).to.equal(error);
    expect(words()).to.contain('site settings');
    expect(problem()).to.equal(undefined);

    media.become({ camera: ON });
    await element.updateComplete;
    expect(problem(), 'a call could have it').to.equal(undefined);
  });

  it('says so where there is no phone', async () => {
    const element = await fixture<RtcLocalCameraElement>(html`<rtc-local-camera></rtc-local-camera>`);
    const { press, problem, words } = partsOf(element);
    const told = oneEvent(element, 'rtc-error');

    await press('camera');

    expect((await told).detail).to.have.property('code', 'no-phone');
    expect(problem()).to.contain('no phone');
    expect(words()).to.contain('Your camera is off');
    await expect(element).to.be.accessible();
  });

  it('mutes and unmutes, and says so on the picture', async () => {
    const { element, media, press, part, shows } = await show(ON);
    expect(part('microphone')?.ariaLabel).to.equal('Mute');

    await press('microphone');
    media.become({ microphone: { status: 'off', enabled: false } });
    await element.updateComplete;

    expect(shows('muted')).to.equal(true);
    expect(part('muted')?.innerText).to.equal('Muted');
    expect(part('microphone')?.ariaLabel).to.equal('Unmute');
    await expect(element).to.be.accessible();

    await press('microphone');
    expect(media.commands).to.deep.equal([
      ['setMicrophoneEnabled', false],
      ['setMicrophoneEnabled', true],
    ]);
  });

  it('says why there is no microphone, and tries it again on a press', async () => {
    const { element, media, press, problem } = await show(ON, failed('media-missing'));

    expect(problem()).to.contain('Connect one');
    await expect(element).to.be.accessible();

    await press('microphone');
    expect(media.commands).to.deep.equal([['setMicrophoneEnabled', true], ['retry']]);
  });

  it('says one thing when camera and microphone fail for one reason', async () => {
    const { element } = await show(failed('media-denied'), failed('media-denied'));

    expect(element.renderRoot.querySelectorAll('[role=alert]')).to.have.lengthOf(1);
  });

  it('is worked by keys alone, and keeps the focus where it was', async () => {
    const { element, media, part } = await show(OFF);
    const focused = () => element.shadowRoot?.activeElement;

    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal(part('microphone'));
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await until('the camera is shared', () => media.holds.length === 1);
    media.become({ camera: ON });
    await element.updateComplete;

    expect(focused()).to.equal(part('camera'));
    expect(focused()?.ariaLabel).to.equal('Turn camera off');
  });

  it('shows only the picture in a small box', async () => {
    const { element, part, shows, words } = await show(failed('media-denied'), { ...OFF, enabled: false });

    element.style.inlineSize = '8rem';

    expect([shows('controls'), shows('devices')]).to.deep.equal([false, false]);
    expect(words()).to.contain('Camera unavailable').and.not.to.contain('Muted');
    expect(shows('muted')).to.equal(true);
    expect(part('stage')?.scrollWidth).to.be.at.most(128);
    await expect(element).to.be.accessible();
  });

  it('is 4 to 3 by itself, grows with its words, and fills a box that has a height', async () => {
    const { element, media, part } = await show(OFF);
    const stage = part('stage') as HTMLElement;
    element.style.inlineSize = '20rem';
    expect(stage.clientHeight).to.equal(240);

    element.style.blockSize = '15rem';
    expect(element.scrollHeight, 'with the menus below').to.be.at.most(240);
    element.style.blockSize = '50rem';
    expect(stage.clientHeight).to.be.greaterThan(700);

    element.style.inlineSize = '14.5rem';
    element.style.blockSize = 'auto';
    media.become({ camera: failed('media-blocked') });
    await element.updateComplete;
    expect(stage.scrollHeight).to.be.at.most(stage.clientHeight);
    expect(stage.clientHeight).to.be.greaterThan(200);
  });
});
