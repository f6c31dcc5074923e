import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const INSTALLED = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)'].map((name) =>
    join(process.env[name] ?? '', 'Mozilla Firefox', 'firefox.exe'),
  ),
};

/**
 * Where Firefox is on this machine, or undefined: it is the second browser, and most tests do without.
 *
 * @throws When `FIREFOX_PATH` names a file that does not exist.
 */
export function findFirefox() {
  const wanted = process.env['FIREFOX_PATH'];
  if (wanted && !existsSync(wanted)) {
    throw new Error(`FIREFOX_PATH is ${wanted}, and there is no such file.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = ['firefox', 'firefox-esr'].flatMap((name) => folders.map((folder) => join(folder, name)));
  const { platform } = process;
  const known = platform === 'darwin' || platform === 'win32' ? INSTALLED[platform] : onPath;
  return wanted || known.find((path) => existsSync(path));
}

/** Settings for a Firefox whose camera and microphone are made of nothing, and whose permission prompt says yes. */
export const FIREFOX_FAKE_MEDIA = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // As in Chromium, where a page that captures may play.
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // A tab in the background would stop decoding, and two tabs call each other.
  'media.suspend-background-video.enabled': false,
  // Calls within a machine whose only network is the loopback.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'app.update.enabled': false,
  'network.captive-portal-service.enabled': false,
};
