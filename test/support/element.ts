import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';

/** An element that shows changes a moment later. */
type Updating = Element & { readonly updateComplete: Promise<boolean> };

/** The first node with a part name, as a style sheet of the page would find it. */
export const part = (element: Element, name: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(`[part~='${name}']`) ?? null;

/** Whether there is such a part. To be asked by tests: a runner takes minutes to print an element that should not be there. */
export const hasPart = (element: Element, name: string): boolean => part(element, name) !== null;

/** A part that a person must be able to see. */
export function visiblePart(element: Element, name: string): HTMLElement {
  const node = part(element, name);
  if (!node?.checkVisibility()) throw new Error(`<${element.localName}> shows no ${name}`);
  return node;
}

/** Presses the button with a part name and waits until the element has shown what comes of it. */
export async function press(element: Updating, name: string): Promise<void> {
  visiblePart(element, name).click();
  await settled(element);
}

/** Waits until an element shows the present: also what its own promises change when they settle. */
export async function settled(element: Updating): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  while (!(await element.updateComplete));
}

/** All words of a part, with single spaces. */
export const words = (element: Element, name: string): string =>
  part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? '';

/** The details of all events of a type that an element lets out from now on. */
export function heard<Type extends keyof HTMLElementEventMap>(target: EventTarget, type: Type): unknown[] {
  const details: unknown[] = [];
  target.addEventListener(type, (event) => details.push((event as CustomEvent).detail));
  return details;
}

/** Fails when axe finds a fault, in light and in dark. */
export async function expectAccessible(element: HTMLElement): Promise<void> {
  // Without motion no colour is still on its way when axe looks at it.
  await emulateMedia({ reducedMotion: 'reduce' });
  for (const scheme of ['light', 'dark']) {
    element.ownerDocument.documentElement.style.colorScheme = scheme;
    element.ownerDocument.documentElement.style.background = 'Canvas';
    await expect(element).to.be.accessible();
  }
  element.ownerDocument.documentElement.removeAttribute('style');
}
