import type { LogEntry } from '../../src/base/log.js';
import { PubNubSignaling, type PubNubOptions } from '../../src/signaling/pubnub/pubnub-signaling.js';
import type { About, Group } from '../../src/signaling/signaling.js';
import type { LoggedRequest, OwnPubNub } from './signaling-servers.js';
import { until } from './until.js';

const made: GroupUser[] = [];

/** Closes what the tests of a file have made. */
export function closeGroupUsers(): void {
  for (const user of made.splice(0)) user.signaling.close();
}

/** A number over PubNub that goes to groups. */
export class GroupUser {
  readonly number: string;
  readonly signaling: PubNubSignaling;
  readonly log: LogEntry[] = [];
  readonly #server: OwnPubNub;

  private constructor(server: OwnPubNub, number: string, options: Partial<PubNubOptions>) {
    const { keys, origin } = server;
    const log = (entry: LogEntry) => void this.log.push(entry);
    this.#server = server;
    this.number = number;
    this.signaling = new PubNubSignaling({ number, ...keys, origin, log, ...options });
    made.push(this);
  }

  static async connect(server: OwnPubNub, number: string, options: Partial<PubNubOptions> = {}) {
    const user = new GroupUser(server, number, options);
    await user.signaling.connect();
    return user;
  }

  enter(name: string, about?: About): Group {
    return this.signaling.group(name, about);
  }

  /** What this number has asked the server for. */
  async requests(operation: string): Promise<readonly LoggedRequest[]> {
    return (await this.#server.log()).filter(
      (request) => request.uuid === this.number && request.operation === operation,
    );
  }
}

/** Waits until a group shows exactly these numbers. */
export async function shows(group: Group, ...numbers: readonly string[]): Promise<void> {
  const shown = () => group.members?.map(({ number }) => number).join();
  await until(`it shows [${numbers.join()}], not [${shown()}]`, () => shown() === numbers.toSorted().join());
}
