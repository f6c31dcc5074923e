import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { runnerImport } from 'vite';

/** Several origins, because a browser keeps six connections to one of them, and each phone holds one for good. */
const ORIGINS = 4;
/** The server knows its keys from the start: enough for all test files, and for the phones in each. */
const KEYSETS = 8000;
const KEYSETS_PER_FILE = 40;

/**
 * Runs the PubNub development server beside the tests, and gives each file keysets that no other file has.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function pubnubPlugin() {
  const keys = Array.from({ length: KEYSETS }, () => {
    const id = randomUUID();
    return { publishKey: `pub-c-${id}`, subscribeKey: `sub-c-${id}` };
  });
  let taken = 0;
  /** @type {import('./pubnub-server/node.js').RunningPubNubServer | undefined} */
  let running;

  return {
    name: 'pubnub',
    async serverStart() {
      /** @type {{ module: typeof import('./pubnub-server/node.js') }} */
      const { module } = await runnerImport(fileURLToPath(new URL('pubnub-server/node.ts', import.meta.url)));
      running = await module.startPubNubServer({ ports: ORIGINS, keys });
    },
    async serverStop() {
      await running?.close();
    },
    async executeCommand({ command }) {
      if (command !== 'pubnub-origins' || !running) return undefined;
      const { origins } = running;
      const from = taken;
      taken += KEYSETS_PER_FILE;
      return keys
        .slice(from, taken)
        .map((each, index) => ({ ...each, origin: origins[index % origins.length] }));
    },
  };
}
