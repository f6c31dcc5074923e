import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Everything that passes an interface and matches a filter of tcpdump's, line by line, since it was made. */
export class Packets {
  readonly seen: string[] = [];
  readonly #tcpdump: ChildProcess;

  private constructor(tcpdump: ChildProcess) {
    this.#tcpdump = tcpdump;
  }

  /** Resolves when it is listening. */
  static async watch(namespace: string, link: string, filter: string): Promise<Packets> {
    const tcpdump = spawn(
      'ip',
      ['netns', 'exec', namespace, 'tcpdump', '-n', '-l', '--immediate-mode', '-i', link, filter],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const packets = new Packets(tcpdump);
    createInterface(tcpdump.stdout).on('line', (line) => packets.seen.push(line));
    for await (const line of createInterface(tcpdump.stderr)) {
      if (line.startsWith('listening on')) return packets;
    }
    throw new Error('tcpdump did not start.');
  }

  async close(): Promise<void> {
    this.#tcpdump.kill();
    await once(this.#tcpdump, 'exit');
  }
}
