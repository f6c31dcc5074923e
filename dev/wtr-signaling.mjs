import { fileURLToPath } from 'node:url';

import { runnerImport } from 'vite';

import { startRelay } from './relay.mjs';

/**
 * Servers that one test file has for itself, so that it may break them: PubNub's and the relay.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function signalingPlugin() {
  /** @type {import('./pubnub-server/node.js').RunningPubNubServer[]} */
  const servers = [];
  /** @type {Awaited<ReturnType<typeof startRelay>>[]} */
  const relays = [];

  /** @type {Record<string, (payload: any) => unknown>} */
  const commands = {
    'pubnub-start': async (options) => {
      /** @type {{ module: typeof import('./pubnub-server/node.js') }} */
      const { module } = await runnerImport(fileURLToPath(new URL('pubnub-server/node.ts', import.meta.url)));
      const running = await module.startPubNubServer(options);
      return { id: servers.push(running) - 1, origins: running.origins };
    },
    'pubnub-grant': ({ id, grant }) => servers[id]?.server.access()?.grant(grant),
    'pubnub-expire': ({ id, uuid }) => servers[id]?.server.access()?.expire(uuid),
    'relay-start': async ({ secret }) => {
      const relay = await startRelay({ authorize: (_number, token) => !secret || token === secret });
      return { id: relays.push(relay) - 1, url: relay.url };
    },
    'relay-cut': ({ id }) => relays[id]?.cut(),
    'relay-restart': ({ id }) => relays[id]?.restart(),
    'relay-mute': ({ id, silent }) => relays[id]?.mute(silent),
  };

  return {
    name: 'signaling',
    async serverStop() {
      await Promise.all([...servers, ...relays].map((server) => server.close()));
    },
    async executeCommand({ command, payload }) {
      const answer = commands[command];
      // The runner takes undefined for a command that nobody knows.
      return answer && ((await answer(payload)) ?? 'done');
    },
  };
}
