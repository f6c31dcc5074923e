import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';

const USER = { username: 'caller', credential: 'secret' } as const;

/** A STUN and TURN server, coturn, for as long as a test wants it. */
export class TurnServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rtc-turn-'));
  readonly #address: string;
  readonly #port: number;
  #server: ChildProcess | undefined;

  private constructor(address: string, port: number) {
    this.#address = address;
    this.#port = port;
  }

  /** Starts one at this address; by default at one of this machine, and at a free port. */
  static async start(address = ownAddress(), port?: number): Promise<TurnServer> {
    const server = new TurnServer(address, port ?? (await freePort()));
    await server.start();
    return server;
  }

  /** What a phone has to be told to use it. */
  get iceServer(): RTCIceServer {
    return turnAt(this.#address, this.#port);
  }

  /** Begins to serve, with no memory of what it did before. */
  async start(): Promise<void> {
    const settings = join(this.#folder, 'turnserver.conf');
    writeFileSync(
      settings,
      [
        `listening-ip=${this.#address}`,
        `relay-ip=${this.#address}`,
        `listening-port=${this.#port}`,
        'lt-cred-mech',
        `user=${USER.username}:${USER.credential}`,
        'realm=rtc-elements',
        'fingerprint',
        'allow-loopback-peers',
        'no-tls',
        'no-dtls',
        // The command line would want a port of its own, or a word that nobody has given.
        'no-cli',
        `log-file=${join(this.#folder, 'turnserver.log')}`,
        `userdb=${join(this.#folder, 'turndb')}`,
        `pidfile=${join(this.#folder, 'turnserver.pid')}`,
      ].join('\n'),
    );
    this.#server = spawn('turnserver', ['-c', settings], { stdio: 'ignore' });
    while (!(await this.#answers())) {
      if (this.#server.exitCode !== null) throw new Error(`coturn ended with ${this.#server.exitCode}.`);
    }
  }

  /** Is gone from one moment to the next. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server || server.exitCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }

  async #answers(): Promise<boolean> {
    const socket = connect(this.#port, this.#address);
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }
}

/** What a phone has to be told to use the server at this address. */
export function turnAt(address: string, port: number): RTCIceServer {
  const urls = ['udp', 'tcp'].map((transport) => `turn:${address}:${port}?transport=${transport}`);
  return { urls, ...USER };
}

/** Browsers relay to a machine's own address more willingly than to its loopback. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
