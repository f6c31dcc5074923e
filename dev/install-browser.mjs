import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/chromium');

/** Newer ones ask for a newer Node: without a version npm would quietly take a browser two years old. */
const PACKED_BROWSER = '@sparticuz/chromium@153';

/** Where the browser from npm is, once unpacked. */
export const unpackedBrowser = join(CACHE, 'chromium.sh');

/**
 * The ways to get a browser, the most usual first.
 *
 * Each `install` answers with what went wrong, if it knows; whether there is a browser now is for the caller to see.
 *
 * @type {readonly { name: string, possible: () => boolean, install: () => Promise<string | undefined> }[]}
 */
export const installers = [
  {
    name: "Playwright's download",
    possible: () => true,
    install: async () => run(process.execPath, [playwrightCli(), 'install', 'chromium'], 120_000),
  },
  {
    name: 'apt-get install chromium-headless-shell',
    possible: () => process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0,
    install: async () => {
      const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'];
      if (!run('apt-get', install, 300_000)) return undefined;
      return run('apt-get', ['update', '-qq'], 120_000) ?? run('apt-get', install, 300_000);
    },
  },
  {
    name: `${PACKED_BROWSER} from npm`,
    possible: () => process.platform === 'linux' && process.arch === 'x64',
    install: unpackBrowser,
  },
];

function playwrightCli() {
  return join(createRequire(import.meta.url).resolve('playwright/package.json'), '../cli.js');
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {number} timeoutMs
 * @returns {string | undefined} What went wrong.
 */
function run(command, args, timeoutMs) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { error, status } = spawnSync(command, args, {
    cwd: ROOT,
    env,
    stdio: 'inherit',
    timeout: timeoutMs,
  });
  if (error) return error.message;
  return status === 0 ? undefined : `${command} ended with ${status}`;
}

/** Made for cloud functions: a browser and the few libraries it needs, packed with Brotli into an npm package. */
async function unpackBrowser() {
  await rm(CACHE, { recursive: true, force: true });
  await mkdir(CACHE, { recursive: true });
  await writeFile(join(CACHE, 'package.json'), '{ "private": true }\n');
  const flags = ['--prefix', CACHE, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  const problem = run('npm', ['install', ...flags, PACKED_BROWSER], 300_000);
  if (problem) return problem;

  const packed = join(CACHE, 'node_modules/@sparticuz/chromium/bin');
  await unpack(join(packed, 'chromium.br'), join(CACHE, 'chromium'));
  for (const name of ['al2023.tar', 'swiftshader.tar']) {
    const tar = join(CACHE, name);
    if (!existsSync(join(packed, `${name}.br`))) continue;
    await unpack(join(packed, `${name}.br`), tar);
    const failed = run('tar', ['xf', tar, '-C', CACHE], 60_000);
    if (failed) return failed;
  }
  await chmod(join(CACHE, 'chromium'), 0o755);
  await writeFile(
    unpackedBrowser,
    `#!/bin/sh\nLD_LIBRARY_PATH="${CACHE}/lib:$LD_LIBRARY_PATH" exec "${CACHE}/chromium" "$@"\n`,
    { mode: 0o755 },
  );
  return undefined;
}

/**
 * @param {string} from
 * @param {string} to
 */
async function unpack(from, to) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}
