import { PhoneError } from '../base/errors.js';

/** RFC 7064 and RFC 7065: a scheme, a host, perhaps a port; for TURN also perhaps a transport. */
const HOST = String.raw`(?:\[[\da-f:.]+\]|[^\s:?#/@[\]]+)(?::\d{1,5})?`;
const STUN = new RegExp(`^stuns?:${HOST}$`, 'i');
const TURN = new RegExp(`^turns?:${HOST}(?:\\?transport=(?:udp|tcp))?$`, 'i');

/**
 * The STUN and TURN servers of an option or an attribute, as browsers take them (W3C WebRTC section 4.2.4).
 *
 * Takes an array or its JSON; an empty text is no servers. The old `url` is understood, as services still hand it out.
 *
 * @throws {PhoneError} `bad-option`, naming the entry and what is wrong with it. Credentials are never in the message.
 */
export function parseIceServers(input: unknown): RTCIceServer[] {
  const list = typeof input === 'string' ? parseJson(input) : input;
  if (!Array.isArray(list)) throw bad('iceServers', 'must be an array of { urls, username?, credential? }');
  return list.map((entry: unknown, index) => parseServer(entry, `iceServers[${index}]`));
}

/** Whether there is a TURN server among them, by which packets find a way where no direct one is. */
export function hasTurn(iceServers: readonly RTCIceServer[]): boolean {
  return iceServers.some(({ urls }) => [urls].flat().some((url) => TURN.test(url)));
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return [];
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw bad('iceServers', 'must be JSON', cause);
  }
}

function parseServer(entry: unknown, name: string): RTCIceServer {
  if (typeof entry !== 'object' || entry === null) throw bad(name, 'must be an object with urls');
  const { urls: modern, url, username, credential } = entry as Readonly<Record<string, unknown>>;
  const urls = parseUrls(modern ?? url, `${name}.urls`);
  if (username !== undefined && typeof username !== 'string') throw bad(`${name}.username`, 'must be a text');
  if (credential !== undefined && typeof credential !== 'string')
    throw bad(`${name}.credential`, 'must be a text');

  if (!urls.some((each) => TURN.test(each))) return { urls };
  if (!username || !credential) throw bad(name, 'is a TURN server, which needs username and credential');
  return { urls, username, credential };
}

function parseUrls(input: unknown, name: string): string[] {
  const urls: readonly unknown[] = Array.isArray(input) ? input : [input];
  if (urls.length === 0) throw bad(name, 'must not be empty');
  return urls.map((url) => {
    if (typeof url === 'string' && (STUN.test(url) || TURN.test(url))) return url;
    throw bad(name, 'must be like "stun:host:3478" or "turn:host:3478?transport=udp"');
  });
}

function bad(name: string, rule: string, cause?: unknown): PhoneError {
  return new PhoneError('bad-option', `${name} ${rule}.`, { cause });
}
