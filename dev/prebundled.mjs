import { readFileSync } from 'node:fs';

const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/**
 * What Vite makes modules of before it serves anything: all that `src` stands on.
 *
 * Listed, not discovered: a dependency found later would reload the page, in the middle of a test or a call.
 */
export const prebundled = {
  noDiscovery: true,
  include: ['lit/*.js', 'lit/directives/*.js', ...Object.keys(dependencies)],
};
