import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import { chooseSpeaker } from '../../src/elements/sound/speaker.js';
import { expectAccessible, hasPart, part, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makeCall, makePhone } from '../support/fake-phone.js';
import { until } from '../support/until.js';

const ACTIVE = { phase: 'active', since: 0 } as const;
const ENDED = { phase: 'ended', reason: 'hung-up', by: 'local', at: 0 } as const;

describe('<rtc-call> speakers', () => {
  let stream: MediaStream;
  let outputs: MediaDeviceInfo[] = [];

  // The browser tells of speakers only after the person has allowed a capture.
  before(async () => {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    const devices = await navigator.mediaDevices.enumerateDevices();
    outputs = devices.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== 'default');
  });
  after(() => stream.getTracks().forEach((track) => track.stop()));
  afterEach(() => {
    chooseSpeaker('');
    Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');
  });

  async function show({ camera = 'on' }: { camera?: 'on' | 'off' } = {}) {
    const call = makeCall({ state: ACTIVE, remoteStream: stream });
    const phone = makePhone(call);
    phone.media.camera = { status: camera, enabled: camera === 'on' };
    const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(phone)}></rtc-call>`);
    return { call, phone, element };
  }

  async function showMenu() {
    const shown = await show();
    await until('there is a choice', () => hasPart(shown.element, 'speaker'));
    return { ...shown, menu: menuOf(shown.element) };
  }

  const menuOf = (element: Element) =>
    visiblePart(element, 'speaker').querySelector('select') as HTMLSelectElement;
  const sinkOf = (element: Element) => (part(element, 'video') as HTMLVideoElement).sinkId;

  function choose(menu: HTMLSelectElement, id: string) {
    menu.value = id;
    menu.dispatchEvent(new Event('change'));
  }

  /** Devices go, as the browser tells it. */
  function haveOutputs(devices: readonly MediaDeviceInfo[]) {
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve([...devices]);
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  }

  it('offers all that there are, and the default one', async () => {
    const { menu } = await showMenu();

    expect([...menu.options].map(({ text }) => text.trim())).to.deep.equal([
      'Default speaker',
      ...outputs.map(({ label }) => label),
    ]);
    expect(menu.value).to.equal('');
    expect(menu).to.have.attribute('aria-label', 'Speaker');
  });

  it('lets the other side be heard on the one that was chosen, in this call and in the next', async () => {
    const { element, menu, call, phone } = await showMenu();
    const [first] = outputs;

    choose(menu, first?.deviceId ?? '');
    await until('it is heard there', () => sinkOf(element) === first?.deviceId);
    expect(element.speaker).to.equal(first?.deviceId);

    call.become(ENDED);
    phone.begin(makeCall({ state: ACTIVE, remoteStream: stream }));
    await settled(element);
    await until('the next one is heard there', () => sinkOf(element) === first?.deviceId);
    await until('the menu says so', () => menuOf(element).value === first?.deviceId);
  });

  it('is the same in all elements of the page, whoever chose', async () => {
    const [one, other] = [await showMenu(), await showMenu()];

    one.element.speaker = outputs[1]?.deviceId ?? '';

    await until('both are heard there', () =>
      [one, other].every(({ element }) => sinkOf(element) === outputs[1]?.deviceId),
    );
    expect(other.menu.value).to.equal(outputs[1]?.deviceId);
  });

  it('can be chosen by keys', async () => {
    const { element, menu } = await showMenu();

    menu.focus();
    await sendKeys({ press: 'ArrowDown' });

    await until('it is heard there', () => sinkOf(element) === outputs[0]?.deviceId);
    expect(getComputedStyle(visiblePart(element, 'speaker')).outlineStyle).to.equal('solid');
  });

  it('goes back to the default one, and says so, when the chosen one is unplugged', async () => {
    const { element, menu } = await showMenu();
    choose(menu, outputs[0]?.deviceId ?? '');
    await until('it is heard there', () => sinkOf(element) === outputs[0]?.deviceId);

    haveOutputs(outputs.slice(1));

    await until('it is heard on the default one', () => sinkOf(element) === '');
    expect(words(element, 'notice')).to.contain('You hear the call on the default one');
    expect(element.shadowRoot?.querySelector('[role=status]')).to.contain.text('default one');
    expect(element.speaker).to.equal('');
  });

  it('says so as well when a page asks for one that is not there', async () => {
    const { element } = await showMenu();

    element.speaker = 'gone';

    await until('the person is told', () => hasPart(element, 'notice'));
    expect(sinkOf(element)).to.equal('');

    element.speaker = outputs[0]?.deviceId ?? '';
    await until('it is heard there', () => sinkOf(element) === outputs[0]?.deviceId);
    expect(hasPart(element, 'notice')).to.equal(false);
  });

  it('is nothing to choose where there is no choice, nor before the two talk', async () => {
    haveOutputs(outputs.slice(1));
    const { element } = await show();
    await settled(element);
    expect(hasPart(element, 'speaker')).to.equal(false);

    haveOutputs(outputs);
    await until('there is a choice', () => hasPart(element, 'speaker'));
    const { element: ringing, call } = await show();
    call.become({ phase: 'ringing' });
    await settled(ringing);
    expect(hasPart(ringing, 'speaker')).to.equal(false);
  });

  it('is nothing to choose where the browser has no such thing', async () => {
    const setSinkId = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId') ?? {};
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
    const asked = countLists();

    const { element } = await show({ camera: 'off' });
    await settled(element);

    expect(asked()).to.equal(0);
    expect(hasPart(element, 'speaker')).to.equal(false);
    Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', setSinkId);
  });

  it('is accessible', async () => {
    const { element } = await showMenu();
    await expectAccessible(element);

    element.speaker = 'gone';
    await until('the person is told', () => hasPart(element, 'notice'));
    await expectAccessible(element);
  });
});

/** Counts how often the browser is asked for devices from now on. */
function countLists(): () => number {
  let count = 0;
  navigator.mediaDevices.enumerateDevices = async () => {
    count += 1;
    return [];
  };
  return () => count;
}
