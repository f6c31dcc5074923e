import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

import { WebSocketServer } from 'ws';

/**
 * The smallest relay a phone can use: it forwards JSON from number to number, and keeps it for a while for those who are
 * just reconnecting. `node dev/relay.mjs 8787` starts one. `docs/signaling.md` explains the frames.
 *
 * It believes everybody the number they say, unless `authorize` knows better: a development server, not for production.
 */

/** What waits for a number at the most, and for how long in milliseconds. */
const MAX_KEPT = 100;
const KEPT_MS = 45_000;
/** Bytes of one frame. */
const MAX_FRAME = 64 * 1024;
/** How often a connection is asked whether it lives, in milliseconds. One that has not answered by then is dead. */
const PULSE_MS = 10_000;
/** Groups of one connection at the most. */
const MAX_GROUPS = 1_000;

/**
 * @typedef {{ n: number, at: number, from: string, payload: object }} Kept
 * @typedef {import('ws').WebSocket} Socket
 * @typedef {{ number: string, about: object | undefined }} Member `about` is undefined of those who only look.
 */

/** @typedef {object} RelayOptions
 * @property {number} [port] Default: a free one.
 * @property {string} [host] Default 127.0.0.1: nobody else can reach it.
 * @property {number} [pulseMs] How often a connection is asked whether it lives.
 * @property {(number: string, token: string | undefined) => boolean} [authorize] Whether somebody has this number.
 */

/**
 * Starts a relay.
 *
 * @param {RelayOptions} [options]
 */
