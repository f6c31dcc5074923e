import { expect } from '@open-wc/testing';

import { RtcCallElement } from '../../src/elements/rtc-call.js';
import { RtcDialpadElement } from '../../src/elements/rtc-dialpad.js';
import { RtcLocalCameraElement } from '../../src/elements/rtc-local-camera.js';
import { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { hasPart, part, settled } from '../support/element.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';

const CLASSES = {
  phone: RtcPhoneElement,
  call: RtcCallElement,
  dialpad: RtcDialpadElement,
  camera: RtcLocalCameraElement,
} as const;
type Role = keyof typeof CLASSES;
const ROLES = Object.keys(CLASSES) as Role[];

/** All orders of some things. */
function ordersOf<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first) =>
    ordersOf(things.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

const ORDERS = ordersOf(ROLES);
let serial = 0;

/** Names of elements that nobody has defined yet: a page can define each name only once. */
function makeNames() {
  serial += 1;
  const suffix = serial;
  const name = (role: Role) => `test-${role}-${suffix}`;
  const define = (role: Role) => {
    const Base = CLASSES[role] as typeof RtcDialpadElement;
    customElements.define(name(role), class extends Base {});
  };
  return { name, define };
}

/** Elements that stand for nothing yet, and one that names the phone from far away. */
function makeElements(name: (role: Role) => string) {
  const make = (role: Role) => document.createElement(name(role));
  const elements = {
    phone: make('phone'),
    call: make('call'),
    dialpad: make('dialpad'),
    camera: make('camera'),
  };
  const far = make('dialpad');
  elements.phone.id = `phone-${serial}`;
  elements.phone.setAttribute('number', freshNumber('ann'));
  far.setAttribute('for', elements.phone.id);
  // A page may set properties before it has loaded what they belong to.
  Object.assign(elements.dialpad, { value: '1002' });
  document.body.append(far);
  return { ...elements, far };
}

type Elements = ReturnType<typeof makeElements>;

/** Waits until all elements have one phone, which is ready, and show it. */
async function expectTogether({ phone, call, dialpad, camera, far }: Elements): Promise<void> {
  await until('the phone is ready', () => phone.getAttribute('state') === 'ready');
  const core = (phone as RtcPhoneElement).phone;
  for (const element of [call, dialpad, camera, far]) {
    await settled(element as RtcDialpadElement);
    expect(element, element.localName).to.have.property('phone', core);
  }
  expect(dialpad.matches(':state(ready)')).to.equal(true);
  expect(far.matches(':state(ready)')).to.equal(true);
  expect(part(dialpad, 'input')).to.have.property('value', '1002');
  expect(hasPart(phone, 'phone'), 'it lends its phone only').to.equal(false);
}

describe('elements that become what they are in any order', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  for (const order of ORDERS) {
    it(`find their phone when defined as ${order.join(', ')}`, async () => {
      const { name, define } = makeNames();
      const elements = makeElements(name);
      elements.phone.append(elements.call, elements.dialpad, elements.camera);
      document.body.append(elements.phone);

      for (const role of order) {
        define(role);
        await settled(elements[role] as RtcDialpadElement);
      }

      await expectTogether(elements);
    });

    it(`find their phone when appended as ${order.join(', ')}`, async () => {
      const { name, define } = makeNames();
      ROLES.forEach(define);
      const elements = makeElements(name);
      const { phone } = elements;

      for (const role of order) {
        if (role === 'phone') document.body.append(phone);
        // Children come before their parent, as while a page is being built, or to one that is there already.
        else phone.append(elements[role]);
        await Promise.resolve();
      }

      await expectTogether(elements);
    });
  }

  it('find the nearest phone also when it becomes one after the phone around it', async () => {
    const [outer, inner] = [makeNames(), makeNames()];
    const around = document.createElement(outer.name('phone'));
    const elements = makeElements(inner.name);
    elements.phone.append(elements.call, elements.dialpad, elements.camera);
    around.setAttribute('number', freshNumber('around'));
    around.append(elements.phone);
    document.body.append(around);
    outer.define('phone');
    for (const role of ['call', 'dialpad', 'camera'] as const) inner.define(role);
    await until(
      'it has the phone around',
      () => 'phone' in elements.dialpad && elements.dialpad.phone !== undefined,
    );
    expect(elements.dialpad).to.have.property('phone', (around as RtcPhoneElement).phone);

    inner.define('phone');

    await expectTogether(elements);
  });

  it('follow the phone with the id they name, also when another one gets it', async () => {
    const { name, define } = makeNames();
    ROLES.forEach(define);
    const { phone, far } = makeElements(name);
    document.body.append(phone);
    await until('the first phone is ready', () => phone.getAttribute('state') === 'ready');
    await settled(far as RtcDialpadElement);
    expect(far).to.have.property('phone', (phone as RtcPhoneElement).phone);

    phone.remove();
    await until('there is none', () => (far as RtcDialpadElement).phone === undefined);
    const next = document.createElement(name('phone'));
    next.id = phone.id;
    next.setAttribute('number', freshNumber('next'));
    document.body.append(next);
    await until('the next phone is ready', () => next.getAttribute('state') === 'ready');
    await settled(far as RtcDialpadElement);

    expect(far).to.have.property('phone', (next as RtcPhoneElement).phone);
    expect(far.matches(':state(ready)')).to.equal(true);
  });
});
