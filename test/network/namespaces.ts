import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { killAllIn, namespaceOf } from '../../dev/namespaces.mjs';

/** How a router changes addresses: the same outside address for all a device talks to, or another for each. */
export type Nat = 'cone' | 'symmetric';

/** In the public network; the addresses are for documentation (RFC 5737) and lead nowhere. */
export const PUBLIC = { pages: '198.51.100.1', turn: '198.51.100.10', turnPort: 3478 } as const;

/** Runs a command to its end. Its words become the error when it fails. */
function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The public network: a bridge, in a network namespace of its own. */
export class PublicNetwork {
  readonly name = namespaceOf('public');

  constructor() {
    addNamespace(this.name);
    run('ip', '-n', this.name, 'link', 'add', 'bridge', 'type', 'bridge');
    for (const address of [PUBLIC.pages, PUBLIC.turn]) {
      run('ip', '-n', this.name, 'address', 'add', `${address}/24`, 'dev', 'bridge');
    }
    run('ip', '-n', this.name, 'link', 'set', 'bridge', 'up');
  }
}

/** One home: a device, and a router between it and the public network. */
export class Home {
  /** The network namespace of the device. */
  readonly device: string;
  /** The network namespace of the router. */
  readonly router: string;
  /** The router's address in the public network. */
  readonly outside: string;
  readonly #inside: string;
  #inUse = 2;

  /** @param host Numbers the home: 1 to 99. */
  constructor(network: PublicNetwork, host: number) {
    this.device = namespaceOf(`device-${host}`);
    this.router = namespaceOf(`router-${host}`);
    this.outside = `198.51.100.${100 + host}`;
    this.#inside = `10.${host}.0`;

    for (const name of [this.device, this.router]) addNamespace(name);
    connect(this.router, 'wan', network.name, `home${host}`);
    run('ip', '-n', network.name, 'link', 'set', `home${host}`, 'master', 'bridge');
    connect(this.router, 'lan', this.device, 'eth0');
    run('ip', '-n', this.router, 'address', 'add', `${this.outside}/24`, 'dev', 'wan');
    run('ip', '-n', this.router, 'address', 'add', `${this.#inside}.1/24`, 'dev', 'lan');
    run('ip', 'netns', 'exec', this.router, 'sysctl', '-q', '-w', 'net.ipv4.ip_forward=1');
    this.#takeAddress();
    this.useNat('cone');
  }

  /** The device's address, behind the router. */
  get address(): string {
    return `${this.#inside}.${this.#inUse}`;
  }

  useNat(nat: Nat): void {
    const random = nat === 'symmetric' ? 'random,fully-random' : '';
    // Without the rule for input, a packet from the other side that is too early would take the port it is sent to.
    this.#setFilter(
      `flush ruleset
       table ip home {
         chain nat { type nat hook postrouting priority 100; oifname "wan" masquerade ${random}; }
         chain in { type filter hook input priority 0; iifname "wan" ct state new drop; }
         chain through { type filter hook forward priority 0; iifname "wan" ct state new drop; }
         chain block { type filter hook forward priority -10; }
       }`,
    );
  }

  /** From now on the router lets no UDP through: a strict company network. */
  blockUdp(): void {
    this.#setFilter('add rule ip home block meta l4proto udp drop');
  }

  /** The device leaves its address for another, as when it changes from one Wi-Fi to the next. */
  changeAddress(): void {
    this.#inUse += 1;
    run('ip', '-n', this.device, 'link', 'set', 'eth0', 'down');
    run('ip', '-n', this.device, 'address', 'flush', 'dev', 'eth0');
    this.#takeAddress();
  }

  /** A program that starts another one on the device. */
  launcher(folder: string, program: string): string {
    const path = join(folder, this.device);
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${this.device} ${program} "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Ends whatever runs on the device, without a word to anybody. */
  killAll(): void {
    killAllIn(this.device);
  }

  #setFilter(rules: string): void {
    run('ip', 'netns', 'exec', this.router, 'nft', rules);
  }

  #takeAddress(): void {
    run('ip', '-n', this.device, 'address', 'add', `${this.address}/24`, 'dev', 'eth0');
    run('ip', '-n', this.device, 'link', 'set', 'eth0', 'up');
    run('ip', '-n', this.device, 'route', 'replace', 'default', 'via', `${this.#inside}.1`);
  }
}

/** One without IPv6, whose own late addresses would break off what a browser has begun to load. */
function addNamespace(name: string): void {
  run('ip', 'netns', 'add', name);
  run('ip', 'netns', 'exec', name, 'sysctl', '-qe', '-w', 'net.ipv6.conf.all.disable_ipv6=1');
  run('ip', '-n', name, 'link', 'set', 'lo', 'up');
}

/** A cable between two namespaces. */
function connect(one: string, oneEnd: string, other: string, otherEnd: string): void {
  const link = ['link', 'add', oneEnd, 'netns', one, 'type', 'veth'];
  run('ip', ...link, 'peer', 'name', otherEnd, 'netns', other);
  run('ip', '-n', one, 'link', 'set', oneEnd, 'up');
  run('ip', '-n', other, 'link', 'set', otherEnd, 'up');
}
