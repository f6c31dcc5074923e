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
/** The same for all the code of ours that a first call may need, in however many files it comes. */
const WHOLE_LIMIT = 70_000;
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

const all = await everything();
print('the whole kit, gzipped', all);
print('limit', WHOLE_LIMIT);

const early = LATER.filter((name) => files.some(({ sources }) => sources.includes(`/node_modules/${name}/`)));
for (const name of early) console.error(`${name} must be loaded when it is needed, and is loaded at once.`);
if (total > LIMIT) console.error(`The script tag is ${total - LIMIT} bytes too many.`);
if (all > WHOLE_LIMIT) console.error(`The whole kit is ${all - WHOLE_LIMIT} bytes too many.`);
process.exitCode = early.length > 0 || total > LIMIT || all > WHOLE_LIMIT ? 1 : 0;

/** The bytes of all files but PubNub's and webrtc-adapter's. */
async function everything() {
  const folder = new URL('./', ENTRY);
  let bytes = 0;
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.js') || /^(pubnub\.min|adapter)/.test(name)) continue;
    bytes += gzipSync(await readFile(new URL(name, folder))).length;
  }
  return bytes;
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