export async function startRelay({
  port = 0,
  host = '127.0.0.1',
  pulseMs = PULSE_MS,
  authorize = () => true,
} = {}) {
  const relay = new Relay(authorize);
  const server = createServer((_request, response) => response.writeHead(426).end());
  const sockets = new WebSocketServer({ server, maxPayload: MAX_FRAME });
  sockets.on('connection', (socket) => relay.take(socket));
  const stopPulse = pulse(sockets, pulseMs);
  await new Promise((resolve) => server.listen(port, host, () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    url: `ws://${host}:${address.port}`,
    /** Breaks all connections. */
    cut: () => sockets.clients.forEach((socket) => socket.terminate()),
    /** Breaks all connections and forgets everything, as a restart does. */
    restart() {
      sockets.clients.forEach((socket) => socket.terminate());
      relay.forget();
    },
    /** Takes frames and answers none, or goes on. @param {boolean} silent */
    mute: (silent) => void (relay.isSilent = silent),
    async close() {
      stopPulse();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class Relay {
  isSilent = false;
  /** Only grows, also across restarts: whoever reconnects says the last it has heard. */
  #count = Date.now() * 1_000;
  #authorize;
  /** @type {Map<string, Set<Socket>>} */
  #online = new Map();
  /** @type {Map<string, Kept[]>} */
  #kept = new Map();
  #groups = new Groups();

  /** @param {NonNullable<RelayOptions['authorize']>} authorize */
  constructor(authorize) {
    this.#authorize = authorize;
  }

  forget() {
    this.#count = Date.now() * 1_000;
    this.#kept.clear();
  }

  /** @param {Socket} socket */
  take(socket) {
    /** @type {string | undefined} */
    let number;
    socket.on('message', (data) => {
      const frame = parse(/** @type {Buffer} */ (data).toString());
      if (!frame || this.isSilent) return;
      if (number !== undefined) this.#onFrame(socket, number, frame);
      else if (typeof frame['hello'] === 'string') number = this.#welcome(socket, frame['hello'], frame);
    });
    socket.on('close', () => {
      if (number !== undefined) this.#online.get(number)?.delete(socket);
      this.#groups.drop(socket);
    });
    // What goes wrong with a socket also closes it.
    socket.on('error', () => {});
  }

  /**
   * @param {Socket} socket
   * @param {string} number
   * @param {Record<string, unknown>} frame
   */
  #welcome(socket, number, { token, after }) {
    if (!this.#authorize(number, typeof token === 'string' ? token : undefined)) {
      send(socket, { error: 'forbidden' });
      return undefined;
    }
    send(socket, { welcome: this.#count });
    const others = this.#online.get(number) ?? new Set();
    this.#online.set(number, others.add(socket));
    if (typeof after === 'number') {
      for (const kept of this.#recent(number)) if (kept.n > after) send(socket, parcel(kept));
    }
    return number;
  }

  /**
   * @param {Socket} socket
   * @param {string} from
   * @param {Record<string, unknown>} frame
   */
  #onFrame(socket, from, { id, to, payload, ping, enter, leave, about }) {
    if (ping === true) send(socket, { pong: true });
    if (typeof enter === 'string') {
      this.#groups.enter(enter, socket, { number: from, about: isObject(about) ? about : undefined });
    }
    if (typeof leave === 'string') this.#groups.leave(leave, socket);
    if (typeof to !== 'string' || typeof payload !== 'object' || payload === null) return;
    this.#count += 1;
    const kept = { n: this.#count, at: Date.now(), from, payload };
    this.#kept.set(to, [...this.#recent(to), kept].slice(-MAX_KEPT));
    for (const other of this.#online.get(to) ?? []) send(other, parcel(kept));
    if (typeof id === 'number') send(socket, { ack: id });
  }

  /** @param {string} number */
  #recent(number) {
    return (this.#kept.get(number) ?? []).filter(({ at }) => Date.now() - at < KEPT_MS);
  }
}

/** Who is where. Whoever is in a group, or looks, is told of everybody in it when that changes. */
class Groups {
  /** @type {Map<string, Map<Socket, Member>>} */
  #groups = new Map();

  /**
   * @param {string} name
   * @param {Socket} socket
   * @param {Member} member
   */
  enter(name, socket, member) {
    const members = this.#groups.get(name) ?? new Map();
    const isFull = !members.has(socket) && this.#namesOf(socket).length >= MAX_GROUPS;
    if (isFull) return;
    // The last to speak is the last of the list, so that of two connections of a number the later word counts.
    members.delete(socket);
    this.#groups.set(name, members.set(socket, member));
    this.#tell(name, members);
  }

  /**
   * @param {string} name
   * @param {Socket} socket
   */
  leave(name, socket) {
    const members = this.#groups.get(name);
    if (!members?.delete(socket)) return;
    if (members.size === 0) this.#groups.delete(name);
    this.#tell(name, members);
  }

  /** @param {Socket} socket */
  drop(socket) {
    for (const name of this.#namesOf(socket)) this.leave(name, socket);
  }

  /** @param {Socket} socket */
  #namesOf(socket) {
    return [...this.#groups].filter(([, members]) => members.has(socket)).map(([name]) => name);
  }

  /**
   * @param {string} group
   * @param {Map<Socket, Member>} members
   */
  #tell(group, members) {
    const present = [...members.values()].filter(({ about }) => about);
    const byNumber = new Map(present.map((member) => [member.number, member]));
    for (const socket of members.keys()) send(socket, { group, members: [...byNumber.values()] });
  }
}

/**
 * Ends connections that are dead without having been closed, as of a device that has lost its network.
 *
 * @param {WebSocketServer} sockets
 * @param {number} pulseMs
 */
function pulse(sockets, pulseMs) {
  /** @type {WeakSet<Socket>} */
  const asked = new WeakSet();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (asked.has(socket)) socket.terminate();
      asked.add(socket);
      socket.once('pong', () => asked.delete(socket));
      socket.ping();
    }
  }, pulseMs);
  return () => clearInterval(timer);
}

/** @param {unknown} value @returns {value is object} */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/** @param {Kept} kept */
function parcel({ n, at, from, payload }) {
  return { n, from, payload, age: Date.now() - at };
}

/**
 * @param {Socket} socket
 * @param {object} frame
 */
function send(socket, frame) {
  socket.send(JSON.stringify(frame));
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | undefined}
 */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? /** @type {Record<string, unknown>} */ (value) : undefined;
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startRelay({ port: Number(process.argv[2] ?? 8787) });
  console.log(`The relay listens at ${url}`);
}
