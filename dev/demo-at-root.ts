import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { Plugin } from 'vite';

/** The server's root is the repository, since the demo imports `src`; its pages are found without the folder as well. */
export function demoAtRoot(): Plugin {
  return {
    name: 'demo-at-root',
    configureServer({ config, middlewares }) {
      middlewares.use((request, response, next) => {
        const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
        const page = pathname === '/' ? 'index.html' : pathname.slice(1);
        const isPage = page.endsWith('.html') && page === basename(page);
        if (!isPage || !existsSync(join(config.root, 'demo', page))) return next();
        response.writeHead(302, { location: `/demo/${page}${search}` }).end();
      });
    },
  };
}
