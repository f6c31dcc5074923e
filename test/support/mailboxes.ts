import type { PhoneError } from '../../src/base/errors.js';
import type { LogEntry } from '../../src/base/log.js';
import type { Letter } from '../../src/signaling/inbox.js';
import { Mailbox } from '../../src/signaling/mailbox.js';
import { PubNubSignaling, type PubNubOptions } from '../../src/signaling/pubnub/pubnub-signaling.js';
import type { SignalingState } from '../../src/signaling/signaling.js';
import type { OwnPubNub } from './signaling-servers.js';
import { until } from './until.js';

const made: MailboxUser[] = [];

/** Closes what the tests of a file have made. */
export function closeMailboxes(): void {
  for (const user of made.splice(0)) user.close();
}

/** A number with a mailbox over PubNub, which counts what it says and notes what it hears. */
export class MailboxUser {
  readonly number: string;
  readonly signaling: PubNubSignaling;
  readonly mailbox: Mailbox;
  /** Every state the signaling has shown. */
  readonly states: SignalingState[] = [];
  readonly log: LogEntry[] = [];
  readonly #letters: Letter[] = [];
  #said = 0;

  constructor(server: OwnPubNub, number: string, options: Partial<PubNubOptions> = {}) {
    const { keys, origin } = server;
    const log = (entry: LogEntry) => void this.log.push(entry);
    this.number = number;
    this.signaling = new PubNubSignaling({ number, ...keys, origin, log, ...options });
    this.mailbox = new Mailbox({ number, signaling: this.signaling, log });
    this.signaling.addEventListener('statechange', () => this.states.push(this.signaling.state));
    this.mailbox.addEventListener('letter', ({ detail }) => this.#letters.push(detail));
    made.push(this);
  }

  /** A connected one. */
  static async connect(server: OwnPubNub, number: string, options?: Partial<PubNubOptions>) {
    const user = new MailboxUser(server, number, options);
    await user.signaling.connect();
    return user;
  }

  get phase(): SignalingState['phase'] {
    return this.signaling.state.phase;
  }

  /** The phases that were shown, each once until the next. */
  get phases(): readonly string[] {
    return this.states.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);
  }

  /** What was heard, in order: numbers that {@link say} has counted. */
  heard(call = 'call-0001'): readonly number[] {
    return this.#letters
      .filter((letter) => letter.call === call)
      .map(({ message }) => (message.type === 'data' ? Number(message.data) : Number.NaN));
  }

  /** Says the next number. Resolves when the service has it, or with the error. */
  async say(to: MailboxUser, call = 'call-0001'): Promise<PhoneError | undefined> {
    this.#said += 1;
    const n = this.#said;
    return this.mailbox.send(to.number, call, { type: 'data', n, data: n }).then(
      () => undefined,
      (error: PhoneError) => error,
    );
  }

  /** Waits until exactly these numbers were heard, in this order. */
  async hears(...numbers: readonly number[]): Promise<void> {
    await until(
      `${this.number} hears ${numbers.join()}, not ${this.heard().join()}`,
      () => this.heard().join() === numbers.join(),
    );
  }

  async becomes(phase: SignalingState['phase']): Promise<void> {
    await until(`${this.number} is ${phase}`, () => this.phase === phase);
  }

  close(): void {
    this.mailbox.close();
    this.signaling.close();
  }
}

/** Numbers from 1. */
export const upTo = (count: number) => Array.from({ length: count }, (_none, index) => index + 1);
