import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** @param {...string} args */
const ip = (...args) => execFileSync('ip', args, { encoding: 'utf8' });

/**
 * What the network namespaces of a process are called, so that whoever cleans up knows whose they were.
 *
 * @param {string} name @param {number} pid
 */
export const namespaceOf = (name, pid = process.pid) => `rtc-${pid}-${name}`;

/** Ends whatever runs in the namespaces of a process, and removes them. @param {number} pid */
export function removeNamespacesOf(pid) {
  for (const { name } of listNamespaces().filter((each) => each.pid === pid)) removeNamespace(name);
}

/** Removes what processes left behind that could not clean up any more. */
export function removeNamespacesOfTheDead() {
  for (const { name, pid } of listNamespaces()) if (!existsSync(`/proc/${pid}`)) removeNamespace(name);
}

/** Ends whatever runs in a namespace, at once. @param {string} name */
export function killAllIn(name) {
  for (const id of ip('netns', 'pids', name).split('\n').filter(Boolean).map(Number)) {
    try {
      process.kill(id, 'SIGKILL');
    } catch (error) {
      // It went with the one before it.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

function listNamespaces() {
  return ip('netns', 'list')
    .split('\n')
    .flatMap((line) => {
      const [, name, pid] = /^(rtc-(\d+)-\S+)/.exec(line) ?? [];
      return name ? [{ name, pid: Number(pid) }] : [];
    });
}

/** @param {string} name */
function removeNamespace(name) {
  killAllIn(name);
  ip('netns', 'delete', name);
}
