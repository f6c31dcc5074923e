import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { findFirefox } from './find-firefox.mjs';

/**
 * The tests that need more than a Chromium, and so have commands of their own.
 *
 * @type {ReadonlyMap<string, { file: string, missing: () => string | undefined }>} What each needs and this machine has
 *   not, in words.
 */
export const LANES = new Map([
  ['firefox', { file: 'test/lanes/firefox.test.ts', missing: withoutFirefox }],
  ['cross', { file: 'test/lanes/cross.test.ts', missing: withoutFirefox }],
  ['network', { file: 'test/network/calls.test.ts', missing: withoutNetwork }],
]);

function withoutFirefox() {
  return findFirefox()
    ? undefined
    : 'no Firefox is installed (on Debian: apt-get install firefox-esr), nor named by FIREFOX_PATH.';
}

/** The network is made of Linux namespaces, its routers of nftables, its servers of coturn. */
function withoutNetwork() {
  if (process.platform !== 'linux')
    return 'it makes networks of Linux namespaces, and this is another system.';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces.';
  const missing = ['ip', 'nft', 'sysctl', 'tcpdump', 'turnserver'].filter((name) => !isInstalled(name));
  if (missing.length > 0) {
    return `these are not installed: ${missing.join(', ')} (on Debian: apt-get install coturn iproute2 nftables procps tcpdump).`;
  }
  const probe = `rtc-${process.pid}-probe`;
  const made = spawnSync('ip', ['netns', 'add', probe], { encoding: 'utf8' });
  if (made.status !== 0) return `this machine lets nobody make network namespaces (${made.stderr.trim()}).`;
  const routed = spawnSync('ip', ['netns', 'exec', probe, 'nft', NAT], { encoding: 'utf8' });
  spawnSync('ip', ['netns', 'delete', probe]);
  return routed.status === 0 ? undefined : `this kernel changes no addresses (${routed.stderr.trim()}).`;
}

const NAT = 'table ip probe { chain nat { type nat hook postrouting priority 100; masquerade random; }; }';

/** Whether there is such a program; some are only for root. @param {string} name */
export function isInstalled(name) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, name)));
}
