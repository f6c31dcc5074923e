import { expect } from '@open-wc/testing';

import { EVIL } from './injection-vectors.js';

/** All elements in all shadow trees of an element, as names with the names of their attributes. */
export function skeleton(element: Element): string[] {
  return [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((node) => {
    // A face is letters or a drawing, whatever the number has.
    if (node.closest('.avatar svg')) return [];
    return [`${node.localName} ${node.getAttributeNames().toSorted().join()}`, ...skeleton(node)];
  });
}

/** Fails each test of the suite in which a text has run a script, asked for something, or changed a prototype. */
export function watchInjection(): void {
  const before = Object.getOwnPropertyNames(Object.prototype);
  let runs = 0;
  let started = 0;

  beforeEach(() => {
    runs = 0;
    started = performance.now();
    Object.assign(globalThis, { pwned: () => (runs += 1) });
  });

  afterEach(() => {
    // Whatever was asked for, also in vain, but for our own modules and the photos.
    const asked = performance
      .getEntriesByType('resource')
      .filter(({ startTime, name }) => startTime >= started && !/^blob:|\.[jt]s(\?|$)/.test(name));
    expect(asked.map(({ name }) => name)).to.deep.equal([]);
    expect(
      performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(EVIL)),
    ).to.deep.equal([]);
    expect(runs, 'scripts run').to.equal(0);
    expect(Object.getOwnPropertyNames(Object.prototype)).to.deep.equal(before);
    Reflect.deleteProperty(globalThis, 'pwned');
  });
}
