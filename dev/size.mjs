import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { parseAst } from 'vite';

/**
 * What a page downloads before anyone calls: the file of the script tag, and all it imports at once.
 *
 * Fails when that is more than we promise, or when PubNub or webrtc-adapter, which are for later, came with it.
 */

/** In bytes, gzipped at the default level, as servers do. */
const LIMIT = 20_000;
/** The same for all the code of ours that a complete phone needs for its first call over PubNub, in however many files. */
const CALL_LIMIT = 100_000;
/** Where the parts of such a phone begin; the rest comes with rooms, chats, photos by signaling, and other elements. */
const CALL_PARTS = [
  'phone',
  'peer-factory',
  'pubnub-signaling',
  'rtc-call',
  'rtc-local-camera',
  'rtc-snapshot',
  'ringer',
];
const LATER = ['pubnub', 'webrtc-adapter'];
const ENTRY = new URL('../dist/cdn/rtc-elements.js', import.meta.url);

const files = await collect(ENTRY);
let total = 0;
for (const { url, code } of files) {
  const bytes = gzipSync(code).length;
  total += bytes;
  print(fileURLToPath(url).replace(/.*[\\/]dist/, 'dist'), bytes);
}
print('together, gzipped', total);
print('limit', LIMIT);

const call = await firstCall();
print('a first call, gzipped', call);
print('limit', CALL_LIMIT);

const early = LATER.filter((name) => files.some(({ sources }) => sources.includes(`/node_modules/${name}/`)));
for (const name of early) console.error(`${name} must be loaded when it is needed, and is loaded at once.`);
if (total > LIMIT) console.error(`The script tag is ${total - LIMIT} bytes too many.`);
if (call > CALL_LIMIT) console.error(`A first call is ${call - CALL_LIMIT} bytes too many.`);
process.exitCode = early.length > 0 || total > LIMIT || call > CALL_LIMIT ? 1 : 0;

/** The bytes of the script tag and of what a complete phone loads behind it, without PubNub and webrtc-adapter. */
async function firstCall() {
  const folder = new URL('./', ENTRY);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const found = [...files];
  for (const part of CALL_PARTS) {
    const name = names.find((each) => new RegExp(`^${part}-[\\w-]{8}\\.js$`).test(each));
    if (!name) throw new Error(`There is no file of ${part}.`);
    await collect(new URL(name, folder), found);
  }
  return found.reduce((bytes, { code }) => bytes + gzipSync(code).length, 0);
}

/**
 * A file and everything it imports statically, each once, with the list of sources it was made of.
 *
 * @param {URL} url
 * @param {{ url: URL, code: string, sources: string }[]} found
 */
async function collect(url, found = []) {
  if (found.some((file) => file.url.href === url.href)) return found;
  const code = await readFile(url, 'utf8');
  const [, map] = /\/\/# sourceMappingURL=(.*)$/m.exec(code) ?? [];
  const { sources } = map ? JSON.parse(await readFile(new URL(map, url), 'utf8')) : { sources: [] };
  found.push({ url, code, sources: sources.join('\n') });

  for (const node of parseAst(code).body) {
    const specifier = 'source' in node ? node.source?.value : undefined;
    if (specifier) await collect(new URL(specifier, url), found);
  }
  return found;
}

/** @param {string} what @param {number} bytes */
function print(what, bytes) {
  console.log(`${what.padEnd(36)} ${bytes.toLocaleString('en').padStart(8)} bytes`);
}
