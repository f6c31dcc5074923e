/** An element the page is known to have, of the type it is known to have. */
export function find<Found extends HTMLElement>(selector: string, type: new () => Found): Found {
  const found = document.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${selector} that is a ${type.name}.`);
}
