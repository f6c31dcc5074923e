import type { Call } from '../../src/call/call.js';
import type { Passing } from '../../src/testing.js';
import { SimulatedPhones, type SimulatedPhone } from './simulated-phones.js';
import type { VirtualClock } from './virtual-clock.js';

/** More than any pair of phones needs to come to rest. */
const MANY_STEPS = 400;

interface Letter {
  /** Writer, kind and count: the same for a copy. */
  readonly name: string;
  readonly arrive: () => void;
}

export interface WorldOptions {
  /** How many messages the service may take and never deliver, or deliver twice. */
  readonly mishaps: number;
  /** Whether both dial. */
  readonly glare?: boolean;
  /** Whether Bob answers while it rings. */
  readonly early?: boolean;
  /** Whether the connection may break for good. */
  readonly breaks?: boolean;
}

/** Two phones between which nothing moves by itself: each step is one that somebody outside has chosen. */
export class ExploredWorld {
  readonly alice: SimulatedPhone;
  readonly bob: SimulatedPhone;
  readonly #clock: VirtualClock;
  readonly #phones = new SimulatedPhones();
  readonly #arrived = new Set<string>();
  #flying: Letter[] = [];
  #air: (() => void)[] = [];
  #mishaps: number;
  #breaks: boolean;

  private constructor(clock: VirtualClock, options: WorldOptions) {
    const { mishaps, glare = false, early = false, breaks = false } = options;
    clock.clear();
    this.#clock = clock;
    this.#mishaps = mishaps;
    this.#breaks = breaks;
    this.#phones.network.route = (passing, arrive) => this.#fly(passing, arrive);
    this.#phones.air.carry = (arrive) => this.#air.push(arrive);
    this.alice = this.#phones.add('alice');
    this.bob = this.#phones.add('bob', early ? ['alice'] : []);
    void this.alice.dial('bob');
    if (glare) void this.bob.dial('alice');
  }

  /** Alice has dialled Bob, and perhaps Bob Alice; all that followed was said, and nothing has arrived. */
  static async begin(clock: VirtualClock, options: WorldOptions): Promise<ExploredWorld> {
    const world = new ExploredWorld(clock, options);
    await clock.rest();
    return world;
  }

  /** All that may happen next. */
  get steps(): string[] {
    const steps = [...new Set(this.#flying.map(({ name }) => name))].flatMap((name) => [
      `${name} arrives`,
      ...(this.#mishaps > 0 ? [`${name} is lost`, `${name} arrives, and will again`] : []),
    ]);
    if (this.#air.length > 0) steps.push('the connection carries');
    if (this.#breaks && this.#isConnected) steps.push('the connection breaks');
    for (const { number, calls } of [this.alice, this.bob]) {
      const [call] = calls.all;
      if (call?.state.phase === 'incoming') steps.push(`${number} accepts`, `${number} rejects`);
      else if (call) steps.push(`${number} hangs up`);
    }
    if (this.#clock.waiting.length > 0) steps.push('time passes');
    return steps;
  }

  /** Does one step, and all that follows from it without another. */
  async take(step: string): Promise<void> {
    const [subject = ''] = step.split(' ');
    const letter = this.#flying.find(({ name }) => name === subject);
    if (letter) this.#send(letter, step);
    else if (step === 'the connection carries') this.#air.shift()?.();
    else if (step === 'the connection breaks') this.#break();
    else if (step === 'time passes') await this.#clock.next();
    else this.#press(step, (subject === 'alice' ? this.alice : this.bob).calls.all[0]);
    await this.#clock.rest();
  }

  /** All on which it depends what may happen from here, in short. */
  get fingerprint(): string {
    return [
      describe(this.alice),
      describe(this.bob),
      this.#flying.map(({ name }) => name).toSorted(),
      [...this.#arrived].toSorted(),
      this.#air.length,
      this.#phones.air.open.map(({ state }) => state),
      this.#breaks,
      this.#mishaps,
      this.#clock.waiting,
    ].join('|');
  }

  /**
   * Lets everything arrive and every clock run out. Resolves with what is wrong then.
   *
   * @param good What is known to end well; what turns out to is added.
   */
  async finish(good: Set<string>): Promise<string | undefined> {
    const passed: string[] = [];
    for (let step = 0; step < MANY_STEPS; step += 1) {
      const { fingerprint } = this;
      const isLast = this.#flying.length + this.#air.length + this.#clock.waiting.length === 0;
      const fault = isLast ? this.#verdict() : undefined;
      if (fault) return fault;
      passed.push(fingerprint);
      if (isLast || good.has(fingerprint)) {
        for (const each of passed) good.add(each);
        return undefined;
      }
      await this.#moveOn();
    }
    return 'it never comes to rest';
  }

  close(): void {
    this.#phones.close();
  }

  get #isConnected(): boolean {
    return this.#phones.air.open.some(({ state }) => state === 'connected');
  }

  /** What was on its way is lost, and all that would come after it. */
  #break(): void {
    this.#breaks = false;
    this.#air = [];
    this.#phones.air.cut();
  }

  #press(step: string, call: Call | undefined): void {
    // An answer that comes too late is refused, and that is all right.
    if (step.endsWith('accepts')) call?.accept().catch(() => {});
    else if (step.endsWith('rejects')) void call?.reject();
    else void call?.hangUp();
  }

  async #moveOn(): Promise<void> {
    const [letter] = this.#flying;
    if (letter) this.#send(letter, 'arrives');
    else if (this.#air.length > 0) this.#air.shift()?.();
    else await this.#clock.next();
    await this.#clock.rest();
  }

  /** Of each call both sides know the same, and a side that nobody else knows of has ended. */
  #verdict(): string | undefined {
    const ends = new Map<string, string[]>();
    for (const call of [...this.alice.had, ...this.bob.had]) {
      ends.set(call.id, [...(ends.get(call.id) ?? []), stateOf(call)]);
    }
    const isGood = ([one, other]: readonly string[]) =>
      one === 'active' ? other === one : one?.startsWith('ended') && (other ?? one) === one;
    return [...ends.values()].find((states) => !isGood(states))?.join(' / ');
  }

  #send(letter: Letter, step: string): void {
    this.#flying = this.#flying.filter((each) => each !== letter);
    if (step.endsWith('is lost')) {
      this.#mishaps -= 1;
      return;
    }
    if (step.endsWith('again')) {
      this.#mishaps -= 1;
      this.#flying.push(letter);
    }
    this.#arrived.add(letter.name);
    letter.arrive();
  }

  /** Further copies of what is under way make no difference; but a goodbye is said again only for want of an answer. */
  #fly({ from, payload }: Passing, arrive: () => void): void {
    const { type, reason = '', seq } = payload as { type: string; reason?: string; seq: number };
    const name = [from, type, reason, seq].join(':');
    const copies = this.#flying.filter((letter) => letter.name === name).length;
    if (copies < (type === 'bye' ? 2 : 1)) this.#flying.push({ name, arrive });
  }
}

function describe({ had }: SimulatedPhone): string {
  return had.map((call) => `${call.direction} ${stateOf(call)}`).join();
}

function stateOf({ state }: Call): string {
  return state.phase === 'ended' ? `ended ${state.reason}` : state.phase;
}
