import { register } from 'node:module';

/**
 * Lets Node run those browser tests that need no browser: what `@open-wc/testing` adds to chai does not load without one.
 */
const hook = `
  export const resolve = (specifier, context, next) =>
    next(specifier === '@open-wc/testing' ? '@esm-bundle/chai/esm/chai.js' : specifier, context);
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
