import assert from 'node:assert/strict';
import { get } from 'node:https';
import { describe, it } from 'node:test';

import { startDevServer } from '../../dev/dev-server.mjs';

describe('the server of the demo', () => {
  it('is for this machine alone', async (context) => {
    const { urls, close } = await startDevServer({ port: 0 });
    context.after(close);

    assert.deepEqual(
      urls.map((url) => url.replace(/:\d+/, '')),
      ['http://localhost/'],
    );
  });

  it('is for other devices too when that is wanted, over https alone', async (context) => {
    const { urls, close } = await startDevServer({ port: 0, lan: true });
    context.after(close);
    const { port } = new URL(urls[0] ?? '');
    const statusAt = (url: string) =>
      new Promise((resolve, reject) => {
        get(url, { rejectUnauthorized: false, agent: false }, ({ statusCode }) => resolve(statusCode)).on(
          'error',
          reject,
        );
      });

    // Of all 127.*, only one is what a server for this machine alone listens to.
    assert.equal(await statusAt(`https://127.0.0.2:${port}/demo/phone.html`), 200);
    for (const url of urls) assert.match(url, /^https:/);
    await assert.rejects(fetch(`http://127.0.0.2:${port}/demo/phone.html`));
  });
});
