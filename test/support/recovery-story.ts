import { dueAt, IDLE, recover, type Recovery, type RecoveryFact } from '../../src/peer/recovery.js';

export type Role = Recovery['role'];
export type Type = Exclude<RecoveryFact['type'], 'agreed'>;

/** What one side does about facts, with the time at which it does it. */
export class Story {
  readonly did: string[] = [];
  recovery: Recovery;
  now = 0;

  constructor(role: Role, turn = false) {
    [this.recovery] = recover(IDLE, { type: 'agreed', at: 0, role, turn });
  }

  /** Lets time pass, doing what falls due, until something happens. */
  at(time: number, type?: Type): this {
    for (let due = dueAt(this.recovery); due !== undefined && due <= time; due = dueAt(this.recovery)) {
      this.now = due;
      this.#learn('due');
    }
    this.now = time;
    if (type) this.#learn(type);
    return this;
  }

  copy(): Story {
    const copy = new Story(this.recovery.role);
    copy.did.push(...this.did);
    return Object.assign(copy, { recovery: this.recovery, now: this.now });
  }

  #learn(type: Type): void {
    const [recovery, step] = recover(this.recovery, { type, at: this.now });
    this.recovery = recovery;
    if (step.do === 'nothing') return;
    const relayed = 'relay' in step && step.relay ? ' by relay' : '';
    this.did.push(`${this.now} ${step.do}${relayed}`);
  }
}

/** In a call that was fine for a minute. */
export const talking = (role: Role) => new Story(role).at(100, 'flowing').at(60_000);
