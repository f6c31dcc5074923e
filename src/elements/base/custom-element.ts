/**
 * Registers an element, unless the page already has one of that name.
 *
 * A page may load the kit twice (two widgets of a CMS, say); the first copy wins and the second must not throw.
 */
export const customElement = (tag: string) => (element: CustomElementConstructor) => {
  if (customElements.get(tag) === undefined) customElements.define(tag, element);
};
