import type { Plugin } from 'vite';

/** Tells a page under which addresses other devices of the network reach its server: none, unless it was started so. */
export function addresses(): Plugin {
  return {
    name: 'addresses',
    configureServer(server) {
      server.middlewares.use('/__addresses', (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(server.resolvedUrls?.network ?? []));
      });
    },
  };
}
