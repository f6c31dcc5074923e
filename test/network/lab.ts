import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findBrowser } from '../../dev/find-browser.mjs';
import { removeNamespacesOf } from '../../dev/namespaces.mjs';
import { launchChromium, type LaneBrowser } from '../lanes/browsers.js';
import { RemotePhone } from '../lanes/remote-phone.js';
import { Home, PublicNetwork } from './namespaces.js';

/** A phone in a home of its own. */
export interface Resident {
  readonly home: Home;
  readonly phone: RemotePhone;
}

/**
 * A small internet on one machine: a public network with coturn and the pages, and homes behind routers, a browser in
 * each. Needs Linux, root, and what `dev/lanes.mjs` looks for.
 */
export class Lab {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rtc-network-'));
  readonly #network = new PublicNetwork();
  readonly #browsers: LaneBrowser[] = [];
  #homes = 0;
  #servers: ChildProcess | undefined;
  #page = '';

  /** Starts what is public. */
  async open(): Promise<void> {
    const script = new URL('public-servers.ts', import.meta.url).pathname;
    this.#servers = spawn(
      'ip',
      ['netns', 'exec', this.#network.name, process.execPath, '--import', 'tsx', script],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    const [url] = (await once(this.#servers, 'message')) as [string];
    this.#page = `${url}test/lanes/page.html`;
  }

  /** A new home with a browser in it. */
  async addResident(): Promise<Resident> {
    this.#homes += 1;
    const home = new Home(this.#network, this.#homes);
    const program = home.launcher(this.#folder, await findBrowser());
    // The certificate of the pages is of our own making.
    const browser = await launchChromium(program, ['--ignore-certificate-errors']);
    this.#browsers.push(browser);
    return { home, phone: new RemotePhone(browser, this.#page) };
  }

  /** Leaves nothing behind. */
  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
    if (this.#servers?.connected) {
      this.#servers.disconnect();
      await once(this.#servers, 'exit');
    }
    removeNamespacesOf(process.pid);
    rmSync(this.#folder, { recursive: true });
  }
}
