import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { installers, unpackedBrowser } from './install-browser.mjs';

/** Flags for a browser whose camera and microphone are made of nothing, and whose permission prompt says yes. */
export const FAKE_MEDIA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** In the order we prefer them: the headless shell starts three times as fast as the rest. */
const NAMES = [
  'chromium-headless-shell',
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];

const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];

/**
 * Where a browser of the Chromium family is on this machine.
 *
 * @throws When there is none, or when `CHROME_PATH` names a file that does not exist.
 */
export async function findBrowser() {
  const path = await lookForBrowser();
  if (path) return path;
  throw new Error(
    'No browser found. Install Chrome, Chromium, Edge or Brave, or set CHROME_PATH to one, or let us try: node dev/find-browser.mjs --install',
  );
}

/** The same, but gets a browser if there is none: from Playwright, from the system, or from npm. Says what it does. */
export async function findOrInstallBrowser() {
  const found = await lookForBrowser();
  if (found) return found;

  for (const { name, possible, install } of installers) {
    if (!possible()) continue;
    console.log(`No browser found. Installing one: ${name} ...`);
    const started = Date.now();
    const problem = await install();
    const path = await lookForBrowser();
    const seconds = Math.round((Date.now() - started) / 1000);
    if (path) {
      console.log(`Installed ${path} in ${seconds} s.`);
      return path;
    }
    console.log(`That did not work (${problem ?? 'it does not start here'}, ${seconds} s).`);
  }
  return await findBrowser();
}

async function lookForBrowser() {
  const wanted = process.env['CHROME_PATH'];
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROME_PATH is ${wanted}, and there is no such file.`);
    return wanted;
  }
  const { chromium } = await import('playwright');
  return [chromium.executablePath(), ...installedPaths(), unpackedBrowser].find(starts);
}

function installedPaths() {
  if (process.platform === 'darwin') {
    return MAC_APPS.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
    return WINDOWS_PROGRAMS.flatMap((program) =>
      folders.flatMap((folder) => (folder ? [`${folder}\\${program}`] : [])),
    );
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * On Linux a browser may be there and still not start: without its libraries, or as Ubuntu's advice to install a snap.
 * Elsewhere asking for the version would open a window.
 *
 * @param {string} path
 */
function starts(path) {
  if (!existsSync(path)) return false;
  return process.platform !== 'linux' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const find = process.argv.includes('--install') ? findOrInstallBrowser : findBrowser;
  try {
    console.log(await find());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
